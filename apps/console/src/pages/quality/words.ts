import type { Day } from './days.ts'

/** "1.3 %", "under 0.1 %"; a dash where there is nothing to take a share of. */
export function percent(rate: number | null): string {
  if (rate === null) return '–'
  const share = rate * 100
  if (share > 0 && share < 0.1) return 'under\u00a00.1\u00a0%'
  return `${(rate < 1 ? Math.min(share, 99.9) : share).toFixed(1)}\u00a0%`
}

export const number = (count: number): string => count.toLocaleString('en')

const short = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** "Nov 22". Days are those of the collector, in UTC, whatever the clock here says. */
export const dayWords = (day: string): string => short.format(Date.parse(day))

/** What a bar says, for whoever does not see it. */
export function barWords({ day, received, seen, lost, missing }: Day): string {
  if (received === 0) return `${dayWords(day)}: nothing received`
  const all = seen + lost
  const parts = [
    `${percent(all === 0 ? null : lost / all)} lost`,
    ...(missing ? [`${number(missing)} missing so far`] : []),
  ]
  return `${dayWords(day)}: ${all + missing === 0 ? 'nothing that is numbered' : parts.join(', ')}`
}
