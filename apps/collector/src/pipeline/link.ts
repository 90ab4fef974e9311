import { readLink } from '@wend/privacy/link'
import type { VerdictCode } from '@wend/protocol'
import type { Batch, Item } from './batch.ts'

/** How long a link may be followed, in milliseconds, and how far two collectors' clocks may be apart. */
const lifetime = 120_000
const skew = 10_000

/**
 * Turns the token that came with a link into whom the browser is on the domain that it came from, or says why not. It must
 * have been made for the page that shows it, and followed from the page that it was made on: whoever opens a copy of the link
 * comes from elsewhere. The event gets an id that follows from the token, so the log takes each token once, also after a
 * restart, and takes it again from a sender that did not hear the answer as what it has.
 */
export function redeem(
  item: Item,
  { site, sender, received, gone }: Pick<Batch, 'site' | 'sender' | 'received' | 'gone'>,
): Item | VerdictCode {
  const { from, proof } = item.data as { from?: string; proof?: string }
  const link = from && sender.origin && readLink(site.linkKey, proof, { site: site.name, from, to: sender.origin })
  if (!link) return 'link_refused'
  const age = received - link.at
  if (age > lifetime || age < -skew) return 'link_expired'
  if (gone(site.pseudonyms.of('visitor', link.visitor))) return 'consent_withdrawn'
  return { ...item, id: link.id, sent: item.id, data: { from, identifiers: { visitor: link.visitor } } }
}
