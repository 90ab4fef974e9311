import { recognises, type Said, type Signals, will } from '@wend/privacy/decide'
import { sha256 } from '@wend/privacy/pseudonym'
import { readReceipt, signReceipt } from '@wend/privacy/receipt'
import { recent } from '@wend/privacy/recent'
import { scrubCode } from '@wend/privacy/scrub'
import { type ConsentClaim, type Purpose, purposes } from '@wend/protocol'
import type { Consent, Entered, Ledger } from '@wend/storage/ledger'
import { newVisitor, rememberedNo } from './http/cookies.ts'
import type { Sender } from './http/sender.ts'
import type { Site } from './site.ts'

/** A record of the consent ledger, with its id. */
export type Proof = Consent & { readonly id: string }

/** What the collector makes of a claim of consent: what holds, for whom, and what has to be written down first. */
export interface Standing {
  readonly signals: Signals
  /** Purposes that the answer is yes for. */
  readonly granted: readonly Purpose[]
  /** Why nothing that needs consent may be kept, whatever the claim says. */
  readonly refused?: 'consent_withdrawn'
  /** The recognised visitor. */
  readonly visitor?: { readonly id: string; readonly subject: string; readonly isNew: boolean }
  /** Whether the visitor cookie is to be cleared: its id is dead for ever. */
  readonly forget: boolean
  /** A decision that the ledger does not know yet. It has to be there before anything rests on it. */
  readonly record?: Consent
  /** The record that this rests on, where the ledger has one already. */
  readonly proof?: Proof
  /** Whose receipt came with it, as the ledger names them. */
  readonly receiptOf?: string
  /** Whether that is somebody else than the cookie names. Their receipt proves nothing here. */
  readonly foreign?: boolean
  /** Whether the sender lacks the receipt of that record. */
  readonly lacksReceipt: boolean
}

export interface Claimed {
  claim: ConsentClaim | undefined
  /** When it was sent, by the sender's clock. */
  sent: number | undefined
  sender: Sender
  site: Site
  /** By our clock. */
  received: number
}

type Known = Pick<Ledger, 'latest'>

/** Of ids that we made ourselves, as long as the browsers that have them send. */
const digestOf = recent(10_000, sha256)

/**
 * Decides what a claim is worth. A withdrawn or erased visitor's id is dead: whatever comes with its cookie or receipt is
 * refused, however new it says it is. A living visitor's claim can narrow what the ledger says at any time; it can widen it
 * only as a later decision, made in knowledge of the last one.
 */
export function hear(claimed: Claimed, ledger: Known, dead: (subject: string) => boolean): Standing {
  const { claim, sent, sender, site, received } = claimed
  const said = saysOf(claim)
  if (sender.trusted) return standing(site, { choice: { says: said } })

  const { visitor } = sender
  const subject = visitor === undefined ? undefined : site.pseudonyms.of('visitor', digestOf(visitor))
  const own = subject && site.pseudonyms.who(subject)
  const given = claim?.receipt ? readReceipt(site.receiptKey, claim.receipt) : undefined
  // Two pages of a new browser may ask at once, and it keeps one of two ids: the other page has the other’s receipt.
  const foreign = given !== undefined && own !== undefined && given.who !== own
  const receipt = foreign ? undefined : given
  const law = lawOf(site, sender)

  const who = own ?? receipt?.who
  const last = who === undefined ? undefined : ledger.latest(site.name, who)
  if (hasEnded(last) || (subject && dead(subject)))
    return { ...standing(site, law), refused: 'consent_withdrawn', forget: visitor !== undefined }

  // Our clock, as nearly as theirs lets us know. What is later than now is not known to be later than anything.
  const told = claim?.at === undefined ? undefined : claim.at + (sent === undefined ? 0 : received - sent)
  const later =
    told !== undefined && told <= received + 1 && told > (last?.at ?? 0) && (!receipt || receipt.id === last?.id)
  const at = Math.max(told === undefined ? received : Math.min(told, received), last?.at ?? 0)
  const widens =
    last !== undefined && Object.entries(said).some(([purpose, yes]) => yes && !last.granted.includes(purpose))
  const says = last && widens && !later ? narrowed(said, last.granted) : said
  const signals = { ...law, choice: { says, at } }
  const now = {
    ...standing(site, signals),
    ...(given && { receiptOf: given.who, foreign }),
    // What was agreed to by somebody who has withdrawn since is not made good by who came after.
    ...(foreign && hasEnded(ledger.latest(site.name, given.who)) && { refused: 'consent_withdrawn' as const }),
  }
  if (claim?.nobody || !recognises(site.policy, signals) || (!visitor && !sender.keepsCookie)) return now

  const id = visitor ?? newVisitor(site.visitorKey)
  const name = subject ?? site.pseudonyms.of('visitor', digestOf(id))
  const known = visitor ? last : undefined
  // What is allowed because nobody has to be asked was agreed to by nobody.
  const decided = known !== undefined || Object.values(says).includes(true)
  // Not to name a purpose narrows this batch; to refuse it, or to agree to more, is a decision.
  const differs = !known || (widens && later) || known.granted.some((purpose) => says[purpose as Purpose] === false)
  return {
    ...now,
    visitor: { id, subject: name, isNew: !visitor },
    ...(known && { proof: known }),
    ...(decided &&
      differs && {
        record: recordOf(
          claimed,
          recorded(now, known, says),
          known ? 'changed' : 'given',
          site.pseudonyms.who(name),
          at,
        ),
      }),
    lacksReceipt: known !== undefined && receipt?.id !== known.id && !(widens && !later),
  }
}

/** Whether the last record of somebody ended them. */
export const hasEnded = (last: Consent | undefined): boolean => last?.kind === 'withdrawn' || last?.kind === 'erased'

/** What is agreed to after this: a purpose that was not named stays as it was. */
const recorded = (now: Standing, known: Proof | undefined, says: Said): Standing => ({
  ...now,
  granted: purposes.filter(
    (purpose) =>
      (says[purpose] === true && now.granted.includes(purpose)) ||
      (known?.granted.includes(purpose) && says[purpose] === undefined && purpose !== 'necessary'),
  ),
})

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

/** What a batch rests on, and where that is new what has to become durable with it. */
export interface Resting {
  proof: Proof | undefined
  entered?: Entered
}

/** The record that a batch rests on. A new one has its place in the ledger, and becomes durable in one commit with the batch. */
export function restOn({ record, proof }: Standing, ledger: Pick<Ledger, 'enter'>): Resting {
  if (!record) return { proof }
  const entered = ledger.enter(record)
  return { proof: { ...record, id: entered.id }, entered }
}

/** The record of a decision that comes by itself, written down first where it is new. Resolves when it is durable. */
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
