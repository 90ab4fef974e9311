// @vitest-environment happy-dom
import { builtIn } from '@wend/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Data } from '../../api.ts'
import type { Say } from './adapter.ts'
import { chat } from './chat.ts'
import * as chatwootAdapter from './chatwoot.ts'
import * as crispAdapter from './crisp.ts'
import * as freshchatAdapter from './freshchat.ts'
import * as hubspotAdapter from './hubspot.ts'
import * as intercomAdapter from './intercom.ts'
import * as livechatAdapter from './livechat.ts'
import * as olarkAdapter from './olark.ts'
import * as talk from './talk.ts'
import * as tawkAdapter from './tawk.ts'
import { chatwoot } from './testing/chatwoot.ts'
import { crisp } from './testing/crisp.ts'
import { freshchat } from './testing/freshchat.ts'
import { hubspot } from './testing/hubspot.ts'
import { intercom } from './testing/intercom.ts'
import { livechat } from './testing/livechat.ts'
import { olark } from './testing/olark.ts'
import { canary, page, type StandIn } from './testing/stand-in.ts'
import { tawk } from './testing/tawk.ts'
import { classic, messaging } from './testing/zendesk.ts'
import * as zendeskAdapter from './zendesk.ts'
import * as classicAdapter from './zendesk-classic.ts'

const modules: Record<string, unknown> = {
  talk,
  intercom: intercomAdapter,
  zendesk: zendeskAdapter,
  'zendesk-classic': classicAdapter,
  livechat: livechatAdapter,
  crisp: crispAdapter,
  hubspot: hubspotAdapter,
  tawk: tawkAdapter,
  chatwoot: chatwootAdapter,
  freshchat: freshchatAdapter,
  olark: olarkAdapter,
}
const widgets: readonly (readonly [vendor: string, make: () => StandIn])[] = [
  ['intercom', intercom],
  ['zendesk', messaging],
  ['zendesk-classic', classic],
  ['livechat', livechat],
  ['crisp', crisp],
  ['hubspot', hubspot],
  ['tawk', tawk],
  ['chatwoot', chatwoot],
  ['freshchat', freshchat],
  ['olark', olark],
]

let events: [type: string, data: Data | undefined][]
let loaded: string[]
let over: AbortController
let say: Say
const start = () => {
  say = chat((name) => {
    loaded.push(name)
    return name in modules ? Promise.resolve(modules[name]) : Promise.reject(new Error(name))
  })({
    track: (type, data) => void events.push([type, data]),
    view: 'a',
    leaving: new Set(),
    hearing: new Set(),
    listeners: new Set(),
    load: () => Promise.reject(new Error('nothing to load')),
    allowed: () => false,
    signal: over.signal,
    settings: {},
  })
}
const settle = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds)
const last = () => events.at(-1)

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 22, 12) })
  events = []
  loaded = []
  over = new AbortController()
})
afterEach(() => {
  over.abort()
  vi.useRealTimers()
})

describe.each(widgets)('%s', (vendor, make) => {
  let widget: StandIn
  beforeEach(() => {
    widget = make()
    return () => widget.leave()
  })

  const arrivals: readonly (readonly [when: string, live: boolean, arrive: () => unknown])[] = [
    [
      'before us',
      true,
      () => {
        widget.snippet()
        widget.arrive()
        start()
      },
    ],
    [
      'after us, its snippet before',
      false,
      async () => {
        widget.snippet()
        start()
        await settle(800)
        widget.arrive()
      },
    ],
    [
      'a minute after us',
      false,
      async () => {
        start()
        await settle(60_000)
        widget.snippet()
        await settle(30_000)
        widget.arrive()
      },
    ],
  ]
  describe.each(arrivals)('that comes %s', (_, live, arrive) => {
    it('is told of, step by step, and of what it says not a word', async () => {
      await arrive()
      await settle(100_000)
      expect(events).toEqual([['chat.widget_loaded', { widget: vendor }]])
      for (const [what, act, told] of widget.steps(live)) {
        events.length = 0
        act()
        await settle(1000)
        expect(
          events.map(([type]) => type),
          what,
        ).toEqual(told ? [`chat.${told[0]}`] : [])
        if (!told) continue
        expect(last()?.[1], what).toMatchObject({ widget: vendor, ...told[1] })
        const definition = builtIn.get(last()?.[0] ?? '')
        expect(definition?.data.strict().safeParse(JSON.parse(JSON.stringify(last()?.[1]))).error, what).toBeUndefined()
        expect(JSON.stringify(events).toLowerCase(), what).not.toMatch(/canary|example\.com/)
      }
      expect(new Set(loaded)).toEqual(new Set(['talk', vendor]))
    })
  })

  it('is heard beside the page, which hears all of it as before', async () => {
    widget.snippet()
    if (!['intercom', 'zendesk', 'zendesk-classic', 'livechat', 'crisp', 'olark'].includes(vendor)) widget.arrive()
    const heard = vi.fn()
    widget.page(heard)
    start()
    await settle(1000)
    if (!['hubspot', 'freshchat', 'tawk', 'chatwoot'].includes(vendor)) widget.arrive()
    await settle(10_000)
    widget.poke()
    expect(heard).toHaveBeenCalledTimes(1)
    over.abort()
    widget.poke()
    expect(heard).toHaveBeenCalledTimes(2)
  })

  it('is left as it was found', async () => {
    widget.snippet()
    widget.arrive()
    widget.page(() => {})
    const before = widget.listeners?.()
    const added = vi.spyOn(window, 'addEventListener')
    const removed = vi.spyOn(window, 'removeEventListener')
    start()
    await settle(10_000)
    events.length = 0
    if (before !== undefined) expect(widget.listeners?.()).toBeGreaterThan(before)
    over.abort()
    expect(widget.listeners?.()).toBe(before)
    expect(removed.mock.calls.length).toBe(added.mock.calls.length)
    expect(vi.getTimerCount()).toBe(0)
    for (const [, act] of widget.steps(true)) act()
    await settle(100_000)
    expect(events).toEqual([])
    added.mockRestore()
    removed.mockRestore()
  })

  it('does not come to harm when it is broken, and the page neither', async () => {
    const uncaught = vi.fn()
    window.addEventListener('error', uncaught)
    for (const broken of [
      null,
      0,
      'widget',
      {},
      new Proxy(() => {}, {
        get() {
          throw new Error('Nobody reads this.')
        },
        apply() {
          throw new Error('Nobody calls this.')
        },
      }),
    ]) {
      widget.snippet()
      widget.arrive()
      for (const global of [
        'Intercom',
        'zE',
        'LiveChatWidget',
        '$crisp',
        'HubSpotConversations',
        'Tawk_API',
        'fcWidget',
        'olark',
      ])
        if (global in page) Object.assign(page, { [global]: broken })
      over = new AbortController()
      start()
      await settle(10_000)
      over.abort()
      widget.leave()
    }
    expect(uncaught).not.toHaveBeenCalled()
    window.removeEventListener('error', uncaught)
  })
})

describe('the page', () => {
  it('without a chat loads nothing more, and is not asked for ever', async () => {
    start()
    await settle(600_000)
    expect(loaded).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('with a global that throws is no worse for it', async () => {
    Object.defineProperty(page, 'Intercom', {
      configurable: true,
      get() {
        throw new Error('Nobody reads this.')
      },
    })
    const other = olark()
    other.snippet()
    other.arrive()
    start()
    await settle()
    expect(events).toEqual([['chat.widget_loaded', { widget: 'olark' }]])
    Reflect.deleteProperty(page, 'Intercom')
    other.leave()
  })

  it('that gets a chat after all these minutes is noticed by the script that brings it', async () => {
    start()
    await settle(600_000)
    const widget = olark()
    widget.snippet()
    widget.arrive()
    const script = document.createElement('script')
    document.head.append(script)
    script.dispatchEvent(new Event('load'))
    await settle()
    expect(events).toEqual([['chat.widget_loaded', { widget: 'olark' }]])
    script.remove()
    widget.leave()
  })

  it('may have two chats, each with its own count', async () => {
    const both = [olark(), tawk()]
    for (const widget of both) {
      widget.snippet()
      widget.arrive()
    }
    start()
    await settle(10_000)
    events.length = 0
    for (const widget of both) for (const [, act] of widget.steps(true)) act()
    const firsts = events.filter(([, data]) => data?.number === 1).map(([, data]) => data?.widget)
    expect(firsts).toEqual(['olark', 'tawk'])
    for (const widget of both) widget.leave()
  })

  it('survives a module that does not load', async () => {
    const widget = tawk()
    widget.snippet()
    const adapter = modules.tawk
    delete modules.tawk
    start()
    await settle(10_000)
    expect(events).toEqual([])
    modules.tawk = adapter
    widget.leave()
  })
})

describe('a chat of the page’s own', () => {
  const told = async (...said: Parameters<Say>) => {
    events.length = 0
    say(...said)
    await settle(1000)
    return last()?.[1]
  }
  beforeEach(() => start())

  it.each([
    [0, 'short'],
    [40, 'short'],
    [41, 'medium'],
    [200, 'medium'],
    [201, 'long'],
  ])('has a message of %i characters as %s', async (length, as) => {
    expect(await told('message_sent', { length })).toMatchObject({ length: as })
    expect(await told('message_sent', { text: 'x'.repeat(length) })).toMatchObject({ length: as })
    expect(JSON.stringify(events)).not.toMatch(/xx/)
  })

  it('is counted and timed', async () => {
    expect(await told('conversation_started')).toEqual({ widget: 'site' })
    expect(await told('message_received', { role: 'bot', text: 'Hello' })).toMatchObject({
      number: 1,
      response: undefined,
    })
    expect(await told('message_sent')).toMatchObject({ role: 'visitor', number: 2, response: 1000 })
    expect(await told('message_sent')).toMatchObject({ number: 3, response: undefined })
    expect(await told('message_received')).toMatchObject({ number: 4, response: 1000 })
    expect(await told('ended')).toEqual({ widget: 'site', messages: 4, sent: 2, response: 1000, time: 5000 })
    expect(await told('message_sent')).toMatchObject({ number: 1 })
  })

  it('may have a name', async () => {
    await told('message_sent', { widget: 'ours' })
    expect(await told('message_sent', { widget: 'theirs' })).toMatchObject({ widget: 'theirs', number: 1 })
  })

  it('is told by what it has and by nothing else', async () => {
    const facts = { role: 'bot', form: 'prechat', conversation: 'c-1', campaign: '7', score: 4, best: 5 }
    const more = { text: canary.text, name: canary.name, email: canary.email, html: canary.text }
    expect(await told('rated', { ...facts, ...more })).toEqual({ widget: 'site', ...facts })
    expect(
      await told('rated', {
        role: canary.name,
        form: canary.text,
        conversation: canary.email,
        campaign: canary.url + canary.name,
      }),
    ).toEqual({ widget: 'site' })
  })

  it.each([[canary.text], [undefined], [{}], ['']])('does not take %j for an event', async (event) => {
    expect(await told(event as string)).toBeUndefined()
  })

  it.each([canary.text, canary.email, ''])('does not take %j for the name of a chat', async (widget) => {
    expect(await told('opened', { widget })).toBeUndefined()
  })

  it('does not throw, whatever it is given, and says nothing once it is over', async () => {
    expect(await told('rated', null as never)).toBeUndefined()
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('Nobody reads this.')
        },
      },
    )
    expect(await told('rated', trap)).toBeUndefined()
    over.abort()
    expect(await told('opened')).toBeUndefined()
  })
})
