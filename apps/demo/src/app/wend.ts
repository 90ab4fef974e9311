import { useEffect } from 'react'
import type { Pushed } from '../layer.ts'
import type { Moment } from '../moments.ts'

/** The part of the tracker's page API that this shop uses. */
export interface Wend {
  track(type: string, data?: Readonly<Record<string, unknown>>): void
  identify(who: { email?: string; phone?: string; customer?: string }): void
  debug(on?: boolean): void
}

/** The tracker, or undefined where a blocker took it away; the shop works all the same. */
export const wend = (): Wend | undefined => (globalThis as unknown as { wend?: Wend }).wend

/** Tells the tracker one thing that happened. */
export const tell = (moment: Moment): void => wend()?.track(moment.type, moment.data)

const page = globalThis as unknown as { dataLayer: Pushed[] }
// Before anything is pushed, as a tag manager's snippet has it: who looks for it finds it.
page.dataLayer ??= []

/** Pushes for Google, whether or not anybody listens. */
export const push = (pushed: Pushed): unknown => page.dataLayer.push(pushed)

/** Pushes once when the page opens, and again when `key` changes. Undefined pushes nothing. */
export function usePush(pushed: Pushed | undefined, key = ''): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is pushed is new at each drawing, and the key says whether it is news.
  useEffect(() => {
    if (pushed) push(pushed)
  }, [key])
}
