import { recognises } from '@wend/privacy/decide'
import { daysOf } from '@wend/privacy/policy'
import { sha256 } from '@wend/privacy/pseudonym'
import { type Purpose, purposes } from '@wend/protocol'
import type { Context } from 'hono'
import { type Claimed, hear, prove, receiptFor, recordOf, type Standing } from './consents.ts'
import { causeOf } from './http/cause.ts'
import { forgetVisitor, rememberNo } from './http/cookies.ts'
import type { Sender } from './http/sender.ts'
import type { Parts } from './parts.ts'
import type { Site } from './site.ts'

type Needs = Pick<Parts, 'ledger' | 'people' | 'logger' | 'clock' | 'ended'>

/**
 * Ends a visitor. From the first moment nothing of theirs is taken; that they are erased, unless the policy says otherwise,
 * and that they have withdrawn is certain before the answer goes out. Their cookie is cleared.
 */
export async function withdraw(
  c: Context,
  claimed: Claimed,
  standing: Standing,
  { ledger, people, logger, ended }: Needs,
): Promise<void> {
  const { site, sender, received, claim } = claimed
  const at = Math.min(claim?.at ?? received, received)
  forgetVisitor(c)
  // A browser that keeps no cookie still has its receipt, and one that got two ids at first has that of the other.
  const who = standing.receiptOf
  if (who !== undefined && (sender.visitor === undefined || standing.foreign))
    await ledger.append(recordOf(claimed, standing, 'withdrawn', who, at))
  if (sender.visitor === undefined) return
  const subject = site.pseudonyms.of('visitor', sha256(sender.visitor))
  const by = { visitor: sender.visitor }
  await ended.during(site, subject, async () => {
    if (site.rules.onWithdrawal === 'erase')
      await new Promise<void>((resolve, reject) => {
        // The rest may take longer than the page lives. Should it break off, it goes on at the next start.
        people.erase(site, by, 'withdrawal', resolve).catch((error: unknown) => {
          logger.error({ cause: causeOf(error) }, 'erasure after a withdrawal failed')
          reject(error)
        })
      })
    await ledger.append(recordOf(claimed, standing, 'withdrawn', site.pseudonyms.who(subject), at))
  })
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
    sent: received,
    sender: fresh,
    site,
    received,
  }
  const standing = hear(
    claimed,
    parts.ledger,
    (subject) => parts.people.blocked(site, subject) || parts.ended.has(site, subject),
  )
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
