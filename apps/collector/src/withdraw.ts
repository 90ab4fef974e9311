import { recognises } from '@wend/privacy/decide'
import { daysOf } from '@wend/privacy/policy'
import { sha256 } from '@wend/privacy/pseudonym'
import { type Purpose, purposes } from '@wend/protocol'
import type { Context } from 'hono'
import { type Claimed, hear, prove, receiptFor, recordOf, type Standing } from './consents.ts'
import { forgetVisitor, rememberNo } from './http/cookies.ts'
import type { Parts } from './parts.ts'
import type { Sender } from './pipeline/batch.ts'
import type { Site } from './site.ts'

type Needs = Pick<Parts, 'ledger' | 'people' | 'logger' | 'clock'>

/**
 * Ends a visitor. The withdrawal is in the ledger before the answer goes out, their id is dead from then on, its cookie is
 * cleared, and unless the policy says otherwise everything of theirs is erased.
 */
export async function withdraw(
  c: Context,
  claimed: Claimed,
  standing: Standing,
  { ledger, people, logger }: Needs,
): Promise<void> {
  const { site, sender, received, claim } = claimed
  forgetVisitor(c)
  if (sender.visitor === undefined) return
  const who = site.pseudonyms.who(site.pseudonyms.of('visitor', sha256(sender.visitor)))
  // Where everybody is asked first, somebody with no record was never recognised: the cookie is invented.
  const asked = Object.values(site.policy.regimes).every(([mode]) => mode === 'opt-in')
  if (asked && !ledger.latest(site.name, who)) return
  const at = Math.min(claim?.at ?? received, received)
  await ledger.append(recordOf(claimed, standing, 'withdrawn', who, at))
  if (site.rules.onWithdrawal === 'stop') return
  // It may take longer than the page lives. Should it break off, it goes on at the next start.
  const erasing = people.erase(site, { visitor: sender.visitor }, 'withdrawal')
  void erasing.catch((error: unknown) => logger.error({ cause: String(error) }, 'erasure after a withdrawal failed'))
}

/** What was shown when somebody decided. */
export interface Shown {
  source: string
  language?: string
  /** SHA-256 of the words. */
  text?: string
}

/**
 * A decision that a visitor makes on our own page, where no dialog of the site hears of it: what they refuse is kept in a
 * cookie as well, which beats every yes of such a dialog.
 */
export async function change(
  c: Context,
  site: Site,
  sender: Sender,
  granted: readonly Purpose[],
  shown: Shown,
  parts: Needs,
): Promise<{ receipt?: string; withdrawn: boolean }> {
  const received = parts.clock()
  const denied = purposes.filter((purpose) => purpose !== 'necessary' && !granted.includes(purpose))
  // What was refused here before is what is being changed.
  const fresh = { ...sender, header: (name: string) => (name === 'cookie' ? undefined : sender.header(name)) }
  const claimed: Claimed = {
    claim: { granted: [...granted], denied, at: received, ...shown },
    sender: fresh,
    site,
    received,
  }
  const standing = hear(claimed, parts.ledger, (subject) => parts.people.blocked(site, subject))
  const says = Object.fromEntries(denied.map((purpose) => [purpose, false]))
  rememberNo(c, says, received, daysOf(site.rules.askAgain))
  if (standing.refused || !recognises(site.policy, standing.signals)) {
    if (!standing.refused) await withdraw(c, claimed, standing, parts)
    else forgetVisitor(c)
    return { withdrawn: true }
  }
  const proof = sender.visitor === undefined ? undefined : await prove(standing, parts.ledger)
  return { withdrawn: false, ...(proof && { receipt: receiptFor(site, proof) }) }
}
