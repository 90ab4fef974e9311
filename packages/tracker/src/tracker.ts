import { decide } from '@wend/privacy/consent'
import { canonical, kinds } from '@wend/privacy/identifiers'
import { limits } from '@wend/protocol/limits'
import { campaignKeys, clean } from './address.ts'
import type { Data, Identifiers, Options, Wend } from './api.ts'
import { createDelivery } from './delivery.ts'
import { name, sha256, uuid } from './ids.ts'
import { memoryQueue } from './queue.ts'
import { type View, watchViews } from './views.ts'

/** What a tracker does unless it is told otherwise. */
export const defaults = {
  query: campaignKeys,
  purposes: { ad: 'marketing', email: 'marketing', social: 'marketing' },
  pages: true,
  linger: 5000,
} as const satisfies Partial<Options>

type Purpose = Parameters<typeof decide>[0]
type Method = keyof Wend
/** A call that was made before the tracker could take it: method, arguments, time. */
export type Call = [method: Method, args: unknown[], at: number]

/** Calls that report something about the page. */
const waits: readonly Method[] = ['track', 'page', 'identify']

interface Held {
  type: string
  data: Data
  at: number
  view: string | undefined
  purpose: Purpose
}

/** Starts a tracker in this page, first making the calls that waited for it. `add` takes late ones of the same kind. */
export function createTracker(
  options: Options,
  waiting: readonly Call[] = [],
): { api: Wend; add: (call: Call) => void } {
  const settings = { ...defaults, ...options }
  const purposes: Record<string, string | undefined> = settings.purposes
  const tab = name()
  const queue = memoryQueue()
  const choices: Partial<Record<Purpose, boolean>> = {}
  let consented: { source: string; at: number } | undefined
  let held: Held[] = []
  let count = 0
  let view: string | undefined
  let loud = false
  let stopped = false
  /** When the call under way was made. */
  let now = 0

  const say = (...message: unknown[]) => {
    if (loud) console.info('[wend]', ...message)
  }
  const wrap = (events: string) =>
    `${JSON.stringify({
      v: 1,
      site: settings.site,
      sent: Date.now(),
      tab,
      consent: { granted: Object.keys(choices).filter((purpose) => choices[purpose as Purpose]), ...consented },
    }).slice(0, -1)},"events":[${events}]}`
  const delivery = createDelivery({
    url: `${settings.endpoint}/e`,
    queue,
    wrap,
    linger: () => (loud ? 50 : settings.linger),
    say,
  })

  const enqueue = (event: Held) => {
    const { type, at, view, data, purpose } = event
    const decision = decide(purpose, choices)
    say(decision, type, data)
    if (decision === 'hold') held = [...held, event].slice(-limits.heldEvents)
    if (decision !== 'keep') return
    const json = JSON.stringify({ id: uuid(at), n: count, type, at, view, data })
    const bytes = new TextEncoder().encode(json).length
    if (bytes > limits.eventBytes) return say('too large', type)
    count++
    const lost = queue.add([{ json, bytes, purpose }])
    if (lost) say('full, dropped', lost)
    delivery.schedule()
  }
  const add = (type: string, data: Data = {}, at = now) =>
    enqueue({
      type,
      data,
      at,
      view,
      purpose: (purposes[type] ?? purposes[type.replace(/\..*/, '')] ?? 'analytics') as Purpose,
    })

  const addView = ({ url, referrer, via, at }: View, data?: Data) => {
    view = name()
    add(
      'page.viewed',
      {
        url: clean(url, settings.query),
        title: document.title.slice(0, 512),
        referrer: referrer ? clean(referrer, settings.query) : undefined,
        via,
        ...data,
      },
      at,
    )
  }

  const methods: { [M in Method]: (...args: Parameters<Wend[M]>) => ReturnType<Wend[M]> } = {
    track(type, data) {
      add(type.includes('.') ? type : `custom.${type.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`, data)
    },
    page(data) {
      addView({ url: location.href, referrer: document.referrer, via: 'call' as 'load', at: now }, data)
    },
    identify(given) {
      const at = now
      void claim(given).then((identifiers) => add('identity.claimed', { identifiers }, at), say)
    },
    consent(given, source = 'api') {
      for (const purpose in given) choices[purpose as Purpose] = given[purpose] === true
      if (Object.values(choices).includes(true)) consented ??= { source, at: now }
      else consented = undefined
      if (Object.values(given).some((choice) => choice !== true)) {
        delivery.forget()
        queue.keep(({ purpose }) => decide(purpose as Purpose, choices) === 'keep')
      }
      const waited = held
      held = []
      waited.forEach(enqueue)
    },
    flush() {
      views?.settle()
      return delivery.flush()
    },
    debug(on = true) {
      loud = on
    },
    stop() {
      leave()
      stopped = true
      views?.stop()
      delivery.stop()
      removeEventListener('pagehide', leave)
      removeEventListener('visibilitychange', hidden, true)
    },
  }

  let views: ReturnType<typeof watchViews> | undefined
  const leave = () => {
    views?.settle()
    void delivery.flush(true)
  }
  const hidden = () => {
    if (document.visibilityState === 'hidden') leave()
  }

  const make = ([method, args, at]: Call): unknown => {
    if (stopped) return
    now = at
    try {
      return (methods[method] as (...args: unknown[]) => unknown)(...args)
    } catch (error) {
      say(method, error)
    }
  }

  // Events wait while nobody has seen their page: until a prerendered page is shown, and while a page that has just come
  // up still gets its title. So the view always goes first.
  let late: Call[] | undefined = []
  const take = (call: Call): unknown => {
    if (!late || !waits.includes(call[0])) return make(call)
    if (late.push(call) > limits.heldEvents) late.shift()
  }
  const release = () => {
    const calls = late ?? []
    late = undefined
    calls.forEach(make)
  }
  const start = () => {
    if (stopped) return
    try {
      addEventListener('pagehide', leave)
      addEventListener('visibilitychange', hidden, true)
      if (settings.pages)
        views = watchViews(
          () => {
            late ??= []
          },
          (view) => {
            addView(view)
            release()
          },
        )
      else release()
    } catch (error) {
      say(error)
    }
  }
  const entry =
    <M extends Method>(method: M) =>
    (...args: unknown[]) => {
      try {
        // What is reported is what was said at the time, whatever the page does with its objects later.
        const said = waits.includes(method) ? JSON.parse(JSON.stringify(args)) : args
        return take([method, said, Date.now()]) as ReturnType<Wend[M]>
      } catch (error) {
        say(method, error)
      }
    }

  const api = Object.freeze(
    Object.fromEntries((Object.keys(methods) as Method[]).map((method) => [method, entry(method)])),
  ) as unknown as Wend
  if ((document as { prerendering?: boolean }).prerendering)
    document.addEventListener('prerenderingchange', start, { once: true })
  else start()
  waiting.forEach(take)
  return { api, add: (call) => void take(call) }
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
