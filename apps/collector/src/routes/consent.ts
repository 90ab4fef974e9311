import { recognises } from '@wend/privacy/decide'
import { decision } from '@wend/protocol'
import type { Context } from 'hono'
import { hear, prove } from '../consents.ts'
import { readBody } from '../http/body.ts'
import type { Bindings, Handler } from '../http/handler.ts'
import { checkJson } from '../http/json.ts'
import { Refused } from '../http/refused.ts'
import { senderOf } from '../http/sender.ts'
import { answerVisitor } from '../http/visitor.ts'
import { decisions } from '../limits/index.ts'
import type { Parts } from '../parts.ts'
import { authenticate } from '../pipeline/authenticate.ts'
import { readAs } from '../pipeline/read.ts'
import { withdraw } from '../withdraw.ts'

/**
 * `POST {prefix}/c`: a visitor's decision by itself. Nobody can decide for another: the visitor is whom the first-party cookie
 * names, and a yes with a receipt of somebody else is refused. A no ends both. A refusal by somebody who was never recognised leaves nothing behind.
 */
export const consent = (parts: Parts): Handler => {
  const { sites, ledger, people, ended, limits, clock, token, visitorKey } = parts
  const decide = async (c: Context<Bindings>, body: Buffer): Promise<Response> => {
    checkJson(body)
    const { site: name, sent, consent: claim } = readAs(decision, body)
    const sender = senderOf(c.env.incoming.headers, token, visitorKey)
    const site = authenticate({ site: name }, sender, sites)
    const claimed = { claim, sent, sender, site, received: clock() }
    const standing = hear(claimed, ledger, (subject) => people.blocked(site, subject) || ended.has(site, subject))
    if (standing.foreign && recognises(site.policy, standing.signals))
      throw new Refused('receipt_not_yours', 'The receipt belongs to another visitor. Leave it out, or send your own.')
    c.header('Cache-Control', 'no-store')
    if (standing.refused && !standing.foreign) {
      answerVisitor(c, site, standing, false, undefined)
      return c.json({ granted: [] })
    }
    const known = sender.visitor ?? standing.receiptOf
    if (known !== undefined && !recognises(site.policy, standing.signals)) {
      await withdraw(c, claimed, standing, parts)
      return c.json({ granted: standing.granted })
    }
    const proof = standing.visitor && (await prove(standing, ledger))
    const receipt = answerVisitor(c, site, standing, proof !== undefined, proof)
    return c.json({ granted: standing.granted, ...(receipt && { receipt }) })
  }
  return async (c) => {
    const body = await readBody(c.env.incoming)
    return limits.work(c, decisions, () => decide(c, body))
  }
}
