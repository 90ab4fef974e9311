import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { FailedRecord } from '../failed/record.ts'
import { cookie, openRoom, type Room, siteCalled, subjectOf } from './testing.ts'

const site = siteCalled('shop')
const other = siteCalled('blog')
let room: Room
beforeEach(async () => {
  room = await openRoom([site, other])
})
afterEach(() => room.remove())

/** A failed event as it is kept. */
const failedOf = (of: typeof site, subject: string | undefined, cup = 'blue', type = 'custom.cup_broken') => {
  const record: FailedRecord = {
    type,
    ...(subject !== undefined && { subject }),
    code: 'unknown_type',
    pointer: '/type',
    message: 'Nobody declared this event type.',
    time: '2026-11-22T12:00:00.000Z',
    event: { type, data: { cup } },
    whole: true,
    attributes: {},
    consent: { says: {} },
  }
  return { site: of.name, id: randomUUID(), body: JSON.stringify(record) }
}
const left = async () => (await room.failed.read(0, 100)).map(({ body }) => JSON.parse(body).event.data.cup)

it('an erasure takes a visitor’s failed events along, to the last byte, and counts them', async () => {
  const visitor = cookie()
  const subject = subjectOf(site, visitor)
  await room.failed.append([
    failedOf(site, subject, 'canary-one'),
    failedOf(site, subjectOf(site, cookie()), 'another’s'),
    failedOf(site, undefined, 'nobody’s', ''),
    failedOf(site, subject, 'canary-two', 'identity.claimed'),
    failedOf(other, subject, 'another site’s'),
  ])
  const receipt = await room.people.erase(site, { visitor }, 'visitor')
  expect(receipt.places).toContainEqual({ name: 'failed events', removed: 2 })
  expect(receipt.total).toBe(receipt.places.reduce((sum, { removed }) => sum + removed, 0))
  expect(await left()).toEqual(['another’s', 'nobody’s', 'another site’s'])
  expect(room.bytes()).not.toContain('canary')
})

it('an export shows a visitor’s failed events, and nobody else’s', async () => {
  const visitor = cookie()
  await room.failed.append([
    failedOf(site, subjectOf(site, visitor)),
    failedOf(site, undefined),
    failedOf(site, subjectOf(site, cookie())),
  ])
  const held = await room.people.collect(site, { visitor })
  expect(held.failed).toMatchObject([{ id: '0000000000000001', site: 'shop', event: { data: { cup: 'blue' } } }])
})

it('failed events that come back with a backup are removed at the start', async () => {
  const visitor = cookie()
  const subject = subjectOf(site, visitor)
  await room.people.erase(site, { visitor }, 'visitor')
  // The file as it was before.
  await room.failed.append([failedOf(site, subject, 'canary'), failedOf(site, undefined, 'nobody’s')])
  expect(await room.people.reapply()).toBe(1)
  expect(await left()).toEqual(['nobody’s'])
})

it('an erasure by e-mail address looks for the browsers that named it', async () => {
  await room.failed.append([failedOf(site, undefined, 'x', 'identity.claimed')])
  const receipt = await room.people.erase(site, { kind: 'email', value: 'jo@shop.example' }, 'request')
  expect(receipt.total).toBe(0)
})
