import type { Replayed } from '../../api/types.ts'

/** What a reason means, and what mends it. */
const reasons: Readonly<Record<string, readonly [what: string, mend: string]>> = {
  unknown_type: ['Nobody declared this event type.', 'Declare it in the site’s events file, restart, then replay.'],
  invalid_data: ['The data is not as its type declares it.', 'Change the declaration or the page that sends it.'],
  invalid_event: ['The event itself is not as events are.', 'Correct the sender; a replay changes nothing.'],
  event_too_large: ['It was over 32 KB. Only a description is kept.', 'Send less; it cannot be replayed.'],
  event_too_deep: ['It was nested too deep, or too wide. Nothing of it is kept.', 'Flatten it; it cannot be replayed.'],
  needs_token: ['Only a backend may say this.', 'Send it from the backend, with the token.'],
}

export const whatOf = (code: string): string => reasons[code]?.[0] ?? 'It was rejected.'
export const mendOf = (code: string): string => reasons[code]?.[1] ?? ''

export const typeWords = (type: string): string => type || 'no readable type'

/** "1 event", "1,240 events". */
export const counted = (count: number): string => `${count.toLocaleString('en')} event${count === 1 ? '' : 's'}`

/** What came of a replay, in a sentence. */
export function replayWords(answers: readonly Replayed[]): string {
  const sum = (verdict: keyof Replayed['counts']) => answers.reduce((total, { counts }) => total + counts[verdict], 0)
  const [stored, before, rejected, dropped] = [sum('accepted'), sum('duplicate'), sum('rejected'), sum('dropped')]
  const parts = [
    `${counted(stored)} stored`,
    ...(before ? [`${before.toLocaleString('en')} had been stored before`] : []),
    ...(rejected ? [`${rejected.toLocaleString('en')} still rejected`] : []),
    ...(dropped ? [`${dropped.toLocaleString('en')} removed, because consent or policy no longer allow them`] : []),
  ]
  return `${parts.join(', ')}.`
}
