import { absent } from '../absent.ts'
import type { Wend } from '../api.ts'

/** The tracker of the script tag, or its stub. Says so where there is none, and gives one that does nothing. */
export function found(): Wend {
  const { wend } = globalThis as { wend?: Partial<Wend> }
  // An element with this id is a property of the window too.
  if (wend?.track) return wend as Wend
  if (typeof document !== 'undefined')
    console.error(
      '[wend] There is no tracker here. Start one around this component, or put the script tag into the page.',
    )
  return absent
}
