import { createSecretKey } from 'node:crypto'
import { isIP } from 'node:net'
import { gunzipSync, gzipSync } from 'node:zlib'
import { decide, type Signals, will } from '@wend/privacy/decide'
import { compilePolicy, parsePolicy } from '@wend/privacy/policy'
import { createPseudonyms } from '@wend/privacy/pseudonym'
import { scrubCode, scrubText } from '@wend/privacy/scrub'
import { cleanUrl } from '@wend/privacy/url'
import { builtIn, limits, type Purpose, purposes } from '@wend/protocol'
import fc from 'fast-check'
import { parsePepper } from '../../../apps/collector/src/config/secrets.ts'
import { hear } from '../../../apps/collector/src/consents.ts'
import { inflateBody } from '../../../apps/collector/src/http/body.ts'
import { checkJson } from '../../../apps/collector/src/http/json.ts'
import { Refused } from '../../../apps/collector/src/http/refused.ts'
import type { Sender } from '../../../apps/collector/src/http/sender.ts'
import { clientAddress, inNetworks, networkOf } from '../../../apps/collector/src/limits/address.ts'
import { createAdmission } from '../../../apps/collector/src/limits/admission.ts'
import type { Batch } from '../../../apps/collector/src/pipeline/batch.ts'
import { decode } from '../../../apps/collector/src/pipeline/decode.ts'
import { readEnvelope } from '../../../apps/collector/src/pipeline/read.ts'
import { createSite } from '../../../apps/collector/src/site.ts'
import { json, odd, text } from './inputs.ts'

const now = Date.UTC(2026, 10, 22, 12)
const policy = parsePolicy({
  version: 1,
  regions: { US: { mode: 'opt-out', before: 'hold' }, CA: { mode: 'opt-in', before: 'anonymous' } },
  signals: { gpc: ['marketing'], dnt: ['analytics'] },
})
const compiled = compilePolicy(policy, builtIn)
const site = createSite('shop', {
  origins: ['https://shop.example'],
  query: ['q'],
  taxonomy: builtIn,
  undeclared: 'accept',
  policy,
  pseudonyms: createPseudonyms(parsePepper('Zq3vT8mN1xKc5RbW7yHd2LgF9sJpA4eU', 'WEND_PEPPER'), 'shop'),
  signing: createSecretKey(Buffer.from('Zq3vT8mN1xKc5RbW7yHd2LgF9sJpA4eU')),
})
const asked = purposes.filter((purpose) => purpose !== 'necessary')

const says = fc.dictionary(fc.constantFrom(...asked), fc.boolean(), { noNullPrototype: true })
const statement = fc.oneof(
  fc.constantFrom('pending' as const, 'failed' as const),
  fc.record({ says, at: fc.option(fc.constantFrom(0, now - 1000, now, now + 1000), { nil: undefined }) }),
)
const region = fc.constantFrom(undefined, '', 'US', 'US-CA', 'CA', 'DE', 'xx', '*', '__proto__', 'constructor')
const signals = fc.record({
  region,
  gpc: fc.option(fc.boolean(), { nil: undefined }),
  dnt: fc.option(fc.boolean(), { nil: undefined }),
  legal: fc.option(fc.dictionary(fc.constantFrom('tcf', 'gpp', 'your-data'), statement, { noNullPrototype: true }), {
    nil: undefined,
  }),
  choice: fc.option(statement, { nil: undefined }),
})

const claim = fc.record(
  {
    granted: fc.array(fc.oneof(fc.constantFrom<string>(...purposes, '__proto__', 'all', '*'), fc.string()), {
      maxLength: 6,
    }),
    denied: fc.array(fc.constantFrom<string>(...purposes), { maxLength: 4 }),
    source: fc.string({ maxLength: 20 }),
    at: fc.constantFrom(0, now - 1000, now, now + 1e9, 8.64e15),
    receipt: fc.oneof(fc.string(), fc.constantFrom('a.b', '..', `${'a'.repeat(2000)}`)),
    nobody: fc.constant(true as const),
  },
  { requiredKeys: ['granted'] },
)
const record = fc.record({
  id: fc.constant('r1'),
  site: fc.constant('shop'),
  who: fc.constant('w'),
  kind: fc.constantFrom('given' as const, 'changed' as const, 'withdrawn' as const, 'erased' as const),
  granted: fc.subarray([...asked] as string[]),
  at: fc.constantFrom(0, now - 2000, now),
  received: fc.constant(now),
})
const senderOf = (visitor: string | undefined, header: (name: string) => string | undefined): Sender => ({
  origin: undefined,
  trusted: false,
  userAgent: undefined,
  visitor,
  keepsCookie: true,
  header,
})

const refusesOnly = async (work: () => unknown): Promise<unknown> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refused && error.status < 500) return error
    throw error
  }
}

/** How deep JSON is nested, told from what was parsed. */
const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

const query = new Set(['q', 'utm_source'])
const isProxy = inNetworks(['127.0.0.0/8', '::1/128', '10.0.0.0/8'])

/** What has to hold of any input at all. */
export const properties: Readonly<Record<string, fc.IRawProperty<unknown>>> = {
  'text is scrubbed once and for all': fc.property(text(), (value) => {
    const once = scrubText(value)
    return scrubText(once) === once
  }),
  'codes are scrubbed once and for all': fc.property(
    text(200),
    fc.constantFrom('code' as const, 'key' as const, 'sku' as const),
    (value, kind) => {
      const once = scrubCode(value, kind)
      return scrubCode(once, kind) === once
    },
  ),
  'addresses are clean for good after the second time, and keep no name, password or unknown query key': fc.property(
    fc.oneof(
      text().map((value) => value.trim()),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
    ),
    (value) => {
      // What stands beside an address that was taken out can look like the rest of one: the second time it goes too.
      const once = cleanUrl(cleanUrl(value, query), query)
      const keys = URL.canParse(once) ? [...new URL(once).searchParams.keys()] : []
      const { username, password } = URL.canParse(once) ? new URL(once) : { username: '', password: '' }
      return cleanUrl(once, query) === once && keys.every((key) => query.has(key)) && username + password === ''
    },
  ),
  'a no is never outdone by anything that is said besides': fc.property(
    signals,
    fc.constantFrom(...asked),
    (any, purpose) => {
      const said = any as Signals
      const no = { says: { [purpose]: false }, at: now + 2000 }
      return (
        will(compiled, { ...said, choice: no }, purpose)[0] !== true &&
        will(compiled, { ...said, legal: { ...said.legal, gpp: no } }, purpose)[0] !== true
      )
    },
  ),
  'where a visitor has to be asked and nobody has said anything, nothing is kept': fc.property(
    fc.constantFrom(undefined, '', 'DE', 'CA', 'xx', '__proto__'),
    fc.oneof(fc.constantFrom(...builtIn.keys()), fc.string()),
    (where, type) => {
      const { verb, purpose } = decide(compiled, { region: where }, type)
      return purpose === 'necessary' || verb !== 'keep'
    },
  ),
  'a claim grants what it names and does not deny, and nothing after a withdrawal': fc.property(
    fc.option(claim, { nil: undefined }),
    fc.option(record, { nil: undefined }),
    fc.option(fc.constantFrom(0, now, now + 1e7), { nil: undefined }),
    fc.option(fc.constant('AAAAAAAAAAAAAAAAAAAAAA'), { nil: undefined }),
    text(300),
    (said, last, sent, visitor, cookie) => {
      const sender = senderOf(visitor, (name) => (name === 'cookie' ? cookie : undefined))
      const standing = hear({ claim: said, sent, sender, site, received: now }, { latest: () => last }, () => false)
      const named = (purpose: Purpose) => said?.granted.includes(purpose) && !said.denied?.includes(purpose)
      const gone = visitor !== undefined && (last?.kind === 'withdrawn' || last?.kind === 'erased')
      return (
        standing.granted.every((purpose) => named(purpose)) &&
        (!gone || (standing.refused === 'consent_withdrawn' && standing.granted.length === 0))
      )
    },
  ),
  'each event of a batch gets one verdict or goes on, whatever it is': fc.property(
    fc.array(
      fc.oneof(
        json,
        odd,
        fc
          .tuple(
            fc.constantFrom('page.viewed', 'identity.claimed', 'identity.verified', 'custom.x', '__proto__'),
            json,
            odd,
          )
          .map(([type, data, at]) => ({ id: '018f0000-0000-7000-8000-000000000000', type, at: at ?? now, data })),
      ),
      { minLength: 1, maxLength: 8 },
    ),
    fc.boolean(),
    (events, trusted) => {
      const batch = {
        site,
        sender: { trusted },
        received: now,
        bytes: 40_000,
        items: [],
        others: [],
        envelope: { events },
      }
      const { items, others } = decode(batch as unknown as Batch)
      JSON.stringify([items.map(({ data }) => data), others])
      return items.length + others.length === events.length && !('polluted' in {})
    },
  ),
  'a body is read or refused, and read as it was meant': fc.asyncProperty(
    fc
      .oneof(json, odd)
      .map((value) => JSON.stringify({ v: 1, site: 'shop', events: [value ?? null], more: value ?? null })),
    async (body) => {
      const parsed: unknown = JSON.parse(body)
      const read = await refusesOnly(async () => {
        const inflated = await inflateBody(gzipSync(body), undefined)
        checkJson(inflated)
        return readEnvelope(inflated)
      })
      if (!(read instanceof Refused)) return depthOf(read) <= limits.jsonDepth
      return read.code === 'body_too_large' || depthOf(parsed) > limits.jsonDepth || read.code === 'json_too_deep'
    },
  ),
  'bytes of any kind are read or refused': fc.asyncProperty(
    fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      text().map((value) => Buffer.from(value)),
      fc.tuple(fc.uint8Array({ maxLength: 300 }), fc.nat(400), fc.nat(255)).map(([bytes, at, by]) => {
        const zipped = gzipSync(bytes)
        if (at < zipped.length) zipped[at] = by
        return zipped
      }),
    ),
    fc.constantFrom(undefined, 'gzip', 'identity', 'br', '', 'gzip, gzip'),
    async (bytes, encoding) => {
      const body = Buffer.from(bytes)
      const inflated = await refusesOnly(() => inflateBody(body, encoding))
      if (inflated instanceof Refused) return true
      await refusesOnly(() => {
        checkJson(inflated as Buffer)
        readEnvelope(inflated as Buffer)
      })
      return body[0] !== 0x1f || body[1] !== 0x8b || gunzipSync(body).equals(inflated as Buffer)
    },
  ),
  'the address of a client is one, is none of our proxies, and belongs to one network': fc.property(
    fc.option(fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom('127.0.0.1', '::1', '::ffff:127.0.0.1')), {
      nil: undefined,
    }),
    fc.option(
      fc.oneof(
        text(),
        fc.array(fc.oneof(fc.ipV4(), fc.ipV6()), { maxLength: 5 }).map((hops) => hops.join(', ')),
      ),
      {
        nil: undefined,
      },
    ),
    (peer, forwarded) => {
      const address = clientAddress(peer, forwarded, isProxy)
      return address === undefined || (isIP(address) !== 0 && !isProxy(address) && networkOf(address).length > 0)
    },
  ),
  'no more is worked on than may be, twice that only by groups below their part, and who leaves makes room':
    fc.property(fc.array(fc.tuple(fc.constantFrom('shop', 'blue', ''), fc.boolean()), { maxLength: 200 }), (steps) => {
      const most = 8
      const admission = createAdmission({ most, now: () => 0 })
      const inside: (() => void)[] = []
      for (const [group, comes] of steps) {
        if (!comes) inside.shift()?.()
        else if (!admission.refusal(group)) inside.push(admission.enter(group))
        if (admission.inFlight > 2 * most || admission.inFlight !== inside.length) return false
      }
      return true
    }),
}

export interface Checked {
  name: string
  runs: number
  /** What broke it, with the seed and path that bring it back. */
  failed?: string
}

/** Checks every property, so many times or for so long together. */
export async function check(how: { seed: number; runs?: number; milliseconds?: number }): Promise<Checked[]> {
  const { seed, runs = 1000, milliseconds } = how
  const each = milliseconds && milliseconds / Object.keys(properties).length
  const checked: Checked[] = []
  for (const [name, property] of Object.entries(properties)) {
    const details = await fc.check(property, {
      seed,
      ...(each ? { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: each } : { numRuns: runs }),
    })
    const failed = details.failed && !details.interrupted ? fc.defaultReportMessage(details) : undefined
    checked.push({ name, runs: details.numRuns, ...(failed !== undefined && { failed }) })
  }
  return checked
}
