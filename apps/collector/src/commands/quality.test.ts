import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bot, day, send, tab } from '../quality/testing.ts'
import { batch, now, type Running, start, view } from '../testing.ts'
import { quality } from './quality.ts'

let collector: Running
const ask = (more: Partial<Parameters<typeof quality>[1]> = {}) =>
  quality(collector, { days: '7', json: false, clock: () => now + day, ...more })

beforeAll(async () => {
  collector = await start()
})
afterAll(() => collector.stop())

it('says that nothing came', async () => {
  expect(await ask({ days: '1' })).toBe(
    [
      '2026-11-23 to 2026-11-23, UTC',
      '',
      'No numbered event of a tab came, so nothing can be said about losses.',
      'A tab that lost its last events and sent nothing after them cannot be told from one that had nothing to say.',
    ].join('\n'),
  )
})

it('prints a table with a sentence under it', async () => {
  const [chrome, safari] = [tab('Chrome 156'), tab('Safari 26')]
  await send(
    collector,
    Array.from({ length: 1200 / 3 }, () => chrome()),
  )
  const sent = Array.from({ length: 102 }, () => safari())
  await send(
    collector,
    sent.filter((_, n) => n !== 40 && n !== 41),
  )
  await send(collector, sent.slice(0, 3))
  await collector.tell(batch([view()]), { 'User-Agent': bot })
  collector.at(day)
  const text = await ask()
  expect(text.split('\n').slice(0, 9)).toEqual([
    '2026-11-17 to 2026-11-23, UTC',
    '',
    'browser     received  stored  repeated  late  disordered  missing  lost   rate',
    'Chrome 156       400     400         0     0           0        0     0  0.0 %',
    'Safari 26        103     100         3     0           0        0     2  2.0 %',
    'all              503     500         3     0           0        0     2  0.4 %',
    '',
    '2.0 % of events lost on Safari 26, on the way, without a word from the browser; 0.4 % over all browsers.',
    'Left out: 1 of bots.',
  ])
  const docs = readFileSync(new URL('../../../../docs/quality.md', import.meta.url), 'utf8')
  expect(docs).toContain(text.split('\n').slice(2, 8).join('\n'))
  expect(JSON.parse(await ask({ json: true, site: 'shop' }))).toMatchObject({ totals: { lost: 2 }, complete: true })
})

it.each(['0', '91', '7.5', 'all', '-1'])('refuses --days %s', async (days) => {
  await expect(ask({ days })).rejects.toThrow('“--days” should be a whole number from 1 to 90')
})
