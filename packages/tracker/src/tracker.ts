import type { Compiled } from '@wend/privacy/decide'
import { limits } from '@wend/protocol/limits'
import { askable } from '@wend/protocol/purposes'
import { clean } from './address.ts'
import type { Data, Options, Shown, Wend } from './api.ts'
import type { SignalAdapter } from './consent/adapter.ts'
import type { Call, Core, Made, Method, Methods, Piece } from './core.ts'
import { createDelivery } from './delivery.ts'
import { createGate } from './gate.ts'
import { name, uuid } from './ids.ts'
import { anonymously, type Item, type Kind, withdrawal } from './item.ts'
import type { Load } from './parts/part.ts'
import { createQueue, type Lost } from './queue.ts'
import { database, type Store } from './store.ts'
import { type Via, type Views, watchViews } from './views.ts'

/** Options made complete: what the collector puts into the script, and `init` into what it is given. */
export interface Settings extends Pick<Options, 'site' | 'endpoint'> {
  query: readonly string[]
  policy: Compiled
  pages?: boolean | undefined
  linger?: number | undefined
  region?: string | undefined
  signals?: readonly SignalAdapter[] | undefined
  /** Types of what the parts of capture report. */
  capture?: readonly string[] | undefined
  /** What is not for everybody. */
  pieces?: readonly Piece[] | undefined
}

/** How often a tab that is seen looks for what others left that died, and when it sends that, in milliseconds. */
const often = 3000
const soon = 1000
/** How long `flush` waits for other tabs at most. */
const patience = 10_000

/** As they are now: a page may put something else in their place. */
const { parse, stringify } = JSON

const fit = (pattern: RegExp, text: unknown) => pattern.exec(typeof text === 'string' ? text : '')?.[0]

interface Held extends Made {
  /** Once it has been passed on. */
  id?: string
  at: number
  view: string | undefined
  purpose: string
  /** It came without identity, and stays so. */
  anonymous: boolean
}

/** Starts a tracker in this page. `act` takes calls that were made in another way than through `api`, such as earlier. */
export function createTracker(
  settings: Settings,
  load: Load,
  store: Store = database(`wend/${settings.site}`),
): { api: Wend; act: (call: Call) => unknown } {
  const { site, endpoint, query, policy, pages = true, linger = 5000, pieces = [] } = settings
  const tab = name()
  const encoder = new TextEncoder()
  const gate = createGate(policy)
  const { epochs, answers } = gate
  const queue = createQueue(store, gate)
  /** Waits for consent, for its page to be seen or for a part, in order. */
  const held: Held[] = []
  const proof: Core['proof'] = {}
  let count = 0
  /** The page that events belong to now, and where the visitor to the next one comes from. */
  let view: string | undefined
  let from = document.referrer
  /** The view of a page that has just come up. What follows waits for it: it goes first, and it lacks its title. */
  let opening: Held | true | undefined = true
  let loud = false
  /** When the call under way was made. */
  let now = 0
  let views: Views | undefined
  const over = new AbortController()

  const say = (...message: unknown[]) => {
    if (loud) console.info('[wend]', ...message)
  }
  /** What goes wrong in this, at once or later, stays away from the page. */
  const quietly = async <T>(work: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      say(error)
    }
  }
  const envelope = (anonymous?: boolean, lost?: Lost, from = tab) =>
    stringify({
      v: 1,
      site,
      sent: Date.now(),
      ...(!anonymous && { tab: from }),
      consent: gate.claim(anonymous, proof),
      lost,
    })
  const delivery = createDelivery({
    endpoint,
    queue,
    lock: `wend/${site}`,
    wrap(batch) {
      const [{ kind, tab }] = batch as [Item]
      const events = batch.map(({ json }) => json).join()
      return kind === withdrawal
        ? events
        : `${envelope(kind === anonymously, batch.lost, tab).slice(0, -1)},"events":[${events}]}`
    },
    replied(answer) {
      proof.receipt = /"receipt":"([^"]+)/.exec(answer)?.[1] ?? proof.receipt
      follow()
      if (/consent_withdrawn/.test(answer)) deny(askable, true)
    },
    gather: () => (loud ? 50 : linger),
    say,
    quietly,
  })

  const toItem = (id: string, json: string, kind: Kind, tab: string, at: number, purpose: string): Item => ({
    id,
    json,
    kind,
    tab,
    at,
    purpose,
    bytes: encoder.encode(json).length,
    epoch: gate.epochOf(purpose, kind),
    state: 0,
  })
  const make = (type: string, data?: Data): Held => {
    const { purpose } = gate.decide(type)
    // What was said then, whatever the page does with its objects later.
    const said = parse(stringify(data ?? {}))
    return { type, data: said, at: now, view, purpose, epoch: epochs[purpose], anonymous: false }
  }
  const pass = (event: Held, leaving?: boolean) => {
    try {
      const { type, at, view, purpose } = event
      const verb = event.epoch === epochs[purpose] ? gate.decide(type).verb : 'drop'
      event.anonymous ||= verb === 'anonymous'
      say(verb, type)
      if (verb === 'drop') return
      if (verb === 'hold' || opening || (core.busy && !leaving) || core.lacks?.(event, leaving)) {
        if (held.push(event) > limits.heldEvents && held[0] !== event) held.shift()
        return
      }
      const { data, anonymous } = event
      // The same, if it was cut off here before.
      event.id ??= uuid(at)
      const { id } = event
      const json = stringify({ id, type, at, data, ...(!anonymous && { n: count, view }) })
      const item = toItem(id, json, +anonymous as Kind, tab, at, purpose)
      if (item.bytes > limits.eventBytes) throw 'large'
      if (!anonymous) count++
      queue.enter(item)
      delivery.schedule()
    } catch (error) {
      // Too large, or the page has broken what we need for it.
      queue.lose('large')
      say(error)
    }
  }
  /** Each is held until it is passed on: of a tab that is closed Firefox may cut off what runs (see `end`). */
  const release = (leaving?: boolean) => {
    for (let count = held.length; count--; held.shift()) pass(held[0] as Held, leaving)
  }

  const withdraw = (told?: boolean) => {
    const at = Date.now()
    const id = ` ${uuid(at)}`
    delivery.withdraw(told ? undefined : toItem(id, envelope(), withdrawal, id, at, ''))
    proof.receipt = undefined
    // Who has told us has cleared the store.
    queue.save(!told)
  }
  /** Looks for what tabs that died have left. */
  const look = async () => {
    if (await queue.others()) setTimeout(delivery.flush, soon)
  }
  const follow = (told?: boolean, refused: readonly string[] = []) => {
    const lost = gate.look()
    delivery.prune()
    if (lost[0]) withdraw(told)
    // Who says no from the start may have said yes on the page before.
    else quietly(answers[policy.visitor] === false ? async () => (await queue.left()) && withdraw() : look)
    const denied = [...lost, ...refused]
    if (told === undefined && denied[0]) channel?.postMessage([!!lost[0], ...denied])
    release()
    for (const changed of core.changed) changed()
  }
  /** Takes what was said of some purposes: yes to those that are granted, no to all others. */
  const choose = (
    said: readonly string[],
    granted: { readonly [purpose: string]: unknown },
    told?: boolean,
    source?: unknown,
    shown?: Shown,
  ) => {
    const says: Partial<Record<string, boolean>> = { ...gate.choice?.says }
    for (const purpose of askable) if (said.includes(purpose)) says[purpose] = granted[purpose] === true
    // Whatever a page gives, the envelope stays one that can be read.
    gate.choice = {
      says,
      at: now,
      source: fit(/^[\w.:/-]{1,64}$/, source) ?? 'api',
      text: fit(/^[\da-f]{64}$/, shown?.text),
      language: fit(/^[\w-]{1,35}$/, shown?.language),
    }
    follow(
      told,
      said.filter((purpose) => !says[purpose]),
    )
  }
  /** Takes a no that was said elsewhere. `told`: the collector knows of it. */
  const deny = (purposes: readonly string[], told: boolean) => {
    now = Date.now()
    choose(purposes, {}, told, 'withdrawn')
  }
  /**
   * Hears of every no from the other pages of this origin. Whoever else may speak here can only say no. Between `pagehide` and
   * `pageshow` it is closed: some browsers keep no page with an open one in the back/forward cache. What a page there does not
   * hear, the collector's next answer says, or the memory of the decision.
   */
  let channel: BroadcastChannel | undefined
  const listen = () => {
    // Not in Safari before 15.4, nor where the page has no storage.
    quietly(() => {
      channel = new BroadcastChannel(`wend/${site}`)
      channel.onmessage = ({ data }) => {
        const [told, ...purposes] = `${data}`.split(',')
        deny(purposes, told === 'true')
      }
    })
  }

  /** The page at an address, by its present title. That is an element where the page has one with this name. */
  const page = (url: string) => ({ url: clean(url, query), title: document.title.slice?.(0, 512) })
  const addView = (via: Via | 'call', data?: Data) => {
    core.gathered?.(true)
    const event = make('page.viewed', { ...page(location.href), referrer: clean(from, query), via, ...data })
    event.view = view = name()
    from = location.href
    core.told?.(event.type, event.data)
    return event
  }
  const open = (via: Via) => {
    now = Date.now()
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
  const report = (url: string) => {
    from = url
    const event = opening as Held | undefined
    // Cut off after it was told, it is told again (see `end`).
    if (event) event.data = { ...event.data, ...page(url) }
    seen()
  }

  const leave = (end: boolean) => {
    views?.settle()
    core.gathered?.(end)
    release(true)
    delivery.leave(end)
  }
  const rest = () => {
    channel?.close()
    channel = undefined
    quietly(() => queue.leave().then(store.detach))
  }
  /** Of a tab that is closed Firefox may cut off what runs, and no `catch` hears of it: the next event does it over. */
  let cut = false
  const end = () => {
    cut = true
    try {
      leave(true)
    } finally {
      // Whatever fails, but not where it is cut off.
      rest()
      cut = false
    }
  }
  const hear = (type: string, heard: (event: PageTransitionEvent) => unknown): void =>
    addEventListener(type, (event) => quietly(() => heard(event as PageTransitionEvent)), over)
  const start = () => {
    hear('pagehide', end)
    hear('pageshow', ({ persisted }) => {
      if (!persisted) return
      listen()
      views?.open('restored')
    })
    hear('online', delivery.online)
    // At the window it comes last (Safari 14), after what the page itself reports when it is left.
    hear('visibilitychange', () => (cut ? end() : document.hidden ? leave(false) : look()))
    if (!pages) return seen()
    const event = opening as Held
    // A page that was prerendered is seen from now on.
    event.at = Date.now()
    views = watchViews(open, report, over, core.hookHistory)
  }

  const methods: Methods = {
    track(type, data) {
      core.report(
        type.includes('.') ? type : `custom.${type.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`,
        data,
        view,
        now,
      )
    },
    page(data) {
      pass(addView('call', data))
    },
    identify(given) {
      pass({ ...make('identity.claimed', given as Data), raw: true })
    },
    consent(given, source, shown) {
      choose(Object.keys(given), given, undefined, source, shown)
    },
    chat() {},
    on: () => () => {},
    preferences() {},
    flush: () =>
      quietly(async () => {
        views?.settle()
        while (core.busy) await core.busy
        // Another tab may have its turn for long.
        await Promise.race([delivery.flush(), new Promise((resolve) => setTimeout(resolve, patience))])
      }),
    debug(on = true) {
      loud = on
    },
    stop() {
      leave(false)
      over.abort()
      clearInterval(watch)
      for (const stop of stops) stop?.()
      delivery.stop()
      rest()
    },
  }
  const act = (call: Call): unknown => {
    try {
      const [method, args, at] = call
      now = at
      return (methods[method] as (...args: unknown[]) => unknown).apply(undefined, args)
    } catch (error) {
      say(error)
    }
  }

  const core: Core = {
    ...settings,
    gate,
    load,
    methods,
    proof,
    changed: [],
    act,
    follow,
    release,
    view: () => view as string,
    report(type, data, of = view, at = Date.now(), ready) {
      now = at
      const event = { ...make(type, data), view: of, ready }
      pass(event)
      core.told?.(type, event.data)
    },
  }
  listen()
  const watch = setInterval(() => document.hidden || quietly(look), often)
  const stops = pieces.map((piece) => piece(core))
  follow(true)
  if (pages) open('load')
  if ((document as { prerendering?: boolean }).prerendering)
    document.addEventListener('prerenderingchange', start, over)
  else start()
  const api = {} as Record<Method, (...args: unknown[]) => unknown>
  for (const method in methods) api[method as Method] = (...args) => act([method as Method, args, Date.now()])
  return { api: api as unknown as Wend, act }
}
