import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLog } from '@wend/storage/log'
import { describe, expect, it } from 'vitest'
import { loadConfig } from './config/load.ts'
import { createDoubt, limitsOf, retain } from './retention.ts'
import { batch, id, now, origin, start, view } from './testing.ts'

const config = `port: 0
data: ./data
retention: { events: 3650d }
sites:
  shop: { origins: [${origin}], policy: policy.yaml }
`
const policy = `version: 1
retention:
  default: 25
  classes: { marketing: 1, form: 3, form.submitted: 13 }
`
const day = 86_400_000

it('keeps each class of events for as long as the policy says, and then leaves no byte of it', async () => {
  const collector = await start({ config, policy })
  try {
    const form = { form: 'canary-form' }
    await collector.tell(
      batch(
        [
          view({ title: 'Canary view' }),
          { id: id(), type: 'ad.clicked', at: now, data: { campaign: 'canary-campaign' } },
          { id: id(), type: 'form.viewed', at: now, data: form },
          { id: id(), type: 'form.submitted', at: now, data: form },
        ],
        { consent: { granted: ['analytics', 'marketing'], source: 'banner' } },
      ),
    )
    const limits = limitsOf(loadConfig(join(collector.folder, 'wend.yaml')))
    const after = async (days: number) => {
      collector.at(days * day)
      const removed = await retain(collector.log, limits)
      return [removed, (await collector.stored()).map(({ type }) => type)]
    }
    const all = ['page.viewed', 'ad.clicked', 'form.viewed', 'form.submitted']
    expect(await after(29)).toEqual([{}, all])
    expect(await after(31)).toEqual([{ 'shop/marketing': 1 }, all.filter((type) => type !== 'ad.clicked')])
    expect(await after(92)).toEqual([{ 'shop/form': 1 }, ['page.viewed', 'form.submitted']])
    expect(await after(394)).toEqual([{}, ['page.viewed', 'form.submitted']])
    expect(await after(396)).toEqual([{ 'shop/form.submitted': 1 }, ['page.viewed']])
    expect(await after(761)).toEqual([{ shop: 1 }, []])
    expect(await collector.written()).not.toMatch(/canary/i)
  } finally {
    await collector.stop()
  }
})

it('makes removed events leave the files the next time, when it was broken off', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wend-retention-'))
  let now = Date.UTC(2026, 10, 22)
  const log = await openLog(`sqlite:${join(folder, 'log.db')}`, { clock: () => now })
  await log.append([{ site: 'shop', id: crypto.randomUUID(), body: '{"canary":true}' }])
  now += 2 * day
  const limits = { maxAge: day, maxBytes: 1e12, maxIdAge: 30 * day }
  let settled = 0
  const broken = { ...log, settle: () => Promise.reject(new Error('The power went.')) }
  await expect(retain(broken, limits)).rejects.toThrow('The power went.')
  const counted = { ...log, settle: () => log.settle().then(() => void settled++) }
  expect(await retain(counted, limits)).toEqual({})
  expect(settled).toBe(1)
  expect(await retain(counted, limits)).toEqual({})
  expect(settled).toBe(1)
  await log.close()
  rmSync(folder, { recursive: true })
})

describe('a clock', () => {
  const hour = 3_600_000
  const clocks = () => {
    const time = { wall: Date.UTC(2026, 10, 22), steady: 5 }
    const believed = createDoubt(
      () => time.wall,
      () => time.steady,
    )
    return (wall: number, steady: number) => {
      time.wall += wall
      time.steady += steady
      return believed()
    }
  }

  it('is believed as it goes, a little fast or slow, and back', () => {
    const after = clocks()
    expect([
      after(0, 0),
      after(hour, hour),
      after(hour, 0.5 * hour),
      after(-400 * day, hour),
      after(hour, hour),
    ]).toEqual([true, true, true, true, true])
  })

  it('that leaps ahead is not believed until it has stayed there for a day', () => {
    const after = clocks()
    expect([after(400 * day, 0), after(12 * hour, 12 * hour), after(11 * hour, 11 * hour)]).toEqual([
      false,
      false,
      false,
    ])
    expect([after(hour, hour), after(hour, hour)]).toEqual([true, true])
  })

  it('that comes back from a leap is believed at once', () => {
    const after = clocks()
    expect([after(400 * day, 0), after(-400 * day, hour), after(hour, hour)]).toEqual([false, true, true])
  })
})
