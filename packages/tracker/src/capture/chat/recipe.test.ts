// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Data } from '../../api.ts'
import { chat } from './chat.ts'
import { crisp } from './testing/crisp.ts'
import { freshchat } from './testing/freshchat.ts'
import { hubspot } from './testing/hubspot.ts'
import { intercom } from './testing/intercom.ts'
import { livechat } from './testing/livechat.ts'
import { page, put, type StandIn } from './testing/stand-in.ts'
import { tawk } from './testing/tawk.ts'

const recipes = readFileSync(join(import.meta.dirname, '../../../../../docs/recipes/chat.md'), 'utf8')
/** The example under a heading. */
const example = (title: string) =>
  new RegExp(`### ${title}\\n(?:(?!###)[^])*?\`\`\`js\\n([^]*?)\`\`\``).exec(recipes)?.[1] ??
  'throw new Error("no example")'

const names = ['talk', 'intercom', 'livechat', 'crisp', 'hubspot', 'tawk', 'freshchat']
const modules = Object.fromEntries(
  await Promise.all(names.map(async (name) => [name, await import(`../chat/${name}.ts`)])),
)

let events: [type: string, data: Data | undefined][]
const settle = () => vi.advanceTimersByTimeAsync(10_000)
const run = (title: string) => new Function(example(title))()
/** The part as a page has it, until it is stopped. */
async function start(): Promise<() => void> {
  const over = new AbortController()
  const say = chat((name) => Promise.resolve(modules[name]))({
    track: (type, data) => void events.push([type, JSON.parse(JSON.stringify(data))]),
    view: 'a',
    leaving: new Set(),
    hearing: new Set(),
    listeners: new Set(),
    load: () => Promise.reject(new Error('nothing to load')),
    allowed: () => false,
    signal: over.signal,
    settings: {},
  })
  put('wend', { chat: say })
  await settle()
  return () => over.abort()
}

beforeEach(() => {
  events = []
  vi.useFakeTimers()
  return () => {
    vi.useRealTimers()
    Reflect.deleteProperty(page, 'wend')
  }
})

type Act = (emit: (event: string, ...payload: unknown[]) => void) => void
it.each<[title: string, make: () => StandIn, act: Act, told: [string, object][]]>([
  [
    'Intercom',
    intercom,
    (emit) => emit('onUserEmailSupplied'),
    [['form_submitted', { widget: 'intercom', form: 'email' }]],
  ],
  [
    'LiveChat',
    livechat,
    (emit) => emit('customer_status_changed', { status: 'queued' }),
    [['handover_requested', { widget: 'livechat' }]],
  ],
  [
    'Crisp',
    crisp,
    (emit) => {
      emit('message:sent', { content: 'Hello', from: 'user' })
      emit('message:received', { content: 'Hello', automated: true })
    },
    [
      ['message_sent', { widget: 'crisp', role: 'visitor', number: 1, length: 'short' }],
      ['message_received', expect.objectContaining({ widget: 'crisp', role: 'bot', number: 2 })],
    ],
  ],
  [
    'HubSpot',
    hubspot,
    (emit) => emit('contactAssociated', { message: 'jo@shop.example' }),
    [['form_submitted', { widget: 'hubspot', form: 'contact' }]],
  ],
  [
    'tawk.to',
    tawk,
    (emit) => {
      emit('onChatMessageVisitor', 'Hello')
      emit('onFileUpload', 'https://files.example/jo.pdf')
    },
    [
      ['message_sent', { widget: 'tawk', role: 'visitor', number: 1, length: 'short' }],
      ['message_sent', { widget: 'tawk', role: 'visitor', number: 2 }],
    ],
  ],
  [
    'Freshchat',
    freshchat,
    (emit) => emit('user:created', { data: { email: 'jo@shop.example' } }),
    [['form_submitted', { widget: 'freshchat', form: 'contact' }]],
  ],
])('the recipe for %s tells once what is missing, beside the adapter', async (title, make, act, told) => {
  for (const early of [false, true]) {
    const widget = make()
    widget.snippet()
    const already = early && (await start())
    // It hears of nothing before it has loaded.
    if (title === 'Crisp') run(title)
    widget.arrive()
    if (title !== 'Crisp') run(title)
    const stop = already || (await start())
    await settle()
    events = []
    const happen = async () => {
      act((event, ...payload) => widget.emit?.(event, ...payload))
      await settle()
    }
    await happen()
    expect(events).toEqual(told.map(([event, data]) => [`chat.${event}`, data]))
    stop()
    await happen()
    expect(events).toHaveLength(told.length)
    widget.leave()
  }
})

it('the recipe for a chat of one’s own tells all of it', async () => {
  const stop = await start()
  run('A chat of your own')
  await settle()
  expect(events.map(([type]) => type.slice(5))).toEqual(
    'opened conversation_started message_sent message_received handover_requested rated ended'.split(' '),
  )
  expect(JSON.stringify(events)).not.toMatch(/order|way/)
  stop()
})

it('has no example that is not run', () => {
  expect(recipes.match(/```js/g)).toHaveLength(7)
})
