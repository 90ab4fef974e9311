import { weigh } from '@wend/privacy/decide'
import type { Piece } from '../core.ts'

/**
 * Hears what the visitor refused on the page with their data. The collector keeps it in the cookie of decisions, marked, and
 * no dialog of the site knows of it: so it is a legal no, which beats whatever such a dialog says.
 */
export const refusals: Piece = ({ gate, follow }) => {
  const look = () => {
    delete gate.legal['your-data']
    try {
      const text = /(?:^|; )wend_consent=([^;]+)/.exec(document.cookie)?.[1] ?? ''
      const { says, y } = JSON.parse(decodeURIComponent(text))
      if (y) gate.legal['your-data'] = { says: { ...says } }
    } catch {
      // None, or none of ours, or no cookies here.
    }
  }
  const shown = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return
    look()
    follow()
  }
  gate.weigh = weigh
  look()
  addEventListener('pageshow', shown)
  return () => removeEventListener('pageshow', shown)
}
