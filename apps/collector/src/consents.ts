import { randomBytes } from 'node:crypto'
import { recognises, regimeOf, type Said, type Signals, will } from '@wend/privacy/decide'
import { sha256 } from '@wend/privacy/pseudonym'
import { readReceipt, signReceipt } from '@wend/privacy/receipt'
import { scrubCode } from '@wend/privacy/scrub'
import { type ConsentClaim, type Purpose, purposes } from '@wend/protocol'
import type { Consent, Ledger } from '@wend/storage/ledger'
import { rememberedNo } from './http/cookies.ts'
import type { Sender } from './pipeline/batch.ts'
import type { Site } from './site.ts'

/** A record of the consent ledger, with its id. */
export type Proof = Consent & { readonly id: string }

/** What the collector makes of a claim of consent: what holds, for whom, and what has to be written down first. */
export interface Standing {
  readonly signals: Signals
  /** Purposes that the answer is yes for. */
  readonly granted: readonly Purpose[]
  /** Why nothing that needs consent may be kept, whatever the claim says. */
  readonly refused?: 'consent_withdrawn' | 'consent_receipt'
  /** The recognised visitor. */
  readonly visitor?: { readonly id: string; readonly subject: string; readonly isNew: boolean }
  /** Whether the visitor cookie is to be cleared: its id is dead for ever. */
  readonly forget: boolean
  /** A decision that the ledger does not know yet. It has to be there before anything rests on it. */
  readonly record?: Consent
  /** The record that this rests on, where the ledger has one already. */
  readonly proof?: Proof
  /** Whether the sender lacks the receipt of that record. */
  readonly lacksReceipt: boolean
}

export interface Claimed {
  claim: ConsentClaim | undefined
  sender: Sender
  site: Site
  /** By our clock. */
  received: number
}

type Known = Pick<Ledger, 'latest'>

/**
 * Decides what a claim is worth. A withdrawn or erased visitor's id is dead: whatever comes with its cookie or receipt is
 * refused, however new it says it is. A living visitor's claim can narrow what the ledger says at any time; it can widen it
 * only as a later decision, made in knowledge of the last one.
 */
export function hear(
  { claim, sender, site, received }: Claimed,
  ledger: Known,
  dead: (subject: string) => boolean,
): Standing {
  const said = saysOf(claim)
  if (sender.trusted) return standing(site, { choice: { says: said } })

  const { visitor } = sender
  const subject = visitor === undefined ? undefined : site.pseudonyms.of('visitor', sha256(visitor))
  const own = subject && site.pseudonyms.who(subject)
  const receipt = claim?.receipt ? readReceipt(site.receiptKey, claim.receipt) : undefined
  const law = lawOf(site, sender)
  if (receipt && own && receipt.who !== own) return { ...standing(site, law), refused: 'consent_receipt' }

  const who = own ?? receipt?.who
  const last = who === undefined ? undefined : ledger.latest(site.name, who)
  if (last?.kind === 'withdrawn' || last?.kind === 'erased' || (subject && dead(subject)))
    return { ...standing(site, law), refused: 'consent_withdrawn', forget: visitor !== undefined }

  const at = claim?.at === undefined ? received : Math.min(claim.at, received)
  const widens = last && !(claim?.at !== undefined && claim.at > last.at && (!receipt || receipt.id === last.id))
  const says = widens ? narrowed(said, last.granted) : said
  const signals = { ...law, choice: { says, at } }
  const now = standing(site, signals)
  if (claim?.nobody || !recognises(site.policy, signals) || (!visitor && !sender.keepsCookie)) return now

  const id = visitor ?? randomBytes(16).toString('base64url')
  const name = subject ?? site.pseudonyms.of('visitor', sha256(id))
  const known = visitor ? last : undefined
  const decided = claim?.source !== undefined || regimeOf(site.policy, signals.region)[0] === 'opt-in'
  const same = known && known.granted.join() === now.granted.join()
  return {
    ...now,
    visitor: { id, subject: name, isNew: !visitor },
    ...(known && { proof: known }),
    ...(decided &&
      !same && {
        record: recordOf(
          { claim, sender, site, received },
          now,
          known ? 'changed' : 'given',
          site.pseudonyms.who(name),
          at,
        ),
      }),
    lacksReceipt: known !== undefined && receipt?.id !== known.id,
  }
}

/** A decision of the ledger's kind, with everything that proves it. */
export function recordOf(
  { claim, site, received }: Claimed,
  { granted, signals }: Pick<Standing, 'granted' | 'signals'>,
  kind: Consent['kind'],
  who: string,
  at: number,
): Consent {
  return {
    site: site.name,
    who,
    kind,
    granted: [...granted],
    at,
    received,
    policy: site.policy.id,
    ...(claim?.source && { source: scrubCode(claim.source) }),
    ...(claim?.text && { text: claim.text }),
    ...(claim?.language && { language: scrubCode(claim.language) }),
    ...(claim?.legal && { legal: claim.legal }),
    ...(signals.region && { region: signals.region }),
  }
}

/** The receipt for a record of the ledger. */
export const receiptFor = (site: Site, { id, who, granted, at, policy = '' }: Proof): string =>
  signReceipt(site.receiptKey, { id, site: site.name, who, granted, policy, at })

/** The record that something rests on, written down first where it is new. Resolves when it is durable. */
export async function prove({ record, proof }: Standing, ledger: Pick<Ledger, 'append'>): Promise<Proof | undefined> {
  return record ? { ...record, ...(await ledger.append(record)) } : proof
}

function standing(site: Site, signals: Signals): Standing {
  const granted = purposes.filter(
    (purpose) => purpose !== 'necessary' && will(site.policy, signals, purpose)[0] === true,
  )
  return { signals, granted, forget: false, lacksReceipt: false }
}

/** What the request says by law, whatever the page says: where the visitor is, and what their browser and our own page say. */
function lawOf({ policy, regionOf }: Site, sender: Sender): Signals {
  const no = rememberedNo(sender.header('cookie'))
  return {
    region: regionOf(sender),
    gpc: isOn(sender.header('sec-gpc')),
    ...(policy.dnt.length > 0 && { dnt: isOn(sender.header('dnt')) }),
    ...(no && { legal: { 'your-data': { says: no } } }),
  }
}

/** Only the value 1 counts, and one among several is enough. */
const isOn = (header: string | undefined): boolean => header?.split(',').some((value) => value.trim() === '1') ?? false

/** Only purposes that exist can be granted; whatever else a sender names means nothing. A purpose in both lists is denied. */
function saysOf(claim: ConsentClaim | undefined): Said {
  const says: Partial<Record<Purpose, boolean>> = {}
  for (const purpose of purposes) {
    if (purpose === 'necessary') continue
    if (claim?.denied?.includes(purpose)) says[purpose] = false
    else if (claim?.granted.includes(purpose)) says[purpose] = true
  }
  return says
}

const narrowed = (says: Said, granted: readonly string[]): Said =>
  Object.fromEntries(Object.entries(says).map(([purpose, yes]) => [purpose, yes && granted.includes(purpose)]))
