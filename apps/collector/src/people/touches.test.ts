import { afterEach, beforeEach, expect, it } from 'vitest'
import { cookie, emailOf, entryOf, identity, openRoom, type Room, siteCalled, subjectOf } from './testing.ts'

const site = siteCalled('shop')
let room: Room
beforeEach(async () => {
  room = await openRoom([site])
})
afterEach(() => room.remove())

const came = (subject: string, view: string, trafficchannel: string, more: object = {}) =>
  entryOf(site, subject, { view, trafficchannel, ...more })

it('are the first and the last way in, whatever was seen between', async () => {
  const visitor = cookie()
  const subject = subjectOf(site, visitor)
  const landing = { url: 'https://shop.example/b', landing: 'https://shop.example/', referrer: 'https://news.example/' }
  await room.log.append([
    came(subject, 'a', 'email', { campaignsource: 'news', campaignname: 'may', data: landing }),
    came(subject, 'b', 'internal'),
    came(subject, 'c', 'search'),
    came(subject, 'd', 'direct'),
    came(subjectOf(site, cookie()), 'e', 'social'),
  ])
  const found = await room.people.touches(site, { visitor })
  expect(found).toMatchObject({
    site: 'shop',
    browsers: [subject],
    count: 3,
    first: { channel: 'email', source: 'news', name: 'may', url: landing.landing, referrer: landing.referrer },
    last: { channel: 'direct' },
    lastKnown: { channel: 'search' },
  })
})

it('are paid where a click on an advert led there, also one that is told of later', async () => {
  const visitor = cookie()
  const subject = subjectOf(site, visitor)
  const data = { network: 'google', parameter: 'gclid', click: 'Cj0KCQ_canary-1234567' }
  await room.log.append([
    came(subject, 'a', 'search', { id: 'view-a' }),
    entryOf(site, subject, { type: 'ad.clicked', view: 'a', data }),
  ])
  const { count, first } = await room.people.touches(site, { visitor })
  expect([count, first]).toMatchObject([1, { channel: 'paid', event: 'view-a', url: 'https://shop.example/', ...data }])
})

it('go on over the domains that a link led to, from either end', async () => {
  const visitors = [cookie(), cookie(), cookie()]
  const [one = '', two = '', three = ''] = visitors.map((visitor) => subjectOf(site, visitor))
  await room.log.append([
    came(one, 'a', 'search'),
    came(two, 'b', 'internal'),
    identity(site, two, { visitor: one }, 'identity.linked'),
    identity(site, three, { visitor: two }, 'identity.linked'),
    identity(site, three, { email: emailOf(site, 'jo@shop.example') }),
  ])
  for (const by of [
    ...visitors.map((visitor) => ({ visitor })),
    { kind: 'email' as const, value: 'jo@shop.example' },
  ]) {
    const { browsers, first } = await room.people.touches(site, by)
    expect([new Set(browsers), first]).toMatchObject([new Set([one, two, three]), { channel: 'search' }])
  }
})

it('are none for whom nobody knows, and none of whoever was erased', async () => {
  const visitor = cookie()
  await room.log.append([came(subjectOf(site, visitor), 'a', 'search')])
  const none = { count: 0, first: null, last: null, lastKnown: null }
  expect(await room.people.touches(site, { visitor: cookie() })).toMatchObject(none)
  await room.people.erase(site, { visitor }, 'request')
  expect(await room.people.touches(site, { visitor })).toMatchObject(none)
})

it('an erased browser that comes back with a backup takes the links that name it along', async () => {
  const visitor = cookie()
  const other = subjectOf(site, cookie())
  await room.people.erase(site, { visitor }, 'request')
  await room.log.append([identity(site, other, { visitor: subjectOf(site, visitor) }, 'identity.linked')])
  expect(await room.people.reapply()).toBe(1)
})
