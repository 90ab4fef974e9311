import { randomUUID } from 'node:crypto'
import { sha256 } from '@wend/privacy/pseudonym'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Sender } from '../http/sender.ts'
import { ingest } from '../pipeline/index.ts'
import { BadIdentifier, isErasure } from './index.ts'
import { cookie, emailOf, entryOf, identity, now, openRoom, type Room, siteCalled, subjectOf } from './testing.ts'

const site = siteCalled('shop')
const blog = siteCalled('blog')
let room: Room
beforeEach(async () => {
  room = await openRoom([site, blog])
  await room.people.reapply()
})
afterEach(() => room.remove())

const given = (subject: string, at = now) => ({
  site: site.name,
  who: site.pseudonyms.who(subject),
  kind: 'given' as const,
  granted: ['analytics'],
  at,
  received: at,
})
const counts = (receipt: { places: { name: string; removed: number }[] }) =>
  Object.fromEntries(receipt.places.map(({ name, removed }) => [name, removed]))

describe('erasing a person', () => {
  it('removes a thousand events among three thousand others, to the last byte', async () => {
    const visitor = cookie()
    const subject = subjectOf(site, visitor)
    const others = Array.from({ length: 30 }, () => subjectOf(site, cookie()))
    for (let batch = 0; batch < 40; batch++)
      await room.log.append(
        Array.from({ length: 100 }, (_, index) => {
          const number = batch * 100 + index
          const mine = number % 4 === 0
          const title = mine ? `canary-${number}-canary` : `harmless-${number}-harmless`
          return entryOf(site, mine ? subject : others[number % 30], { data: { url: 'https://shop.example/', title } })
        }),
      )
    await room.ledger.append(given(subject))
    expect(room.bytes()).toContain('canary-400-canary')
    expect(room.bytes()).toContain(subject)

    const receipt = await room.people.erase(site, { visitor }, 'visitor')

    expect(counts(receipt)).toEqual({ 'consent ledger': 0, 'live page': 0, 'failed events': 0, 'event log': 1000 })
    expect(receipt).toMatchObject({ site: 'shop', by: 'visitor', reason: 'visitor', subjects: 1, total: 1000 })
    expect(receipt.total).toBe(receipt.places.reduce((sum, { removed }) => sum + removed, 0))
    const bytes = room.bytes()
    for (const text of [visitor, sha256(visitor), subject, subject.split('.')[1] ?? '', 'canary-'])
      expect(bytes.includes(text)).toBe(false)
    expect(bytes.split('-harmless').length - 1).toBeGreaterThanOrEqual(3000)
    const left = await room.bodies()
    expect(left).toHaveLength(3000)
    expect(left.every((body) => others.includes(JSON.parse(body).subject))).toBe(true)
    expect(room.forgotten).toContain(`shop/${subject}`)
    expect(room.people.blocked(site, subject)).toBe(true)
    expect(room.people.blocked(site, others[0] ?? '')).toBe(false)
  })

  it('keeps the proof of consent, and writes the erasure beside it once', async () => {
    const visitor = cookie()
    const subject = subjectOf(site, visitor)
    await room.ledger.append(given(subject))
    const first = await room.people.erase(site, { visitor }, 'request')
    expect(first.places[0]).toEqual({ name: 'consent ledger', removed: 0, kept: 2, why: expect.any(String) })
    await room.people.erase(site, { visitor }, 'request')
    const records = await room.ledger.of('shop', site.pseudonyms.who(subject))
    expect(records.map(({ kind }) => kind)).toEqual(['given', 'erased'])
  })

  it('gives zeros for somebody unknown, and writes nothing of them into the ledger', async () => {
    await room.log.append([entryOf(site, subjectOf(site, cookie()))])
    for (const by of [{ visitor: cookie() }, { kind: 'email' as const, value: 'nobody@shop.example' }]) {
      const receipt = await room.people.erase(site, by, 'request')
      expect(receipt.total).toBe(0)
      expect(isErasure(site, receipt)).toBe(true)
    }
    expect(await room.bodies()).toHaveLength(1)
    expect(await room.ledger.verify()).toMatchObject({ ok: true, records: 0 })
  })

  it('looks where the pseudonym stands, not whether it is somewhere', async () => {
    const visitor = cookie()
    const subject = subjectOf(site, visitor)
    const other = subjectOf(site, cookie())
    const mention = entryOf(site, other, { data: { url: 'https://shop.example/', title: `about ${subject}` } })
    const elsewhere = entryOf(blog, subject)
    await room.log.append([entryOf(site, subject), mention, elsewhere])
    const receipt = await room.people.erase(site, { visitor }, 'request')
    expect(receipt.total).toBe(1)
    expect(await room.bodies()).toEqual([mention.body, elsewhere.body])
  })

  it('by an identifier takes every browser that named it, and what backends said of it', async () => {
    const email = 'Maja@Shop.example'
    const [one, two, other] = [cookie(), cookie(), cookie()].map((visitor) => subjectOf(site, visitor))
    const named = { email: emailOf(site, 'maja@shop.example') }
    const stranger = identity(site, undefined, { email: emailOf(site, 'else@shop.example') }, 'identity.verified')
    const others = [entryOf(site, other), stranger]
    await room.log.append([
      entryOf(site, one),
      identity(site, one, named),
      entryOf(site, two),
      identity(site, two, named, 'identity.verified'),
      identity(site, undefined, named, 'identity.verified'),
      ...others,
    ])
    const person = await room.people.find(site, { kind: 'email', value: email })
    expect([...person.subjects]).toEqual([
      [one, 'claimed'],
      [two, 'verified'],
    ])
    const receipt = await room.people.erase(site, { kind: 'email', value: email }, 'request')
    expect(receipt).toMatchObject({ by: 'email', subjects: 2, total: 5 })
    expect(await room.bodies()).toEqual(others.map(({ body }) => body))
    expect([one, two, other].map((subject) => room.people.blocked(site, subject ?? ''))).toEqual([true, true, false])
  })

  it('by a cookie takes nothing that others said of an address it claimed', async () => {
    const [visitor, owner] = [cookie(), cookie()]
    const named = { email: emailOf(site, 'owner@shop.example') }
    const theirs = [
      identity(site, subjectOf(site, owner), named, 'identity.verified'),
      identity(site, undefined, named, 'identity.verified'),
    ]
    await room.log.append([identity(site, subjectOf(site, visitor), named), ...theirs])
    expect((await room.people.collect(site, { visitor })).events).toHaveLength(1)
    expect((await room.people.erase(site, { visitor }, 'visitor')).total).toBe(1)
    expect(await room.bodies()).toEqual(theirs.map(({ body }) => body))
  })

  it('takes what arrives while it is under way', async () => {
    const visitor = cookie()
    const subject = subjectOf(site, visitor)
    await room.log.append(Array.from({ length: 2500 }, () => entryOf(site, subject)))
    const erasing = room.people.erase(site, { visitor }, 'visitor')
    const late = room.log.append(Array.from({ length: 300 }, () => entryOf(site, subject)))
    const [receipt] = await Promise.all([erasing, late])
    expect(receipt.total).toBe(2800)
    expect(await room.bodies()).toEqual([])
  })

  it('of two at once gives each their own receipt', async () => {
    const visitors = [cookie(), cookie(), cookie()]
    for (const [index, visitor] of visitors.entries())
      await room.log.append(Array.from({ length: 10 * (index + 1) }, () => entryOf(site, subjectOf(site, visitor))))
    const [one, two, again] = await Promise.all([
      room.people.erase(site, { visitor: visitors[0] ?? '' }, 'request'),
      room.people.erase(site, { visitor: visitors[1] ?? '' }, 'request'),
      room.people.erase(site, { visitor: visitors[0] ?? '' }, 'request'),
    ])
    expect([one.total, two.total, again.total]).toEqual([10, 20, 0])
    expect(new Set([one.id, two.id, again.id]).size).toBe(3)
    expect(await room.bodies()).toHaveLength(30)
  })

  it('makes a browser dead at once, even while another erasure goes on', async () => {
    const [first, second] = [cookie(), cookie()]
    await room.log.append(Array.from({ length: 2000 }, () => entryOf(site, subjectOf(site, first))))
    let done = false
    const long = room.people.erase(site, { visitor: first }, 'request').then(() => {
      done = true
    })
    const short = room.people.erase(site, { visitor: second }, 'request')
    while (!room.people.blocked(site, subjectOf(site, second))) await new Promise((resolve) => setImmediate(resolve))
    expect(done).toBe(false)
    await Promise.all([long, short])
  })

  it('refuses what is no identifier, without repeating it', async () => {
    for (const [by, hint] of [
      [{ kind: 'email', value: 'secret-canary' }, 'email'],
      [{ kind: 'phone', value: 'secret-canary' }, 'phone'],
      [{ subject: 'secret-canary' }, 'subject'],
    ] as const) {
      const error = await room.people.erase(site, by, 'request').catch((error: Error) => error)
      expect(error).toBeInstanceOf(BadIdentifier)
      expect((error as Error).message).toContain(hint)
      expect((error as Error).message).not.toContain('canary')
    }
    expect(room.tombstones.count()).toBe(0)
  })

  it('finds a phone number however it is written, also as a browser would hash it', async () => {
    const subject = subjectOf(site, cookie())
    const stored = site.pseudonyms.of('phone', sha256('+4930901820'))
    await room.log.append([identity(site, subject, { phone: stored })])
    for (const value of ['+49 30 901820', '0049 (30) 901820', '030 901820', sha256('+4930901820')])
      expect([...(await room.people.find(site, { kind: 'phone', value })).subjects.keys()]).toEqual([subject])
  })
})

describe('an erased browser', () => {
  const sender = (visitor: string): Sender => ({
    origin: 'https://shop.example',
    trusted: false,
    userAgent: 'Mozilla/5.0',
    visitor,
    keepsCookie: true,
    header: () => undefined,
  })
  const send = (visitor: string) => {
    const event = { id: randomUUID(), type: 'page.viewed', at: now, data: { url: 'https://shop.example/' } }
    const consent = { granted: ['analytics'], source: 'banner', at: now }
    return ingest({ v: 1, site: 'shop', consent, events: [event] }, 500, sender(visitor), {
      sites: new Map([[site.name, site]]),
      log: room.log,
      ledger: room.ledger,
      dead: room.people.blocked,
      clock: () => now,
    })
  }

  it('sends late events in vain', async () => {
    const visitor = cookie()
    expect((await send(visitor)).stored).toHaveLength(1)
    expect((await room.people.erase(site, { visitor }, 'visitor')).total).toBe(1)
    const { stored, others } = await send(visitor)
    expect(stored).toEqual([])
    expect(others).toMatchObject([{ verdict: 'dropped', code: 'consent_withdrawn' }])
    expect(await room.bodies()).toEqual([])
    expect(room.bytes()).not.toContain(subjectOf(site, visitor))
  })

  it('leaves nothing that was under way', async () => {
    for (let round = 0; round < 20; round++) {
      const visitor = cookie()
      const sent = Array.from({ length: 5 }, () => send(visitor))
      await Promise.all([room.people.erase(site, { visitor }, 'visitor'), ...sent])
    }
    expect(await room.bodies()).toEqual([])
  })
})

describe('handing out a person', () => {
  it('gives exactly what is stored of them, with the ledger, before it is erased', async () => {
    const [visitor, other] = [cookie(), cookie()]
    const subject = subjectOf(site, visitor)
    const mine = Array.from({ length: 1500 }, (_, number) => entryOf(site, subject, { data: { number } }))
    await room.log.append(mine.flatMap((entry) => [entry, entryOf(site, subjectOf(site, other))]))
    const { id } = await room.ledger.append(given(subject))
    await room.ledger.append(given(subjectOf(site, other)))
    const held = await room.people.collect(site, { visitor })
    expect(held.events.map(({ sequence: _, ...event }) => event)).toEqual(mine.map(({ body }) => JSON.parse(body)))
    expect(held.events[1]?.sequence).toBe('0000000000000003')
    expect(held.consents).toEqual([{ id, ...given(subject) }])
    expect(held.browsers).toEqual([{ subject, link: 'cookie' }])
  })

  it('gives nothing for a cookie that is none', async () => {
    await room.log.append([entryOf(site, subjectOf(site, cookie()))])
    for (const visitor of ['', '../../x', "' OR 1=1", cookie()])
      expect(await room.people.collect(site, { visitor })).toMatchObject({ events: [], consents: [] })
  })
})
