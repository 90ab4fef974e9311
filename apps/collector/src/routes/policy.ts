import { compilePolicy, policyId } from '@wend/privacy/policy'
import type { Handler } from '../http/handler.ts'
import { Refused } from '../http/refused.ts'
import type { Parts } from '../parts.ts'
import { siteFor } from './site.ts'

/** `GET /api/policy`: the policy of a site, as it was written and worked out; with `id=` one that was in force before. */
export const policy =
  ({ sites, keptPolicy }: Pick<Parts, 'sites' | 'keptPolicy'>): Handler =>
  (c) => {
    const site = siteFor(c, sites)
    const id = c.req.query('id') ?? site.policy.id
    const rules = id === site.policy.id ? site.rules : keptPolicy(id)
    if (!rules) throw new Refused('not_found', 'No policy of this id was ever in force here.')
    return c.json({ id: policyId(rules), policy: rules, compiled: compilePolicy(rules, site.taxonomy) })
  }

/** `GET /.well-known/gpc.json`: says that Global Privacy Control is honoured, where a proxy serves it at the site's root. */
export const globalPrivacyControl: Handler = (c) => c.json({ gpc: true, lastUpdate: '2026-11-22' })
