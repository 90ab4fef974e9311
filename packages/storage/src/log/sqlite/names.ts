import type { DatabaseSync } from 'node:sqlite'

/** Names that rows hold as small numbers, from a table of the same two columns. One thread owns it. */
export function createNames(db: DatabaseSync, table: 'sites' | 'classes') {
  const add = db.prepare(`INSERT INTO ${table} (name) VALUES (?) RETURNING number`)
  const known = new Map<string, number>()
  let highest = 0
  for (const { name, number } of db.prepare(`SELECT name, number FROM ${table} ORDER BY number`).iterate()) {
    highest = Number(number)
    known.set(String(name), highest)
  }

  return {
    /** The number of a name, which is given one when it is new. */
    number(name: string): number {
      const found = known.get(name)
      if (found !== undefined) return found
      highest = Number(add.get(name)?.number)
      known.set(name, highest)
      return highest
    },
    highest: () => highest,
    entries: () => known.entries(),
    /** Forgets names that a transaction added which was then taken back. */
    backTo(number: number) {
      if (highest === number) return
      for (const [name, added] of known) if (added > number) known.delete(name)
      highest = number
    },
  }
}

export type Names = ReturnType<typeof createNames>
