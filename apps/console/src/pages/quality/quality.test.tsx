// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createClient } from '../../api/client.ts'
import type { LossRow, QualityReport } from '../../api/types.ts'
import { firstOf } from './days.ts'
import { Quality } from './quality.tsx'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

let root: Root
let host: HTMLElement
beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'))
  root = createRoot(host)
})
afterEach(async () => {
  await act(async () => root.unmount())
  host.remove()
})

const loss = (seen: number, lost: number, more: Partial<LossRow> = {}): LossRow => ({
  ...{ received: seen, accepted: seen, duplicates: 0, rejected: 0, dropped: 0, late: 0, veryLate: 0, outOfOrder: 0 },
  ...{
    seen,
    lost,
    missing: 0,
    reported: { large: 0, full: 0, old: 0 },
    rate: seen + lost ? lost / (seen + lost) : null,
  },
  ...more,
})
const report: QualityReport = {
  from: '2026-11-16',
  to: '2026-11-22',
  rows: [
    { site: 'shop', day: '2026-11-20', browser: 'Safari 26', ...loss(90, 10) },
    { site: 'shop', day: '2026-11-22', browser: 'Safari 26', ...loss(10, 0, { missing: 2, late: 4 }) },
    { site: 'shop', day: '2026-11-22', browser: 'Chrome 156', ...loss(1200, 0) },
  ],
  browsers: [
    { browser: 'Chrome 156', ...loss(1200, 0) },
    { browser: 'Safari 26', ...loss(100, 10, { missing: 2, late: 4 }) },
  ],
  totals: loss(1300, 10, { missing: 2, late: 4 }),
  bots: { received: 3 },
  complete: true,
  summary: '9.1 % of events lost on Safari 26.',
  notes: ['Nobody knows the last ones.'],
}
const empty: QualityReport = { ...report, rows: [], browsers: [], totals: loss(0, 0), bots: { received: 0 } }

/** Draws the page against a collector that gives these answers, one after another, and the last one again. */
async function show(...answers: (QualityReport | number)[]) {
  const asked: URL[] = []
  const api = createClient({
    token: 'right',
    base: 'https://shop.example/api',
    fetch: async (path) => {
      const url = new URL(String(path))
      if (url.pathname === '/api/sites')
        return Response.json({ sites: ['shop', 'blog'].map((site) => ({ site, origins: [], snippet: '' })) })
      asked.push(url)
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      return typeof answer === 'number' ? new Response('', { status: answer }) : Response.json(answer)
    },
  })
  await act(async () => root.render(<Quality api={api} />))
  await settle()
  return asked
}
const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 20)))
const button = (name: string) => [...host.querySelectorAll('button')].find((one) => one.textContent === name)
async function press(name: string) {
  await act(async () => button(name)?.click())
  await settle()
}
const plain = (text: string | null | undefined) => text?.replaceAll('\u00a0', ' ')

test('says in a sentence and a table what was lost, and what that leaves out', async () => {
  await show(report)
  expect(host.textContent).toContain('9.1 % of events lost on Safari 26.')
  const rows = [...host.querySelectorAll('.losses tbody tr')].map((row) =>
    [...row.children].slice(0, 6).map((cell) => plain(cell.textContent)),
  )
  expect(rows).toEqual([
    ['Chrome 156', '1,200', '0', '0.0 %', '0', '0'],
    ['Safari 26', '100', '10', '9.1 %', '2', '4'],
    ['All browsers', '1,300', '10', '0.8 %', '2', '4'],
  ])
  expect(host.textContent).toContain('Left out: 3 of bots.')
  expect(host.textContent).toContain('Nobody knows the last ones.')
})

test('says in words what the bars show', async () => {
  await show(report)
  const words = plain(host.querySelectorAll('.bars')[1]?.getAttribute('aria-label'))
  expect(words).toContain('Safari 26, share lost each day. Nov 16: nothing received; ')
  expect(words).toContain('Nov 20: 10.0 % lost; ')
  expect(words).toContain('Nov 22: 0.0 % lost, 2 missing so far.')
  const day = [...host.querySelectorAll('.by-day tbody tr')].map((row) =>
    [...row.children].map((cell) => plain(cell.textContent)),
  )
  expect([day.length, day[0], day[2]]).toEqual([
    7,
    ['Nov 22', '1,210', '0', '0.0 %', '2', '4'],
    ['Nov 20', '90', '10', '10.0 %', '0', '0'],
  ])
})

test('draws a bar for each day, as high as its share', async () => {
  await show(report)
  const safari = [...(host.querySelectorAll('.bars')[1]?.querySelectorAll('g') ?? [])]
  const high = (name: string) => safari.map((day) => Number(day.querySelector(name)?.getAttribute('height') ?? 0) > 0)
  expect(high('.bar-lost')).toEqual([false, false, false, false, true, false, false])
  expect(high('.bar-missing')).toEqual([false, false, false, false, false, false, true])
})

test('asks for more days and for one site', async () => {
  const asked = await show(report)
  await press('30 days')
  const select = host.querySelector('select')
  await act(async () => {
    if (select) select.value = 'blog'
    select?.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await settle()
  expect(asked.map(({ search }) => search)).toEqual([
    `?from=${firstOf(7)}`,
    `?from=${firstOf(30)}`,
    `?from=${firstOf(30)}&site=blog`,
  ])
  expect(button('30 days')?.getAttribute('aria-pressed')).toBe('true')
})

test('says that nothing came', async () => {
  await show(empty)
  expect(host.textContent).toContain('Nothing was received in these days')
  expect(host.querySelector('table')).toBeNull()
})

test('says what is wrong, and tries again', async () => {
  await show(503, { ...report, complete: false })
  expect(host.querySelector('.notice.bad')?.textContent).toContain('The collector answered 503.')
  await press('Try again')
  expect(host.querySelector('.notice.bad')).toBeNull()
  expect(host.textContent).toContain('still counting')
})
