// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createClient } from '../../api/client.ts'
import type { FailedEvent } from '../../api/types.ts'
import { Failed } from './failed.tsx'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

let root: Root
let host: HTMLElement
let kept: FailedEvent[]
let asked: { path: string; body: unknown }[]
let down: boolean
beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'))
  root = createRoot(host)
  kept = [
    one(1, 'custom.cup_broken', 'unknown_type'),
    one(2, 'order.placed', 'invalid_data'),
    one(3, 'order.placed', 'invalid_data'),
  ]
  asked = []
  down = false
})
afterEach(async () => {
  await act(async () => root.unmount())
  host.remove()
})

const one = (n: number, type: string, code: string): FailedEvent => ({
  id: String(n).padStart(16, '0'),
  site: 'shop',
  type,
  code,
  pointer: code === 'invalid_data' ? '/data/value' : '/type',
  message: 'It is wrong.',
  time: '2026-11-22T12:00:00.000Z',
  whole: true,
  event: { id: `event-${n}`, type, data: { value: `4${n}` } },
  attributes: { granted: 'analytics' },
  consent: { says: {} },
})

/** A collector with these failed events, as its API answers. */
async function answer(path: string, init: RequestInit = {}): Promise<Response> {
  if (down) return new Response('', { status: 503 })
  const { pathname, searchParams } = new URL(path, 'https://shop.example')
  if (pathname === '/sites') return Response.json({ sites: [] })
  if (init.method === 'POST') {
    const body = JSON.parse(String(init.body)) as { ids?: string[]; code?: string }
    asked.push({ path: pathname, body })
    const mine = kept.filter(({ id, code }) => body.ids?.includes(id) ?? code === body.code)
    kept = kept.filter((each) => !mine.includes(each))
    if (pathname === '/failed/discard') return Response.json({ discarded: mine.length })
    return Response.json({ verdicts: [], counts: { accepted: mine.length, duplicate: 0, rejected: 0, dropped: 0 } })
  }
  const code = searchParams.get('code')
  const groups = Map.groupBy(kept, (each) => `${each.code} ${each.type}`)
  return Response.json({
    failed: kept.filter((each) => code === null || each.code === code),
    counts: [...groups.values()].map((list) => ({ code: list[0]?.code, type: list[0]?.type, count: list.length })),
  })
}

const settle = () => act(async () => new Promise((resolve) => setTimeout(resolve, 20)))
async function show() {
  const api = createClient({ token: 'right', base: '', fetch: (path, init) => answer(String(path), init) })
  await act(async () => root.render(<Failed api={api} />))
  await settle()
}
const text = () => host.textContent ?? ''
async function press(label: string, within = '') {
  const found = [...host.querySelectorAll<HTMLButtonElement>(`${within} button`)].find(
    (button) => (button.getAttribute('aria-label') ?? button.textContent ?? '').includes(label) && !button.disabled,
  )
  if (!found) throw new Error(`There is no button “${label}” in: ${text()}`)
  await act(async () => found.click())
  await settle()
}

test('lists what was rejected by type and reason, with counts', async () => {
  await show()
  expect(text()).toContain('3 events, by type and reason')
  expect([...host.querySelectorAll('.failed-count')].map((count) => count.textContent)).toEqual(['1', '2'])
})

test('opens a kind and one of its events, with the wrong place marked', async () => {
  await show()
  await press('order.placed', '.failed-group:nth-child(2)')
  expect(host.querySelectorAll('.failed-row')).toHaveLength(2)
  await press('shop', '.failed-group')
  expect(host.querySelector('dialog.panel mark')?.textContent).toBe('"42"')
  expect(host.querySelector('dialog.panel h2')?.textContent).toBe('order.placed')
})

test('replays a kind after asking once more, and says what came of it', async () => {
  await show()
  await press('Replay 2 events')
  expect(host.querySelector('.confirm h2')?.textContent).toBe('Replay 2 events?')
  expect(asked).toEqual([])
  await press('Replay', '.confirm')
  expect(asked).toEqual([{ path: '/failed/replay', body: { code: 'invalid_data', type: 'order.placed' } }])
  expect(text()).toContain('Replayed: 2 events stored.')
  expect(text()).toContain('1 event, by type and reason')
})

test('discards one, and nothing where the answer is no', async () => {
  await show()
  await press('custom.cup_broken')
  await press('shop', '.failed-group')
  await press('Discard', 'dialog.panel')
  await press('Cancel', '.confirm')
  expect([asked, kept.length]).toEqual([[], 3])
  await press('Discard', 'dialog.panel')
  await press('Discard', '.confirm')
  expect(asked).toEqual([{ path: '/failed/discard', body: { ids: ['0000000000000001'] } }])
  expect(host.querySelector('dialog.panel')).toBeNull()
})

test('says what went wrong, and that nothing is lost', async () => {
  await show()
  await press('Replay 2 events')
  down = true
  await press('Replay', '.confirm')
  expect(host.querySelector('.failed-said')?.textContent).toMatch(/503.*What was not done is still in the list\./)
  down = false
  await press('Try again')
  expect(text()).toContain('3 events')
})

test('says what to expect where nothing was rejected', async () => {
  kept = []
  await show()
  expect(text()).toContain('Nothing has been rejected')
})
