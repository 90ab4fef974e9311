import type { DatabaseSync } from 'node:sqlite'

/** Names that rows hold as small numbers, from a table of the same two columns. One thread owns it. */
export function createNames(db: DatabaseSync, table: 'sites' | 'classes') {
  const add = db.prepare(`INSERT INTO ${table} (name) VALUES (?) RETURNING number`)
  const known = new Map<string, number>()
  const names = new Map<number, string>()
  let highest = 0
  const remember = (name: string) => {
    known.set(name, highest)
    names.set(highest, name)
  }
  for (const { name, number } of db.prepare(`SELECT name, number FROM ${table} ORDER BY number`).iterate()) {
    highest = Number(number)
    remember(String(name))
  }

  return {
    /** The number of a name, which is given one when it is new. */
    number(name: string): number {
      const found = known.get(name)
      if (found !== undefined) return found
      highest = Number(add.get(name)?.number)
      remember(name)
      return highest
    },
    /** The number of a name that was given one before. */
    find: (name: string): number | undefined => known.get(name),
    /** The name of a number, undefined when none has it. */
    name: (number: number): string | undefined => names.get(number),
    highest: () => highest,
    entries: () => known.entries(),
    /** Forgets names that a transaction added which was then taken back. */
    backTo(number: number) {
      if (highest === number) return
      for (const [name, added] of known)
        if (added > number) {
          known.delete(name)
          names.delete(added)
        }
      highest = number
    },
  }
}

export type Names = ReturnType<typeof createNames>
