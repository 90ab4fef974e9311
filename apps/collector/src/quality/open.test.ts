import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { batch, now, type Running, start, view } from '../testing.ts'
import { day, report, type Sent, send, tab } from './testing.ts'

let collector: Running
beforeEach(async () => {
  collector = await start()
})
afterEach(() => collector.stop())

const file = () => join(collector.data, 'quality.json')
/** Stops the collector, does something to its folder and starts it again, with its clock where it was. */
async function restart(between = () => {}) {
  await collector.halt()
  between()
  collector = await start({ folder: collector.folder })
  await expect.poll(async () => (await report(collector)).complete).toBe(true)
}
const pick = (events: readonly Sent[], ...numbers: number[]) => numbers.map((n) => events[n] as Sent)
const ten = () => {
  const next = tab()
  return Array.from({ length: 10 }, () => next())
}

const hashesOf = (text: string, kind: string) =>
  [text, `shop\n${text}`].flatMap((one) => {
    const hash = createHash(kind).update(one)
    return [hash.copy().digest('hex').slice(0, 12), hash.digest('base64url').slice(0, 12)]
  })

describe('the counts', () => {
  it('outlive a stop, with the gaps that are open', async () => {
    const events = ten()
    await send(collector, pick(events, 0, 1, 4))
    await send(collector, pick(events, 0, 1, 4), { lost: { large: 1 } })
    const before = await report(collector)
    await restart()
    expect((await report(collector)).browsers).toEqual(before.browsers)
    expect([statSync(file()).mode & 0o777, existsSync(`${file()}.new`)]).toEqual([0o600, false])
    await send(collector, pick(events, 2, 8))
    collector.at(day)
    expect((await report(collector)).totals).toMatchObject({ lost: 5, reported: { large: 1 }, seen: 5, duplicates: 3 })
  })

  it('are made up from the log after a crash, but for what came twice', async () => {
    const [one, two] = [ten(), ten()]
    await send(collector, pick(one, 0, 3))
    await restart()
    const old = join(collector.folder, 'old.json')
    copyFileSync(file(), old)
    await send(collector, pick(one, 2, 5))
    await send(collector, pick(two, 1))
    await send(collector, pick(one, 5))
    await restart(() => copyFileSync(old, file()))
    expect((await report(collector)).totals).toMatchObject({
      received: 5,
      accepted: 5,
      duplicates: 0,
      seen: 5,
      missing: 3,
      outOfOrder: 1,
    })
    await send(collector, pick(one, 1, 4))
    await send(collector, pick(two, 0))
    expect((await report(collector)).totals).toMatchObject({ seen: 8, missing: 0 })
  })

  it.each([
    ['is cut short', (text: string) => text.slice(0, -9)],
    ['belongs to another log', (text: string) => text.replace(/"log":\d+/, '"log":5')],
  ])('are set aside and made anew where the file %s', async (_, spoil) => {
    await send(collector, pick(ten(), 0, 1, 4))
    let spoilt = ''
    await restart(() => {
      const text = readFileSync(file(), 'utf8')
      spoilt = spoil(text)
      expect(spoilt).not.toBe(text)
      writeFileSync(file(), spoilt)
    })
    const { totals, notes } = await report(collector)
    expect(totals).toMatchObject({ received: 3, seen: 3, missing: 2 })
    expect(notes.join()).toContain('counted anew from the log')
    expect(readFileSync(`${file()}.aside`, 'utf8')).toBe(spoilt)
    expect(collector.output()).toContain('it was set aside, and the log is counted anew')
  })

  it('say nothing of what they cannot know: whether a tab began before what is left of the log', async () => {
    const events = ten()
    await send(collector, pick(events, 0, 1))
    collector.at(2 * day)
    await send(collector, pick(events, 2, 4), { sent: now + 2 * day })
    await collector.log.retain({ maxAge: day, maxBytes: 2 ** 40, maxIdAge: 2 ** 40 })
    await restart(() => writeFileSync(file(), ''))
    collector.at(2 * day)
    expect((await report(collector)).totals).toMatchObject({ seen: 2, missing: 1 })
  })

  it('stay when the log was copied a moment before them', async () => {
    const events = ten()
    await send(collector, pick(events, 0, 3))
    await send(collector, pick(events, 0, 3))
    await restart(() => writeFileSync(file(), readFileSync(file(), 'utf8').replace(/"offset":\d+/, '"offset":900')))
    await send(collector, pick(events, 1))
    await restart()
    expect((await report(collector)).totals).toMatchObject({ accepted: 3, duplicates: 2, seen: 3, missing: 1 })
  })

  it('let go of the tabs when the key is another, and count no loss for it', async () => {
    const events = ten()
    await send(collector, pick(events, 0, 3))
    await restart(() => writeFileSync(file(), readFileSync(file(), 'utf8').replace(/"key":"[^"]*"/, '"key":"other"')))
    await send(collector, pick(events, 4, 6))
    expect((await report(collector)).totals).toMatchObject({ seen: 4, missing: 1 })
  })

  it('hold nothing by which a tab is found, before and after its person is erased', async () => {
    const name = 'canary-7f31c0de'
    const visitor = { v: 1, site: 'shop', tab: name, consent: { granted: ['analytics'], source: 'banner' } }
    const response = await collector.post({ ...visitor, events: [view({}, { n: 3 })] })
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    const subject = (await collector.only()).subject ?? ''
    expect(subject).not.toBe('')
    await restart()
    const needles = [
      name,
      subject,
      cookie.split('=')[1] ?? '',
      ...['md5', 'sha1', 'sha256'].flatMap((kind) => hashesOf(name, kind)),
    ]
    const found = () => needles.filter((needle) => readFileSync(file(), 'utf8').includes(needle))
    expect(found()).toEqual([])
    const erased = await collector.ask('/api/people/erase', {
      method: 'POST',
      headers: { ...collector.bearer, 'Content-Type': 'application/json' },
      body: JSON.stringify({ site: 'shop', subject }),
    })
    expect(erased.status).toBe(200)
    await collector.tell(batch([view()]))
    await restart()
    expect(found()).toEqual([])
    expect(await collector.written()).not.toContain(name)
  })
})
