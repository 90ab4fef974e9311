import type { DatabaseSync } from 'node:sqlite'
import type { Note } from '../log.ts'

/**
 * Notes that wait for their file, in the order in which they were given, without a gap: one whose commit failed is owed,
 * and goes into the next one before all that come later.
 */
export function createNotes(db: DatabaseSync) {
  const add = db.prepare('INSERT OR IGNORE INTO notes (number, text) VALUES (?, ?)')
  const remove = db.prepare('DELETE FROM notes WHERE number <= ?')
  const all = db.prepare('SELECT number, text FROM notes WHERE number > ? ORDER BY number')
  const owed = new Map<number, string>()
  let dropped = 0

  return {
    /** Notes that the next commit has to bring, which may be all it does. */
    owe(notes: readonly Note[]) {
      for (const { number, text } of notes) owed.set(number, text)
    },
    /** Writes what is owed, and removes what was dropped. Inside a transaction. */
    write() {
      for (const [number, text] of owed) if (number > dropped) add.run(number, text)
      if (dropped) remove.run(dropped)
    },
    /** That transaction was committed. */
    written() {
      owed.clear()
      dropped = 0
    },
    waiting: () => owed.size > 0 || dropped > 0,
    all: () => all.all(dropped) as unknown as Note[],
    drop(upTo: number) {
      dropped = Math.max(dropped, upTo)
    },
  }
}
