import type { BatchReport, EventReport, Verdict } from '../../api/types.ts'

/** What a verdict means, for when the collector gave no message, and as the hint of each counter. */
export const meanings: Readonly<Record<Verdict | 'held', string>> = {
  accepted: 'Stored durably.',
  duplicate: 'Already stored: an event with this id has come before.',
  rejected: 'Not stored: the event was not as its type demands.',
  dropped: 'Not stored: the policy does not allow it to be kept.',
  held: 'Waited in the memory of the browser until the visitor had decided about consent.',
}

/** Why an event was not stored, in a sentence; undefined when it was. */
export function whyNot(event: EventReport): string | undefined {
  if (event.verdict === 'accepted') return undefined
  return event.message ?? meanings[event.verdict]
}

/** "4.2 s", "1 min 5 s". */
export function duration(ms: number): string {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

export function consentWords(consent: BatchReport['consent']): string {
  if (!consent) return 'no consent stated'
  const granted = consent.granted.length > 0 ? consent.granted.join(', ') : 'nothing'
  return `${granted} granted${consent.source === undefined ? '' : ` (${consent.source})`}`
}

export function deviceWords({ browser, device }: BatchReport): string {
  return [browser, device].filter((part) => part !== undefined).join(', ')
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })

/** The time of day here, with the date in front of it when that is not today's. An unreadable time is shown as it is. */
export function timeWords(iso: string, now = new Date()): string {
  const time = new Date(iso)
  if (Number.isNaN(time.getTime())) return iso
  const today = time.toDateString() === now.toDateString()
  return today ? clock.format(time) : `${day.format(time)} ${clock.format(time)}`
}

/** "1 event", "1,240 events". */
export function counted(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`
}
