import type { Entry } from '../log.ts'

/**
 * The entries of one call as a handful of values. To hand each event to another thread as an object of its own costs about
 * as much as to store it.
 */
export interface Packed {
  /** Separated by commas. */
  ids: string
  /** One after the other, nothing between. */
  bodies: string
  /** Characters of each body. */
  lengths: number[]
  /** Sites, classes and how bodies start, each with how many events in a row have them. */
  runs: { site: string; class: string; start: string; count: number }[]
}

/** Throws a `TypeError` for a body that is no text. */
export function pack(entries: readonly Entry[]): Packed {
  const packed: Packed = { ids: '', bodies: '', lengths: [], runs: [] }
  let run: Packed['runs'][number] | undefined
  for (const { site, id, body, class: name = '', start = '' } of entries) {
    if (typeof body !== 'string') throw new TypeError('The body of an event has to be a text.')
    packed.ids += packed.ids ? `,${id}` : id
    packed.bodies += body
    packed.lengths.push(body.length)
    if (run?.site !== site || run.class !== name || run.start !== start) {
      run = { site, class: name, start, count: 0 }
      packed.runs.push(run)
    }
    run.count++
  }
  return packed
}

/** Hands over each entry, in order. */
export function unpack(
  { ids, bodies, lengths, runs }: Packed,
  take: (site: string, id: string, body: string, name: string) => void,
): void {
  const each = ids.split(',')
  let index = 0
  let from = 0
  for (const { site, class: name, start, count } of runs)
    for (const end = index + count; index < end; index++) {
      const to = from + (lengths[index] ?? 0)
      take(site, each[index] ?? '', start + bodies.slice(from, to), name)
      from = to
    }
}
