import type { Compiled } from '@wend/privacy/decide'
import { limits } from '@wend/protocol/limits'
import { clean } from './address.ts'
import type { Data, Options, Shown, Wend } from './api.ts'
import type { SignalAdapter } from './consent/adapter.ts'
import type { Core, Made, Piece } from './core.ts'
import { createDelivery } from './delivery.ts'
import { askable, createGate } from './gate.ts'
import { name, uuid } from './ids.ts'
import type { Load } from './parts/part.ts'
import { anonymously, type Item, type Kind, known, memoryQueue, withdrawal } from './queue.ts'
import { type Stop, type Via, watchViews } from './views.ts'

/** Options made complete: what the collector puts into the script, and `init` into what it is given. */
export interface Settings extends Pick<Options, 'site' | 'endpoint'> {
  query: readonly string[]
  policy: Compiled
  pages?: boolean | undefined
  linger?: number | undefined
  region?: string | undefined
  signals?: readonly SignalAdapter[] | undefined
  /** What is not for everybody. */
  pieces?: readonly Piece[] | undefined
}

type Method = keyof Wend
/** A call of the page: method, arguments, time. */
export type Call = [method: Method, args: unknown[], at: number]

interface Held extends Made {
  at: number
  view: string | undefined
  purpose: string
  /** It came without identity, and stays so. */
  anonymous: boolean
}

/** Starts a tracker in this page. `add` takes calls that were made in another way than through `api`, such as earlier. */
export function createTracker(settings: Settings, load: Load): { api: Wend; add: (call: Call) => unknown } {
  const { site, endpoint, query, policy, pages = true, linger = 5000 } = settings
  const tab = name()
  const queue = memoryQueue()
  const gate = createGate(policy, settings.region)
  const { epochs } = gate
  /** Waits for consent, for its page to be seen or for a part, in order. */
  let held: Held[] = []
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
  let settleView: Stop | undefined
  const over = new AbortController()

  const say = (...message: unknown[]) => {
    if (loud) console.info('[wend]', ...message)
  }
  /** The envelope, whose last field is open. */
  const envelope = (anonymous?: boolean) =>
    JSON.stringify({
      v: 1,
      site,
      sent: Date.now(),
      ...(!anonymous && { tab }),
      consent: gate.claim(anonymous, proof),
    })
  const allowed = (item: Item) => {
    // Whoever may no longer be recognised stays in it as nobody. A claim to be somebody is nothing then.
    if (item.kind === known && item.who !== epochs[policy.visitor]) {
      if (!item.cut) return false
      item.json = `${item.json.slice(0, item.cut)}}`
      item.kind = anonymously
    }
    return item.epoch === epochs[item.purpose as string]
  }
  const delivery = createDelivery({
    endpoint,
    queue,
    wrap: (events, kind) =>
      kind === withdrawal ? events : `${envelope(kind === anonymously).slice(0, -1)},"events":[${events}]}`,
    allowed,
    heard(answer) {
      proof.receipt = /"receipt":"([^"]+)/.exec(answer)?.[1] ?? proof.receipt
      follow()
      if (/consent_withdrawn/.test(answer)) deny(askable, true)
    },
    linger: () => (loud ? 50 : linger),
    say,
  })

  const make = (type: string, data?: Data): Held => {
    const { purpose } = gate.decide(type)
    // What was said then, whatever the page does with its objects later.
    const said = JSON.parse(JSON.stringify(data ?? {}))
    return { type, data: said, at: now, view, purpose, epoch: epochs[purpose], anonymous: false }
  }
  const pass = (event: Held, leaving?: boolean) => {
    const { type, at, view, purpose, epoch } = event
    const verb = epoch === epochs[purpose] ? gate.decide(type).verb : 'drop'
    event.anonymous ||= verb === 'anonymous'
    say(verb, type)
    if (verb === 'drop') return
    if (verb === 'hold' || opening || (core.busy && !leaving) || core.lacks?.(event, leaving)) {
      held = [...held, event].slice(-limits.heldEvents)
      return
    }
    const { data, anonymous } = event
    let json = JSON.stringify({ id: uuid(at), type, at, data })
    const cut = /^identity\./.test(type) ? 0 : json.length - 1
    if (!anonymous) json = json.slice(0, -1) + JSON.stringify({ n: count, view }).replace('{', ',')
    const bytes = new TextEncoder().encode(json).length
    if (bytes > limits.eventBytes) return say('too large', type)
    if (!anonymous) count++
    queue.add([{ json, bytes, kind: +anonymous as Kind, purpose, epoch, who: epochs[policy.visitor], cut }])
    delivery.schedule()
  }
  const release = (leaving?: boolean) => {
    const waited = held
    held = []
    for (const event of waited) pass(event, leaving)
  }

  const follow: Core['follow'] = (told) => {
    const lost = gate.look()
    delivery.prune()
    if (lost[0]) {
      delivery.withdraw(told ? '' : envelope())
      proof.receipt = undefined
    }
    release()
    for (const changed of core.changed) changed(lost, told)
  }
  const choose = (
    given: { readonly [purpose: string]: unknown },
    told: boolean | undefined,
    source?: unknown,
    shown?: Shown,
  ) => {
    const says = { ...gate.choice?.says }
    for (const purpose of askable) if (purpose in given) says[purpose] = given[purpose] === true
    gate.choice = { says, at: now, ...core.words?.(source, shown) }
    follow(told)
  }

  const deny: Core['deny'] = (purposes, told) => {
    now = Date.now()
    choose(Object.fromEntries(purposes.map((purpose) => [purpose, false])), told, 'withdrawn')
  }

  /** The page at an address, by its present title. That is an element where the page has one with this name. */
  const page = (url: string) => ({ url: clean(url, query), title: document.title.slice?.(0, 512) })
  const addView = (via: Via | 'call', data?: Data) => {
    const event = make('page.viewed', { ...page(location.href), referrer: clean(from, query), via, ...data })
    event.view = view = name()
    from = location.href
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
  const report = (url: string, at: number) => {
    from = url
    const event = opening as Held
    event.at = at
    event.data = { ...event.data, ...page(url) }
    seen()
  }

  const leave = () => {
    settleView?.()
    release(true)
    delivery.leave()
  }
  const hidden = () => {
    if (document.hidden) leave()
  }
  const start = () => {
    addEventListener('pagehide', leave, over)
    // At the window it comes last (Safari 14), after what the page itself reports when it is left.
    addEventListener('visibilitychange', hidden, over)
    if (pages) settleView = watchViews(open, report, over, core.hookHistory)
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
      pass({ ...make('identity.claimed', given as Data), raw: true })
    },
    consent(given, source, shown) {
      choose(given, false, source, shown)
    },
    preferences() {
      core.preferences?.()
    },
    async flush() {
      settleView?.()
      while (core.busy) await core.busy
      await delivery.flush()
    },
    debug(on = true) {
      loud = on
    },
    stop() {
      leave()
      over.abort()
      for (const stop of stops ?? []) stop?.()
      delivery.stop()
    },
  }
  const add = (call: Call): unknown => {
    try {
      const [method, args, at] = call
      now = at
      return (methods[method] as (...args: unknown[]) => unknown).apply(undefined, args)
    } catch (error) {
      say(call, error)
    }
  }

  const core: Core = {
    ...settings,
    gate,
    load,
    proof,
    changed: [],
    add,
    follow,
    deny,
    release,
  }
  const stops = settings.pieces?.map((piece) => piece(core))
  follow(true)
  if (pages) open('load')
  if ((document as { prerendering?: boolean }).prerendering)
    document.addEventListener('prerenderingchange', start, over)
  else start()
  const api = {} as Record<Method, (...args: unknown[]) => unknown>
  for (const method in methods) api[method as Method] = (...args) => add([method as Method, args, Date.now()])
  return { api: Object.freeze(api) as unknown as Wend, add }
}
