/** What is counted for each site, day and browser. The order is that of the snapshot: add at the end only. */
export const counters = [
  'received',
  'accepted',
  'duplicates',
  'rejected',
  'dropped',
  /** Numbers of tabs that came, each once. */
  'seen',
  /** Stored more than a minute after they could have been sent. */
  'late',
  /** Stored more than an hour after it. */
  'veryLate',
  /** Stored after a higher number of their tab. */
  'outOfOrder',
  /** Numbers that never came, of tabs that are not watched any more. */
  'gone',
  /** What the tracker says it let go: refused as too large, the oldest for want of room, too old when found. */
  'large',
  'full',
  'old',
] as const

export type Counts = Record<(typeof counters)[number], number>

export const noCounts = (): Counts => Object.fromEntries(counters.map((name) => [name, 0])) as Counts

export function addCounts(to: Counts, from: Counts): void {
  for (const name of counters) to[name] += from[name]
}

/** Late is what was stored more than a minute after it could have been sent; what waited for consent could not. */
export function countDelay(counts: Counts, milliseconds: number): void {
  if (milliseconds > 60_000) counts.late++
  if (milliseconds > 3_600_000) counts.veryLate++
}
