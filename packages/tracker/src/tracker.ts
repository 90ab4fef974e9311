import { decide } from '@wend/privacy/consent'
import { canonical, kinds } from '@wend/privacy/identifiers'
import { campaignKeys } from '@wend/protocol/campaign'
import { limits } from '@wend/protocol/limits'
import { clean } from './address.ts'
import type { Data, Identifiers, Options, Wend } from './api.ts'
import { createDelivery } from './delivery.ts'
import { name, sha256, uuid } from './ids.ts'
import { type Item, memoryQueue } from './queue.ts'
import { type Via, watchViews } from './views.ts'

/** What a tracker does unless it is told otherwise. */
export const defaults = {
  query: campaignKeys,
  purposes: { ad: 'marketing', email: 'marketing', social: 'marketing' },
  pages: true,
  linger: 5000,
} as const satisfies Partial<Options>

type Purpose = Parameters<typeof decide>[0]
type Method = keyof Wend
/** A call of the page: method, arguments, time. */
export type Call = [method: Method, args: unknown[], at: number]

/** Calls that report something. What they report is what was said then, whatever the page does with its objects later. */
const reports: readonly Method[] = ['track', 'page', 'identify']

interface Held extends Pick<Item, 'epoch'> {
  type: string
  data: Data
  at: number
  view: string | undefined
  purpose: Purpose
}

/** Starts a tracker in this page. `add` takes calls that were made in another way than through `api`, such as earlier. */
export function createTracker(options: Options): { api: Wend; add: (call: Call) => unknown } {
  const { site, endpoint, query = defaults.query, pages = defaults.pages, linger = defaults.linger } = options
  const purposes: Record<string, string | undefined> = options.purposes ?? defaults.purposes
  const tab = name()
  const queue = memoryQueue()
  const choices: Partial<Record<string, boolean>> = {}
  /** By purpose. A no ends an epoch, and a yes after it begins the next: what was made in one is never sent in another. */
  const epochs: Record<string, number | undefined> = {}
  let consented: { source: string; at: number } | undefined
  /** Waits for consent or for its page to be seen, in order. */
  let held: Held[] = []
  let count = 0
  /** The page that events belong to now, and where the visitor to the next one comes from. */
  let view: string | undefined
  let from = document.referrer
  /** The view of a page that has just come up. What follows waits for it: it goes first, and it lacks its title. */
  let opening: Held | true | undefined = true
  let loud = false
  /** When the call under way was made. */
  let now = 0
  let claiming = Promise.resolve()
  let views: ReturnType<typeof watchViews> | undefined

  const say = (...message: unknown[]) => {
    if (loud) console.info('[wend]', ...message)
  }
  const granted = () => Object.keys(choices).filter((purpose) => choices[purpose])
  const allowed = ({ purpose, epoch }: Pick<Item, 'purpose' | 'epoch'>) => epoch === epochs[purpose]
  const delivery = createDelivery({
    url: `${endpoint}/e`,
    queue,
    wrap: (events) =>
      `${JSON.stringify({
        v: 1,
        site,
        sent: Date.now(),
        tab,
        consent: { granted: granted(), ...consented },
      }).slice(0, -1)},"events":[${events}]}`,
    allowed,
    linger: () => (loud ? 50 : linger),
    say,
  })

  const make = (type: string, data?: Data): Held => {
    const purpose = (purposes[type] ?? purposes[type.replace(/\..*/, '')] ?? 'analytics') as Purpose
    return { type, data: data ?? {}, at: now, view, purpose, epoch: epochs[purpose] }
  }
  const pass = (event: Held) => {
    const { type, at, view, data, purpose, epoch } = event
    const decision = allowed(event) ? decide(purpose, choices) : 'drop'
    say(decision, type, data)
    if (decision === 'drop') return
    if (decision === 'hold' || opening) {
      held = [...held, event].slice(-limits.heldEvents)
      return
    }
    const json = JSON.stringify({ id: uuid(at), n: count, type, at, view, data })
    const bytes = new TextEncoder().encode(json).length
    if (bytes > limits.eventBytes) return say('too large', type)
    count++
    const lost = queue.add([{ json, bytes, purpose, epoch }])
    if (lost) say('full, dropped', lost)
    delivery.schedule()
  }
  const release = () => {
    const waited = held
    held = []
    waited.forEach(pass)
  }

  /** The page at an address, by its present title. That is an element where the page has one with this name. */
  const page = (url: string) => ({ url: clean(url, query), title: document.title.slice?.(0, 512) })
  const addView = (via: Via | 'call', data?: Data) => {
    view = name()
    const event = make('page.viewed', { ...page(location.href), referrer: clean(from, query), via, ...data })
    from = location.href
    return event
  }
  const open = (via: Via) => {
    if (via === 'restored') from = document.referrer
    opening = true
    const event = addView(via)
    pass(event)
    opening = event
  }
  const seen = () => {
    opening = undefined
    release()
  }
  const report = (url: string, at: number) => {
    from = url
    const event = opening as Held
    event.at = at
    event.data = { ...event.data, ...page(url) }
    seen()
  }

  const leave = () => {
    views?.settle()
    delivery.leave()
  }
  const hidden = () => {
    if (document.visibilityState === 'hidden') leave()
  }
  const start = () => {
    addEventListener('pagehide', leave)
    // At the window it comes last (Safari 14), after what the page itself reports when it is left.
    addEventListener('visibilitychange', hidden)
    if (pages) views = watchViews(open, report)
    else seen()
  }

  const methods: { [M in Method]: (...args: Parameters<Wend[M]>) => ReturnType<Wend[M]> } = {
    track(type, data) {
      pass(make(type.includes('.') ? type : `custom.${type.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`, data))
    },
    page(data) {
      pass(addView('call', data))
    },
    identify(given) {
      const event = make('identity.claimed')
      claiming = claiming
        .then(() => claim(given))
        .then((identifiers) => pass({ ...event, data: { identifiers } }))
        .catch(say)
    },
    consent(given, source) {
      for (const purpose in given) {
        const granted = given[purpose] === true
        if (!granted || choices[purpose] === false) epochs[purpose] = (epochs[purpose] ?? 0) + 1
        choices[purpose] = granted
      }
      delivery.prune()
      // Whatever a page gives for a source, the envelope stays one that the collector can read.
      if (granted().length)
        consented ??= {
          source: String(source || 'api')
            .replace(/[^\w.:/-]+/g, '_')
            .slice(0, 64),
          at: now,
        }
      else consented = undefined
      release()
    },
    flush() {
      views?.settle()
      return claiming.then(delivery.flush)
    },
    debug(on = true) {
      loud = on
    },
    stop() {
      leave()
      views?.stop()
      delivery.stop()
      removeEventListener('pagehide', leave)
      removeEventListener('visibilitychange', hidden)
      document.removeEventListener('prerenderingchange', start)
    },
  }
  const add = (call: Call): unknown => {
    try {
      const [method, args, at] = call
      now = at
      const said = reports.includes(method) ? args.map((arg) => arg && JSON.parse(JSON.stringify(arg))) : args
      return (methods[method] as (...args: unknown[]) => unknown)(...said)
    } catch (error) {
      say(call, error)
    }
  }

  if (pages) open('load')
  if ((document as { prerendering?: boolean }).prerendering)
    document.addEventListener('prerenderingchange', start, { once: true })
  else start()
  const entry =
    (method: Method) =>
    (...args: unknown[]) =>
      add([method, args, Date.now()])
  const entries = (Object.keys(methods) as Method[]).map((method) => [method, entry(method)])
  return { api: Object.freeze(Object.fromEntries(entries)), add }
}

/** Hashes what can be recognised as an identifier. Rejects, with the reason, when nothing can. */
async function claim(given: Identifiers): Promise<Data> {
  const claims: Record<string, string> = {}
  for (const kind of kinds) {
    const value = canonical(kind, given[kind])
    if (value) claims[kind] = await sha256(value)
  }
  if (!Object.keys(claims).length) throw 'no identifier'
  return claims
}
