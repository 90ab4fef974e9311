import type { Data } from '../../api.ts'
import type { Host } from '../host.ts'
import type { Adapter, Attach, Facts, Heard, Say, Tell, Told } from './adapter.ts'

/** What goes along with an event as it is given, where it looks like a name or a number. Everything else stays here. */
const kept = ['conversation', 'form', 'campaign', 'role', 'score', 'best'] as const
/** What is unread when the widget comes up was written before. It tells of that within so many milliseconds. */
const early = 5000

/** What a policy may let be made of a visitor's words, by its name there: the type, and the module that makes it. */
const readings = {
  sentiment: ['weigh', 'chat.message_weighed'],
  keyMessages: ['quote', 'chat.message_quoted'],
} as const

/** What makes data of a message. */
export type Read = (text: string, host: Pick<Host, 'settings'>) => Data | undefined

/**
 * Hands a visitor's words to what the policy lets read them. Their modules are fetched then and not before, and only for a page
 * in English, which is all that they know.
 */
function read(host: Host, text: string, about: Data): void {
  if (!/^en\b/i.test(document.documentElement.lang)) return
  for (const [option, [name, type]] of Object.entries(readings)) {
    const since = host.settings[option] && host.allowed(type)
    if (since)
      (host.load(name) as Promise<{ default: Read }>)
        .then(({ default: read }) => {
          const made = read(text, host)
          // A no in between is a no to this too, whatever was said after it.
          if (made && !host.signal.aborted && host.allowed(type) === since) host.track(type, { ...about, ...made })
        })
        .catch(() => {})
  }
}

/** Counts and times what happens in one chat widget, and reports it without a word of it. Numbers begin with the page. */
function teller(host: Host, widget: string): Tell {
  let messages = 0
  let sent = 0
  let answered: number | undefined
  /** When the conversation began, as far as this page knows; what was written last, and when. */
  let began: number | undefined
  let last: string | undefined
  let wrote = 0
  return (event, facts = {}) => {
    const now = Date.now()
    const data: { [key: string]: Data[string] } = { widget }
    for (const key of kept) if (/^[\w.:/-]{1,64}$/.test(`${facts[key] ?? ''}`)) data[key] = facts[key]
    if (/^[cm]\w+_/.test(event)) began ??= now
    if (event === 'ended') {
      if (messages) Object.assign(data, { messages, sent, response: answered })
      if (began) data.time = now - began
      messages = sent = 0
      began = last = answered = undefined
    } else if (event.startsWith('message_')) {
      const length = typeof facts.text === 'string' ? facts.text.length : facts.length
      const response = last && last !== event ? now - wrote : undefined
      data.number = ++messages
      data.length = length === undefined ? length : length > 200 ? 'long' : length > 40 ? 'medium' : 'short'
      data.response = response
      if (event === 'message_sent') {
        sent++
        data.role = 'visitor'
      } else if (sent) answered ??= response
      last = event
      wrote = now
    }
    if (host.signal.aborted) return
    host.track(`chat.${event}`, data)
    if (event === 'message_sent' && typeof facts.text === 'string')
      read(host, facts.text, { widget, conversation: data.conversation, number: data.number })
  }
}

const tellers = new WeakMap<Host, { [widget: string]: Tell }>()

/** The one for a widget, whoever tells of it: what its vendor keeps to itself a page may add under its name. */
const tellerOf = (host: Host, widget: string): Tell => {
  const all = tellers.get(host) ?? {}
  tellers.set(host, all)
  all[widget] ??= teller(host, widget)
  return all[widget]
}

/** Reports what a page says of a chat. It may have several, with names of their own. */
export function say(host: Host, ...[event, facts]: Parameters<Say>): void {
  quietly(() => {
    const widget = facts?.widget ?? 'site'
    // Names, and no sentences that were given for them.
    if (!/^[a-z_]+ [\w.:/-]{1,64}$/.test(`${event} ${widget}`)) return
    tellerOf(host, widget)(event, facts)
  })
}

/** Listens to a vendor's widget until the host's signal. Gives what asks whether the widget has loaded, and tells that once. */
export default function attach<Api>(host: Host, vendor: string, api: Api, start: Attach<Api>): (api: Api) => unknown {
  const { signal } = host
  const tell = tellerOf(host, vendor)
  const { events, on = plainly, ready }: Adapter<Api> = start(api, tell, signal)
  const began = Date.now()
  let unread = 0
  /** A message came where the number of unread ones has grown. */
  const grown = (given: number & { unreadCount?: number }): Told => {
    const now = given.unreadCount ?? given
    const more = now > unread && Date.now() - began > early
    unread = now
    return more && 'message_received'
  }
  function plainly(event: string, heard: Heard) {
    const { on, off } = api as Adapter<Api> & { off: typeof on }
    on?.call(api, event, heard)
    return () => off?.call(api, event, heard)
  }
  for (const name in events)
    quietly(() => {
      const our = events[name]
      const heard = (...payload: never[]) =>
        quietly(() => {
          const told = our === 'unread' ? grown(payload[0] as never) : typeof our === 'function' ? our(...payload) : our
          const [event, facts] = [told].flat()
          if (event) tell(event as string, facts as Facts)
        })
      const off = on(name, heard as Heard)
      if (off) signal.addEventListener('abort', () => quietly(off))
    })
  return (api) => ready(api) && [tell('widget_loaded')]
}

/** What goes wrong here, in the vendor's objects or in ours, is not the page's concern. */
function quietly(act: () => unknown): void {
  try {
    act()
  } catch {}
}
