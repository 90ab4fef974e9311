import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createPseudonyms } from '@wend/privacy/pseudonym'
import { LogUnavailable } from '@wend/storage/log'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPeople } from './index.ts'
import { cookie, emailOf, entryOf, identity, now, openRoom, type Room, siteCalled, subjectOf } from './testing.ts'

const site = siteCalled('shop')
const blog = siteCalled('blog')
const sites = [site, blog]
let room: Room
const reopen = async (with_ = sites) => {
  await room.close()
  room = await openRoom(with_, room.folder)
}
/** Puts the log as it was into a safe place, as a backup does. */
const backUp = async () => {
  await room.close()
  copyFileSync(join(room.folder, 'log.db'), join(room.folder, 'backup'))
  room = await openRoom(sites, room.folder)
  await room.people.reapply()
}
const restore = async (with_ = sites) => {
  await room.close()
  for (const end of ['-wal', '-shm']) rmSync(join(room.folder, `log.db${end}`), { force: true })
  copyFileSync(join(room.folder, 'backup'), join(room.folder, 'log.db'))
  rmSync(join(room.folder, 'backup'))
  room = await openRoom(with_, room.folder)
}
beforeEach(async () => {
  room = await openRoom(sites)
  await room.people.reapply()
})
afterEach(() => room.remove())

describe('a log that comes from a backup', () => {
  it('loses everybody who was erased since, to the last byte', async () => {
    const visitor = cookie()
    const subject = subjectOf(site, visitor)
    const others = Array.from({ length: 3000 }, () => entryOf(site, subjectOf(site, cookie())))
    await room.log.append(others)
    await room.log.append(
      Array.from({ length: 1000 }, (_, number) => entryOf(site, subject, { data: { title: `canary-${number}` } })),
    )
    await backUp()
    expect((await room.people.erase(site, { visitor }, 'request')).total).toBe(1000)
    await restore()
    expect(await room.bodies()).toHaveLength(4000)

    expect(await room.people.reapply()).toBe(1000)
    expect(await room.bodies()).toEqual(others.map(({ body }) => body))
    const bytes = room.bytes()
    for (const text of ['canary-', subject, visitor]) expect(bytes.includes(text)).toBe(false)
    expect(await room.people.reapply()).toBe(0)
  })

  it('loses what backends said of an erased address, and keeps what was said of it later', async () => {
    const named = { email: emailOf(site, 'maja@shop.example') }
    await room.log.append([
      identity(site, undefined, named, 'identity.verified'),
      identity(site, undefined, { email: emailOf(site, 'else@shop.example') }, 'identity.verified'),
    ])
    await backUp()
    await room.people.erase(site, { kind: 'email', value: 'maja@shop.example' }, 'request')
    await restore()
    expect(await room.people.reapply()).toBe(1)
    expect(await room.bodies()).toHaveLength(1)
  })

  it('says what to do when a site with erased people is not configured any more', async () => {
    const visitor = cookie()
    await room.log.append([entryOf(blog, subjectOf(blog, visitor))])
    await backUp()
    await room.people.erase(blog, { visitor }, 'request')
    await restore([site])
    await expect(room.people.reapply()).rejects.toThrow('Put it back into wend.yaml')
    await reopen()
    expect(await room.people.reapply()).toBe(1)
  })

  it('is refused when its key is gone', async () => {
    const visitor = cookie()
    await room.log.append([entryOf(site, subjectOf(site, visitor))])
    await backUp()
    await room.people.erase(site, { visitor }, 'request')
    const pseudonyms = createPseudonyms({ id: 'ffffffff', secret: Buffer.alloc(40, 7) }, 'shop')
    await restore([{ ...site, pseudonyms }])
    await expect(room.people.reapply()).rejects.toThrow('another key')
    expect(await room.bodies()).toHaveLength(1)
  })

  it('is refused beside a list of the erased that is older than it', async () => {
    await room.people.erase(site, { visitor: cookie() }, 'request')
    await room.close()
    rmSync(join(room.folder, 'tombstones.jsonl'))
    room = await openRoom(sites, room.folder)
    await expect(room.people.reapply()).rejects.toThrow('Put the newest one in its place')
  })
})

describe('an erasure that was broken off', () => {
  /** People on the same data, whose log cannot remove anything. */
  const broken = () =>
    createPeople({
      ...room,
      clock: () => now,
      sites: new Map(sites.map((one) => [one.name, one])),
      forget: () => 0,
      log: {
        ...room.log,
        replace: async () => {
          throw new LogUnavailable('The disk of this test is full.')
        },
      },
    })

  it('goes on at the next start, and is written down once', async () => {
    const visitor = cookie()
    const subject = subjectOf(site, visitor)
    await room.log.append(Array.from({ length: 20 }, () => entryOf(site, subject)))
    const at = now - 1000
    const who = site.pseudonyms.who(subject)
    await room.ledger.append({ site: 'shop', who, kind: 'given', granted: ['analytics'], at, received: at })
    const people = broken()
    await people.reapply()
    await expect(people.erase(site, { visitor }, 'visitor')).rejects.toThrow(LogUnavailable)
    expect(people.blocked(site, subject)).toBe(true)
    await reopen()
    expect(await room.people.reapply()).toBe(20)
    expect(await room.bodies()).toEqual([])
    expect((await room.ledger.of('shop', who)).map(({ kind }) => kind)).toEqual(['given', 'erased'])
  })

  it('is not forgotten because another one went well', async () => {
    const [stuck, fine] = [cookie(), cookie()]
    await room.log.append([entryOf(site, subjectOf(site, stuck)), entryOf(site, subjectOf(site, fine))])
    let fails = true
    const people = createPeople({
      ...room,
      clock: () => now,
      sites: new Map(sites.map((one) => [one.name, one])),
      forget: () => 0,
      log: {
        ...room.log,
        async replace(changes) {
          if (fails) throw new LogUnavailable('The disk of this test is full.')
          return room.log.replace(changes)
        },
      },
    })
    await people.reapply()
    await expect(people.erase(site, { visitor: stuck }, 'visitor')).rejects.toThrow(LogUnavailable)
    fails = false
    expect((await people.erase(site, { visitor: fine }, 'visitor')).total).toBe(1)
    await reopen()
    expect(await room.people.reapply()).toBe(1)
    expect(await room.bodies()).toEqual([])
  })

  it('goes on when it is asked for again', async () => {
    const visitor = cookie()
    await room.log.append([entryOf(site, subjectOf(site, visitor))])
    await expect(broken().erase(site, { visitor }, 'visitor')).rejects.toThrow(LogUnavailable)
    expect((await room.people.erase(site, { visitor }, 'visitor')).total).toBe(1)
    expect(await room.bodies()).toEqual([])
  })
})
