import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLog } from '@wend/storage/log'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { siteCalled } from '../people/testing.ts'
import type { Appended } from '../pipeline/append.ts'
import { now } from '../testing.ts'
import { burst, createBudget, perSecond } from './budget.ts'
import { failedUrl, openFailed } from './file.ts'
import { failedLimits } from './limits.ts'
import { createFailed } from './store.ts'

let folder: string
let time = now
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wend-failed #1%-'))
  time = now
})
afterEach(() => rmSync(folder, { recursive: true }))

const day = 86_400_000
const site = siteCalled('shop', { retention: { default: 25, classes: { form: 1 } } })
const clock = () => time
const open = () => openFailed(failedUrl(folder), (url) => openLog(url, { clock }))
const bytes = () =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n')

/** A batch of rejected events, as the pipeline leaves it. */
const rejected = (events: object[]): Appended => ({
  batch: {
    id: randomUUID(),
    site,
    sender: {
      origin: undefined,
      trusted: true,
      userAgent: undefined,
      visitor: undefined,
      keepsCookie: false,
      header: () => undefined,
    },
    received: time,
    envelope: { v: 1, site: 'shop', events },
    bytes: events.length * 300,
    gone: () => false,
    standing: {
      signals: { choice: { says: { analytics: true } } },
      granted: ['analytics'],
      forget: false,
      lacksReceipt: false,
    },
    attributes: {},
    items: [],
    others: [],
  },
  stored: [],
  others: events.map((_, index) => ({
    id: null,
    verdict: 'rejected',
    code: 'unknown_type',
    pointer: `/events/${index}/type`,
    message: 'Nobody declared this event type.',
  })),
})
const cup = (text: string, type = 'custom.cup_broken') => ({ id: randomUUID(), type, data: { form: text, cup: text } })

async function withStore(
  config: { age: number; size: number },
  run: (store: ReturnType<typeof createFailed>) => Promise<unknown>,
) {
  const log = await open()
  const limits = failedLimits({ failed: config, policies: new Map([['shop', site.rules]]) })
  const store = createFailed({ log, dead: () => false, limits, logger: pino({ level: 'silent' }), clock })
  try {
    await run(store)
  } finally {
    store.stop()
    await log.close()
  }
}

it('keeps failed events for as long as it is told, and those of a class no longer than the policy says', async () => {
  const months = { age: 100 * day, size: 1e9 }
  await withStore(months, async (store) => {
    await store.keep(rejected([cup('canary-cup'), cup('canary-form', 'form.viewed')]))
  })
  const after = async (days: number) => {
    time = now + days * day
    await withStore(months, (store) => store.trim())
    return [bytes().includes('canary-cup'), bytes().includes('canary-form')]
  }
  expect(await after(29)).toEqual([true, true])
  expect(await after(31)).toEqual([true, false])
  expect(await after(99)).toEqual([true, false])
  expect(await after(101)).toEqual([false, false])
})

it('lets the oldest go when there are too many, without being asked', async () => {
  const size = 2 ** 20
  await withStore({ age: 100 * day, size }, async (store) => {
    const text = 'blue cup '.repeat(50)
    for (let round = 0; round < 40; round++) {
      time += 60_000
      await store.keep(rejected(Array.from({ length: 100 }, () => cup(text))))
    }
    await store.trim()
    const first = (await store.log.read(0, 1))[0]?.offset ?? 0
    expect(first).toBeGreaterThan(1000)
    expect((await store.log.read(first, 1e5)).length).toBeGreaterThan(500)
  })
  expect(statSync(join(folder, 'failed.db')).size).toBeLessThan(size * 1.6)
})

it('is no file until something fails', async () => {
  const log = await open()
  expect([
    await log.read(0, 1),
    await log.search('shop', ['x'], 0, 1),
    await log.replace([{ offset: 1, body: null }]),
  ]).toEqual([[], [], 0])
  await log.setMark('applied', 4)
  await log.settle()
  expect([existsSync(join(folder, 'failed.db')), await log.mark('applied')]).toEqual([false, 0])
  expect(await log.append([{ site: 'shop', id: randomUUID(), body: '{}' }])).toEqual([1])
  expect(existsSync(join(folder, 'failed.db'))).toBe(true)
  await log.close()
})

it('refuses a file that is not its own, and touches nothing', async () => {
  writeFileSync(join(folder, 'failed.db'), 'name,email\n'.repeat(1000))
  await expect(open()).rejects.toThrow(/failed\.db is not a log of this version of Wend/)
})

it('takes from a site what is within its budget, and from no other', () => {
  const within = createBudget(clock)
  for (let i = 0; i < burst; i++) expect(within('shop', 100)).toBe(true)
  expect([within('shop', 100), within('blog', 100)]).toEqual([false, true])
  time += 1000
  expect(Array.from({ length: perSecond + 1 }, () => within('shop', 0)).filter(Boolean)).toHaveLength(perSecond)
  // One of 30 KB costs as much as thirty small ones: what is paid for is reading it.
  time += 1000
  expect([within('shop', 30_000), within('shop', 30_000)]).toEqual([true, false])
  time -= 10_000
  expect(within('shop', 0)).toBe(true)
})
