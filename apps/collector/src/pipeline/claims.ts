import { type Kind, kinds } from '@wend/privacy/identifiers'
import { readClaim } from '@wend/privacy/receipt'
import type { Batch, Item } from './batch.ts'

/** How far ahead a proof may end, in seconds: what somebody reads out of a page is soon worth nothing. */
const longestProof = 10 * 60

/** What is asked of a batch here. */
type Within = { site: Pick<Batch['site'], 'name' | 'signing' | 'definition'>; received: number }

/**
 * Makes a claim verified where the site's backend has signed each of its identifiers, for this site and until a moment
 * that is near. Otherwise it stays the claim that it is. The proof itself goes no further, nor what else came along.
 */
export function verify(item: Item, { site, received }: Within): Item {
  const { identifiers, proof } = item.data as { identifiers: Partial<Record<Kind, string>>; proof?: string }
  const claim = { ...item, data: { identifiers } }
  const definition = site.definition('identity.verified')
  if (item.type !== 'identity.claimed' || !site.signing || !definition) return claim
  const signed = readClaim(site.signing, proof)
  const left = signed ? signed.exp - received / 1000 : 0
  if (!signed || signed.site !== site.name || left <= 0 || left > longestProof) return claim
  if (kinds.some((kind) => identifiers[kind] !== undefined && identifiers[kind] !== signed.identifiers[kind]))
    return claim
  return { ...claim, type: definition.type, definition, data: { identifiers, by: 'signed' } }
}
