import type { LossRow, QualityReport } from '@wend/protocol'

/** Below this many events a rate says little about a browser. */
const enough = 100

const causes = {
  large: 'because they were too large',
  full: 'because the queue in the browser was full',
  old: 'because they were too old when the browser could send them',
  way: 'on the way, without a word from the browser',
}

/** What was lost in one plain sentence or two, for people: the browser that loses most, and all of them. */
export function summary({ browsers, totals }: Pick<QualityReport, 'browsers' | 'totals'>): string {
  if (totals.rate === null) return 'No numbered event of a tab came, so nothing can be said about losses.'
  const missing = totals.missing > 0 ? ` ${counted(totals.missing)} missing so far, and may still come.` : ''
  if (totals.lost === 0) return `No event is known to be lost.${missing}`
  const [worst] = browsers
    .filter(({ lost, seen }) => lost > 0 && lost + seen >= enough)
    .sort((one, other) => (other.rate ?? 0) - (one.rate ?? 0))
  if (!worst || browsers.length === 1) return `${percent(totals)} of events lost${causeOf(worst ?? totals)}.${missing}`
  return `${percent(worst)} of events lost on ${worst.browser}${causeOf(worst)}; ${percent(totals)} over all browsers.${missing}`
}

/** A share of lost events, never rounded to nothing or to all. */
export function percent({ rate }: Pick<LossRow, 'rate'>): string {
  if (rate === null) return '–'
  const share = rate * 100
  if (share > 0 && share < 0.1) return 'under 0.1 %'
  return `${(rate < 1 ? Math.min(share, 99.9) : share).toFixed(1)} %`
}

function causeOf({ lost, reported }: LossRow): string {
  const told = reported.large + reported.full + reported.old
  const shares = { ...reported, way: Math.max(0, lost - told) }
  const [cause, count] = (Object.entries(shares) as [keyof typeof causes, number][]).reduce((most, one) =>
    one[1] > most[1] ? one : most,
  )
  if (count * 2 <= lost) return ''
  return `, ${count < lost ? 'mostly ' : ''}${causes[cause]}`
}

const counted = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'is' : 'are'}`
