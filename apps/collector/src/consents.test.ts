import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { batch, now, origin, type Running, start, view } from './testing.ts'

const yaml = `port: 0
data: ./data
sites:
  shop:
    origins: [${origin}]
    events: events.yaml
    policy: policy.yaml
    countryHeader: X-Country
    regionHeader: X-Region
`
const policy = `version: 3
regions:
  US: { mode: opt-out, before: hold }
  CA: { mode: opt-in, before: anonymous }
signals: { gpc: [marketing], dnt: [analytics] }
purposes:
  analytics:
    fields: { search.performed: [term] }
onWithdrawal: stop
`

let collector: Running
beforeEach(async () => {
  collector = await start({ config: yaml, policy })
})
afterEach(() => collector.stop())

type Claim = Record<string, unknown>
const at = now - 1000
const yes = (granted: readonly string[], more: Claim = {}): Claim => ({ granted, source: 'banner', at, ...more })

/** One browser: keeps its cookie as a browser does. */
function browser() {
  let cookie = ''
  const keep = (response: Response) => {
    const set = response.headers.get('set-cookie')
    const [, value, rest = ''] = /__Host-wend=([^;]*)(;.*)/.exec(set ?? '') ?? []
    if (value !== undefined) cookie = /max-age=0/i.test(rest) ? '' : value
    return response
  }
  const headers = () => (cookie ? { Cookie: `__Host-wend=${cookie}` } : {})
  return {
    cookie: () => cookie,
    /** Sends one page view under a claim, and gives the answer. */
    async send(claim: Claim | undefined, more: Record<string, string> = {}, events = [view()], sent = now) {
      const body = batch(events, { sent, consent: claim })
      const response = keep(await collector.post(body, { ...headers(), ...more }))
      return (await response.json()) as { accepted: number; others: { code: string }[]; receipt?: string }
    },
    async decide(claim: Claim, more: Record<string, string> = {}, sent = now) {
      const response = keep(
        await collector.ask('/w/c', {
          method: 'POST',
          body: JSON.stringify({ v: 1, site: 'shop', sent, consent: claim }),
          headers: { 'Content-Type': 'text/plain', Origin: origin, ...headers(), ...more },
        }),
      )
      const body = (await response.json()) as { granted?: string[]; receipt?: string; code?: string }
      return { status: response.status, ...body }
    },
  }
}
/** What the ledger's file says, once nothing waits for it any more. */
const ledger = async () => {
  while ((await collector.log.notes()).length) await setTimeout(5)
  return readFileSync(join(collector.data, 'consent.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line.kind !== undefined)
}

describe('a grant', () => {
  it('is in the ledger once, and every event names it', async () => {
    const shopper = browser()
    const digest = 'a'.repeat(64)
    const first = await shopper.send(yes(['analytics'], { text: digest, language: 'de', legal: digest }))
    expect(first.receipt).toMatch(/^[\w-]+\.[\w-]{43}$/)
    const second = await shopper.send(yes(['analytics'], { receipt: first.receipt }))
    expect(second).toEqual({ accepted: 1, others: [] })
    const events = await collector.stored()
    expect(await ledger()).toMatchObject([
      {
        site: 'shop',
        kind: 'given',
        granted: ['analytics'],
        source: 'banner',
        text: digest,
        language: 'de',
        legal: digest,
        at,
        received: now,
        policy: events[0]?.policy,
      },
    ])
    expect(events).toMatchObject([{ basis: 'consent', granted: 'analytics' }, { basis: 'consent' }])
    expect(new Set(events.map(({ receipt }) => receipt)).size).toBe(1)
    expect(new Set(events.map(({ subject }) => subject)).size).toBe(1)
    expect(events[0]?.policy).toMatch(/^3\.[0-9a-f]{12}$/)
    // The ledger holds neither the cookie nor the pseudonym that stands on events.
    expect(JSON.stringify(await ledger())).not.toContain(shopper.cookie())
    expect(JSON.stringify(await ledger())).not.toContain(events[0]?.subject?.split('.')[1])
  })

  it('is written down again when it changes', async () => {
    const shopper = browser()
    await shopper.send(yes(['analytics']))
    await shopper.send(yes(['analytics', 'marketing'], { at: at + 10 }))
    await shopper.send(yes(['analytics'], { denied: ['marketing'], at: at + 20 }))
    expect(await ledger()).toMatchObject([
      { kind: 'given', granted: ['analytics'] },
      { kind: 'changed', granted: ['analytics', 'marketing'] },
      { kind: 'changed', granted: ['analytics'] },
    ])
    expect(new Set((await ledger()).map(({ who }) => who)).size).toBe(1)
  })

  it('that is older than a narrower decision, or does not know of it, widens nothing', async () => {
    const shopper = browser()
    const { receipt } = await shopper.send(yes(['analytics', 'marketing']))
    await shopper.decide(yes(['analytics'], { denied: ['marketing'], at: at + 10, receipt }))
    const coupon = { ...view(), type: 'custom.coupon_shown', data: {} }
    for (const claim of [
      yes(['analytics', 'marketing']),
      yes(['analytics', 'marketing'], { at: undefined }),
      yes(['analytics', 'marketing'], { at: at + 20, receipt }),
    ]) {
      const { others } = await shopper.send(claim, {}, [{ ...coupon, id: crypto.randomUUID() }])
      expect(others).toMatchObject([{ code: 'consent_unknown' }])
    }
    const { accepted } = await shopper.send(yes(['analytics', 'marketing'], { at: at + 20 }), {}, [coupon])
    expect(accepted).toBe(1)
  })

  it('that lies ahead of our clock counts as made now', async () => {
    const shopper = browser()
    await shopper.send(yes(['analytics'], { at: now + 86_400_000 }))
    expect(await ledger()).toMatchObject([{ at: now }])
  })

  it('with the receipt of somebody else widens nothing', async () => {
    const [one, two] = [browser(), browser()]
    const { receipt } = await one.send(yes(['analytics', 'marketing']))
    await two.send(yes(['analytics']))
    const coupon = { ...view(), type: 'custom.coupon_shown', data: {} }
    const answer = await two.send(yes(['analytics', 'marketing'], { receipt }), {}, [view(), coupon])
    expect(answer).toMatchObject({ accepted: 1, others: [{ code: 'consent_unknown' }] })
    expect(await two.decide(yes(['analytics', 'marketing'], { receipt }))).toMatchObject({
      status: 403,
      code: 'receipt_not_yours',
    })
    expect(await ledger()).toHaveLength(2)
  })

  // Two pages of a new browser ask at once: it keeps one of two ids, and one page has the receipt of the other.
  it('with the receipt of an id that the browser did not keep counts for the one that it did', async () => {
    const [first, kept] = [browser(), browser()]
    const { receipt } = await first.send(yes(['analytics']))
    const own = await kept.send(yes(['analytics']))
    expect(await kept.send(yes(['analytics'], { receipt }))).toMatchObject({ accepted: 1, receipt: own.receipt })
    const [, second, third] = await collector.stored()
    expect(third?.subject).toBe(second?.subject)
    expect(await kept.decide({ granted: [], denied: ['analytics'], receipt })).toMatchObject({ granted: [] })
    expect((await ledger()).map(({ kind }) => kind)).toEqual(['given', 'given', 'withdrawn', 'withdrawn'])
    for (const one of [first, kept]) expect((await one.send(yes(['analytics']))).accepted).toBe(one === kept ? 1 : 0)
  })

  it('with the receipt of somebody who has withdrawn since is refused', async () => {
    const [one, two] = [browser(), browser()]
    const { receipt } = await one.send(yes(['analytics']))
    await two.send(yes(['analytics']))
    await one.decide({ granted: [], denied: ['analytics'], receipt })
    expect((await two.send(yes(['analytics'], { receipt }))).others).toMatchObject([{ code: 'consent_withdrawn' }])
  })

  it.each([
    ['torn', (receipt: string) => receipt.slice(0, -4)],
    ['changed', (receipt: string) => receipt.replace(/.(?=\.)/, (sign) => (sign === 'A' ? 'B' : 'A'))],
    ['invented', () => 'eyJ9.abc'],
  ])('with a %s receipt stands without it', async (_, spoil) => {
    const shopper = browser()
    const { receipt = '' } = await shopper.send(yes(['analytics']))
    const again = await shopper.send(yes(['analytics'], { receipt: spoil(receipt) }))
    expect(again).toMatchObject({ accepted: 1, receipt })
  })
})

describe('a withdrawal', () => {
  it('clears the cookie, is in the ledger, and beats whatever comes later from the old id', async () => {
    const shopper = browser()
    const { receipt } = await shopper.send(yes(['analytics']))
    const cookie = shopper.cookie()
    expect(await shopper.decide(yes([], { denied: ['analytics'], at: at + 10, receipt }))).toEqual({
      status: 200,
      granted: [],
    })
    expect(shopper.cookie()).toBe('')
    expect(await ledger()).toMatchObject([{ kind: 'given' }, { kind: 'withdrawn', granted: [] }])
    for (const [claim, headers] of [
      [yes(['analytics'], { at: at + 20 }), { Cookie: `__Host-wend=${cookie}` }],
      [yes(['analytics'], { at: now + 1e9, receipt }), { Cookie: `__Host-wend=${cookie}` }],
      [yes(['analytics'], { at: at + 20, receipt }), {}],
    ] as const)
      expect((await shopper.send(claim, headers)).others).toMatchObject([{ code: 'consent_withdrawn' }])
    expect(await collector.stored()).toHaveLength(1)
  })

  it('is followed by a new id when consent is given again', async () => {
    const shopper = browser()
    await shopper.send(yes(['analytics']))
    const before = shopper.cookie()
    await shopper.decide(yes([], { at: at + 10 }))
    await shopper.send(yes(['analytics'], { at: at + 20 }))
    expect(shopper.cookie()).not.toBe(before)
    expect((await ledger()).map(({ kind }) => kind)).toEqual(['given', 'withdrawn', 'given'])
    expect(new Set((await collector.stored()).map(({ subject }) => subject)).size).toBe(2)
  })

  it('by somebody who was never recognised leaves nothing behind', async () => {
    const stranger = browser()
    expect(await stranger.decide(yes([], { denied: ['analytics', 'marketing'] }))).toEqual({ status: 200, granted: [] })
    expect([stranger.cookie(), await ledger()]).toEqual(['', []])
  })

  it('wins over a grant that arrives at the same time', async () => {
    const shopper = browser()
    await shopper.send(yes(['analytics']))
    const cookie = { Cookie: `__Host-wend=${shopper.cookie()}` }
    await Promise.all([
      shopper.decide(yes([], { at: at + 10 })),
      ...Array.from({ length: 20 }, () => shopper.send(yes(['analytics'], { at: at + 5 }), cookie)),
    ])
    expect((await shopper.send(yes(['analytics'], { at: at + 30 }), cookie)).others).toMatchObject([
      { code: 'consent_withdrawn' },
    ])
  })
})

describe('clocks', () => {
  it('that run ahead make no old grant newer than a later no', async () => {
    const [ahead, shopper] = [300_000, browser()]
    const claim = (granted: string[], when: number, more: Claim = {}) =>
      yes(granted, { at: now + ahead + when, ...more })
    const coupon = () => [{ ...view(), type: 'custom.coupon_shown', data: {} }]
    const send = (consent: Claim, when: number) => shopper.send(consent, {}, coupon(), now + ahead + when)
    collector.at(0)
    await send(claim(['analytics', 'marketing'], -10), 0)
    collector.at(10_000)
    await shopper.decide(claim(['analytics'], 9_000, { denied: ['marketing'] }), {}, now + ahead + 10_000)
    collector.at(11_000)
    expect((await send(claim(['analytics', 'marketing'], -10), 11_000)).others).toMatchObject([
      { code: 'consent_unknown' },
    ])
    expect((await ledger()).map(({ granted }) => granted)).toEqual([['analytics', 'marketing'], ['analytics']])
    expect((await send(claim(['analytics', 'marketing'], 10_500), 11_000)).accepted).toBe(1)
  })

  it('never go back in the ledger', async () => {
    const shopper = browser()
    await shopper.send(yes(['analytics', 'marketing'], { at: at + 20 }))
    await shopper.decide(yes(['analytics'], { denied: ['marketing'], at: at + 10 }))
    expect((await ledger()).map((record) => record.at)).toEqual([at + 20, at + 20])
  })
})

describe('a claim that does not name a purpose', () => {
  it('narrows its own batch and decides nothing', async () => {
    const shopper = browser()
    await shopper.send(yes(['analytics', 'marketing']))
    await shopper.send(yes(['analytics'], { at: at - 50 }))
    const coupon = [{ ...view(), type: 'custom.coupon_shown', data: {} }]
    expect((await shopper.send(yes(['analytics', 'marketing']), {}, coupon)).accepted).toBe(1)
    expect(await ledger()).toHaveLength(1)
  })
})

describe('a visitor id', () => {
  it('that we did not make is none, and fills no file', async () => {
    for (const invented of ['a'.repeat(22), 'AAAAAAAAAAAAAAAAAAAAAA'])
      await browser().decide(yes([], { denied: ['analytics'] }), {
        Cookie: `__Host-wend=${invented}`,
        'X-Country': 'US',
      })
    expect(readFileSync(join(collector.data, 'tombstones.jsonl'), 'utf8')).toBe('')
    expect(await ledger()).toEqual([])
  })

  it('whose cookie the browser does not keep can still be withdrawn by its receipt', async () => {
    const shopper = browser()
    const { receipt } = await shopper.send(yes(['analytics']))
    await browser().decide(yes([], { receipt, at: at + 10 }))
    expect((await ledger()).map(({ kind }) => kind)).toEqual(['given', 'withdrawn'])
    expect((await browser().send(yes(['analytics'], { receipt, at: at + 20 }))).others).toMatchObject([
      { code: 'consent_withdrawn' },
    ])
  })
})

describe('an event without identity', () => {
  it('is tied to no other, whatever came in the same batch', async () => {
    const events = [
      view({}, { view: 'v1', n: 0 }),
      { ...view({}, { view: 'v1', n: 1 }), type: 'custom.coupon_shown', data: {} },
    ]
    await browser().send(yes(['analytics']), { 'X-Country': 'CA' }, events)
    const [known, nobody] = await collector.stored()
    expect([known?.basis, nobody?.basis]).toEqual(['consent', 'anonymous'])
    for (const key of ['subject', 'receipt', 'view', 'number'] as const)
      expect([key, nobody?.[key]]).toEqual([key, undefined])
    expect(nobody?.batch).not.toBe(known?.batch)
  })

  it('never says who somebody is', async () => {
    const claimed = { ...view(), type: 'identity.claimed', data: { identifiers: { email: 'a'.repeat(64) } } }
    const { others } = await browser().send({ granted: [], nobody: true }, { 'X-Country': 'US' }, [claimed])
    expect(others).toMatchObject([{ verdict: 'dropped' }])
  })
})

describe('the policy', () => {
  it.each<[string, Claim | undefined, Record<string, string>, string[] | string]>([
    ['asks first by default', undefined, {}, 'consent_unknown'],
    ['asks first where nobody says where', yes([]), { 'X-Region': 'CA' }, 'consent_unknown'],
    ['asks first in a country with no rule', undefined, { 'X-Country': 'DE' }, 'consent_unknown'],
    ['collects in an opt-out country', undefined, { 'X-Country': 'US' }, ['opt-out', 'true']],
    ['collects in a part of it', undefined, { 'X-Country': 'US', 'X-Region': 'CO' }, ['opt-out', 'true']],
    ['collects until a no', yes([], { denied: ['analytics'] }), { 'X-Country': 'US' }, 'consent_unknown'],
    ['keeps without identity before a decision', undefined, { 'X-Country': 'CA' }, ['anonymous', 'false']],
    [
      'keeps nobody for nobody, though silence is a yes there',
      { granted: [], nobody: true },
      { 'X-Country': 'US' },
      ['opt-out', 'false'],
    ],
    ['takes a yes', yes(['analytics']), { 'X-Country': 'DE' }, ['consent', 'true']],
    ['lets a signal beat a yes', yes(['analytics']), { DNT: '1' }, 'opted_out'],
    ['lets a signal beat an opt-out default', undefined, { 'X-Country': 'US', DNT: '1' }, 'opted_out'],
    ['knows what a signal does not stop', yes(['analytics']), { 'Sec-GPC': '1' }, ['consent', 'true']],
    ['takes only 1 for a signal', yes(['analytics']), { DNT: '0, true' }, ['consent', 'true']],
    ['finds the 1 among several', yes(['analytics']), { DNT: '0, 1' }, 'opted_out'],
    [
      'knows what was refused on our own page',
      yes(['analytics']),
      { Cookie: `wend_consent=${encodeURIComponent('{"says":{"analytics":false},"at":1,"y":1}')}` },
      'opted_out',
    ],
  ])('%s', async (_, claim, headers, expected) => {
    const { accepted, others } = await browser().send(claim, headers)
    if (typeof expected === 'string') return expect([accepted, others]).toMatchObject([0, [{ code: expected }]])
    expect([accepted, others]).toEqual([1, []])
    const event = await collector.only()
    expect([event.basis, String(event.subject !== undefined)]).toEqual(expected)
  })

  it('keeps only the fields that it covers', async () => {
    const search = { ...view(), type: 'search.performed', data: { term: 'vase', results: 3 } }
    await browser().send(yes(['analytics']), {}, [search])
    expect((await collector.only()).data).toEqual({ term: 'vase' })
  })

  it('lies in the data folder under the id that events name', async () => {
    await browser().send(yes(['analytics']))
    const id = (await collector.only()).policy
    const kept = JSON.parse(readFileSync(join(collector.data, 'policies', `${id}.json`), 'utf8'))
    expect(kept).toMatchObject({ version: 3, onWithdrawal: 'stop' })
    const told = await collector.ask(`/api/policy?id=${id}`, { headers: collector.bearer })
    expect(await told.json()).toMatchObject({ id, policy: kept, compiled: { id, gpc: ['marketing'] } })
    for (const [query, headers, status] of [
      ['', {}, 401],
      ['?id=9.000000000000', collector.bearer, 404],
      ['?id=../../token', collector.bearer, 404],
    ] as const)
      expect((await collector.ask(`/api/policy${query}`, { headers })).status).toBe(status)
  })

  it('lets a proxy say at the root of the site that GPC is honoured', async () => {
    expect(await (await collector.ask('/.well-known/gpc.json')).json()).toMatchObject({ gpc: true })
  })
})

it('takes a backend’s word for consent, and writes nothing down for it', async () => {
  const { accepted } = (await (
    await collector.post(batch([view()], { consent: { granted: ['analytics'] } }), collector.bearer)
  ).json()) as { accepted: number }
  expect(accepted).toBe(1)
  expect(await collector.only()).toMatchObject({ basis: 'declared' })
  expect(await ledger()).toEqual([])
})

it('erases everything of a visitor who withdraws where the policy says so', async () => {
  await collector.stop()
  collector = await start({ config: yaml, policy: policy.replace('onWithdrawal: stop', 'onWithdrawal: erase') })
  const [shopper, other] = [browser(), browser()]
  await shopper.send(yes(['analytics']), {}, [view({ title: 'Canary page' }), view()])
  await other.send(yes(['analytics']))
  const subject = (await collector.stored())[0]?.subject ?? ''
  await shopper.decide(yes([], { at: at + 10 }))
  await expect.poll(() => collector.stored()).toHaveLength(1)
  const files = await collector.written()
  for (const trace of ['Canary page', subject, shopper.cookie() || 'no cookie']) expect(files).not.toContain(trace)
})
