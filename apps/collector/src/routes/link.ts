import { decide } from '@wend/privacy/decide'
import { issueLink } from '@wend/privacy/link'
import { sha256 } from '@wend/privacy/pseudonym'
import { linking } from '@wend/protocol'
import { hear } from '../consents.ts'
import { readBody } from '../http/body.ts'
import type { Handler } from '../http/handler.ts'
import { checkJson } from '../http/json.ts'
import { Refused } from '../http/refused.ts'
import type { Sender } from '../http/sender.ts'
import { senderOf } from '../http/sender.ts'
import type { Parts } from '../parts.ts'
import { authenticate } from '../pipeline/authenticate.ts'
import { readAs } from '../pipeline/read.ts'
import type { Site } from '../site.ts'

/**
 * `POST {prefix}/l`: a token for a link that is about to be followed to another domain of the site. Whose it is is said by the
 * first-party cookie alone, and that they agreed by the ledger, not by the page. Without that there is no token, and no error.
 */
export const link = (parts: Parts, count: (site: string, outcome: 'issued' | 'no_consent') => void): Handler => {
  const { sites, limits, clock, token, visitorKey } = parts
  return async (c) => {
    const body = await readBody(c.env.incoming)
    return limits.work(c, body, async () => {
      checkJson(body)
      const { site: name, to } = readAs(linking, body)
      const sender = senderOf(c.env.incoming.headers, token, visitorKey)
      const site = authenticate({ site: name }, sender, sites)
      const from = sender.origin
      if (from === undefined || !isDomain(site, from) || !isDomain(site, to))
        throw new Refused('invalid_request', 'Links are followed between hosts that stand in “domains” of the site.')
      c.header('Cache-Control', 'no-store')
      const visitor = agreed(site, sender, parts)
      count(site.name, visitor ? 'issued' : 'no_consent')
      return c.json(
        visitor ? { token: issueLink(site.linkKey, { visitor, at: clock() }, { site: site.name, from, to }) } : {},
      )
    })
  }
}

const isDomain = (site: Site, origin: string): boolean =>
  site.allows(origin) && site.domains.includes(new URL(origin).hostname)

/** Digest of the visitor's id, where they may be recognised and followed. */
function agreed(site: Site, sender: Sender, { ledger, dead, clock }: Parts): string | undefined {
  if (sender.visitor === undefined) return undefined
  const digest = sha256(sender.visitor)
  const last = ledger.latest(site.name, site.pseudonyms.who(site.pseudonyms.of('visitor', digest)))
  const { refused, signals } = hear(
    { claim: last && { granted: [...last.granted] }, sent: undefined, sender, site, received: clock() },
    ledger,
    (subject) => dead(site, subject),
  )
  return !refused && decide(site.policy, signals, 'identity.linked').verb === 'keep' ? digest : undefined
}
