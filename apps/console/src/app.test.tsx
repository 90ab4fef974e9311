// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createClient } from './api/client.ts'
import type { BatchReport } from './api/types.ts'
import { App } from './app.tsx'
import type { Session } from './session/session.ts'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

let root: Root
let host: HTMLElement
beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'))
  root = createRoot(host)
})
afterEach(async () => {
  await act(async () => root.unmount())
  window.location.hash = ''
  host.remove()
})

function sessionWith(token: string | undefined): Session {
  let kept = token
  return {
    token: () => kept,
    keep: (given) => {
      kept = given
    },
    forget: () => {
      kept = undefined
    },
  }
}

const report: BatchReport = {
  batch: 'b1',
  site: 'shop',
  received: '2026-11-22T02:00:00.000Z',
  consent: { granted: ['analytics'], source: 'banner' },
  events: [
    { id: '1', type: 'page.viewed', verdict: 'accepted', family: 'page', sequence: '0000000000000042', held: 4200 },
    { id: '2', type: 'mug.broken', verdict: 'rejected', code: 'unknown_type', message: 'No such type.' },
  ],
}

const families = [
  { name: 'page', label: 'Pages', comes: 'Open a page.', events: [] },
  {
    name: 'chat',
    label: 'Chat',
    comes: 'Open the chat, with `capture.chat`.',
    events: [{ type: 'chat.message_sent', label: 'Message sent', display: 'Wrote a {length} message' }],
  },
]

/** Draws the console against a collector that knows the token "right" and answers with these reports. */
async function show(session: Session, reports: BatchReport[]) {
  const answers: Record<string, () => Response> = {
    '/live': () =>
      new Response(
        new ReadableStream({
          start(controller) {
            for (const [n, one] of reports.entries()) {
              controller.enqueue(new TextEncoder().encode(`id: ${n}\ndata: ${JSON.stringify(one)}\n\n`))
            }
          },
        }),
        { headers: { 'content-type': 'text/event-stream' } },
      ),
    '/events?after=0000000000000041&limit=1': () =>
      Response.json({ events: [{ id: '1', sequence: '0000000000000042', data: { title: 'Blue mug' } }] }),
    '/families': () => Response.json({ families }),
    '/sites': () =>
      Response.json({
        sites: [{ site: 'shop', origins: ['http://127.0.0.1:4000'], snippet: '<script src="/w/w.js">' }],
      }),
  }
  const connect: typeof createClient = (options) =>
    createClient({
      ...options,
      base: '',
      fetch: async (path, init) => {
        if (new Headers(init?.headers).get('authorization') !== 'Bearer right') return new Response('', { status: 401 })
        return answers[String(path)]?.() ?? new Response('', { status: 404 })
      },
    })
  await act(async () => root.render(<App session={session} connect={connect} />))
  await settle()
}

/** Long enough for the answers, and for reports to be gathered. */
const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 250)))

const rows = () => [...host.querySelectorAll<HTMLElement>('button.row')]
const button = (name: string) => [...host.querySelectorAll('button')].find((one) => one.textContent?.startsWith(name))

async function press(element: Element | null | undefined) {
  if (!(element instanceof HTMLElement)) throw new Error('There is nothing to press.')
  await act(async () => element.click())
}

test('asks for the token, and says when it is not the right one', async () => {
  const session = sessionWith('wrong')
  await show(session, [])
  expect(host.querySelector('[role=alert]')?.textContent).toContain('does not accept this token')
  expect(session.token()).toBeUndefined()

  const input = host.querySelector('input')
  await act(async () => {
    // React listens to the native setter, so that the value has to be set past it.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(
      input,
      ' http://x/console/#token=right ',
    )
    input?.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await press(button('Sign in'))
  await settle()
  expect(session.token()).toBe('right')
  expect(host.querySelector('h1')?.textContent).toBe('Live')
})

test('shows the snippets as long as nothing has arrived', async () => {
  await show(sessionWith('right'), [])
  expect(host.textContent).toContain('No events have arrived yet')
  expect(host.querySelector('.snippet pre')?.textContent).toBe('<script src="/w/w.js">')
})

test('says of each event what became of it, and why', async () => {
  await show(sessionWith('right'), [report])
  expect(rows().map((row) => row.querySelector('.pill:last-child')?.textContent)).toEqual(['rejected', 'accepted'])
  expect(rows()[0]?.textContent).toContain('No such type.')
  expect(rows()[1]?.textContent).toContain('held 4.2 s for consent')
})

test('filters by verdict, and back', async () => {
  await show(sessionWith('right'), [report])
  await press(button('1 rejected'))
  expect(rows()).toHaveLength(1)
  await press(button('Show all'))
  expect(rows()).toHaveLength(2)
})

test('counts each family, those too that nothing has come of', async () => {
  await show(sessionWith('right'), [report])
  const chips = [...host.querySelectorAll('.chip')].map((chip) => chip.textContent)
  expect(chips).toEqual(['Pages 1', 'Chat 0', 'unknown 1'])
})

test('keeps the filter in the address, and says what would make the missing come', async () => {
  await show(sessionWith('right'), [report])
  await press(button('Chat'))
  expect(host.querySelector('.missing')?.textContent).toBe(
    'Nothing of “Chat” yetOpen the chat, with capture.chat.You would read: “Wrote a … message”',
  )
  await expect.poll(() => window.location.hash).toBe('#/live?family=chat')
  await act(async () => {
    window.location.hash = '#/live?family=page&verdict=accepted'
    window.dispatchEvent(new Event('hashchange'))
  })
  expect(host.querySelector('h1')?.textContent).toBe('Live')
  expect(rows().map((row) => row.querySelector('.type')?.textContent)).toEqual(['page.viewed'])
})

test('says when the events there are do not match, and shows all again', async () => {
  window.location.hash = '#/live?find=nowhere'
  await show(sessionWith('right'), [report])
  expect(host.querySelector('.nothing')?.textContent).toContain('None of the 2 events here matches.')
  await press(button('Show all'))
  expect(rows()).toHaveLength(2)
})

test('opens the stored event of a row in its place, holds the list meanwhile, and closes it with Escape', async () => {
  await show(sessionWith('right'), [report])
  await press(rows()[1])
  await settle()
  const detail = host.querySelector('.detail')
  expect(detail?.textContent).toContain('"title": "Blue mug"')
  expect(rows()[1]?.getAttribute('aria-expanded')).toBe('true')
  expect(rows()[1]?.getAttribute('aria-controls')).toBe(detail?.id)
  expect(host.querySelector('.link-state')?.textContent).toBe('paused to read')
  const copy = [...(detail?.querySelectorAll('button') ?? [])].find((one) => one.textContent === 'Copy JSON')
  await act(async () => copy?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })))
  expect(host.querySelector('.detail')).toBeNull()
  expect(document.activeElement).toBe(rows()[1])
  expect(host.querySelector('.link-state')?.textContent).toBe('live')
})

test('opens the report of an event that was not stored', async () => {
  await show(sessionWith('right'), [report])
  await press(rows()[0])
  expect(host.querySelector('.detail')?.textContent).toContain('the report on it is all there is')
  expect(host.querySelector('.detail pre')?.textContent).toContain('"code": "unknown_type"')
})

test('signs out', async () => {
  const session = sessionWith('right')
  await show(session, [])
  await press(button('Sign out'))
  expect(session.token()).toBeUndefined()
  expect(host.querySelector('[role=alert]')).toBeNull()
  expect(button('Sign in')).toBeDefined()
})
