import { limits as wire } from '@wend/protocol'
import type { Context, MiddlewareHandler } from 'hono'
import { showsToken } from '../config/secrets.ts'
import type { Bindings } from '../http/handler.ts'
import { Refused } from '../http/refused.ts'
import type { Sender } from '../http/sender.ts'
import type { Sites } from '../site.ts'
import { clientAddress, inNetworks, networkOf } from './address.ts'
import { createAdmission } from './admission.ts'
import { createBuckets } from './buckets.ts'
import { createHold } from './hold.ts'
import { siteIn } from './peek.ts'
import { createTurns } from './turns.ts'

export interface LimitSettings {
  /** Requests a second that an address may make, and how many at once. */
  perAddress: number
  burst: number
  /** Events a second that a site may send; undefined where it has no budget. */
  eventsPerSecond?: number | undefined
  /** Requests with events that are worked on at once. */
  inFlight: number
  /** Networks of our own proxies. */
  proxies: readonly string[]
}

export interface Limits {
  /** Refuses by address, by budget and under overload before anything of a body is read. */
  arrive: MiddlewareHandler<Bindings>
  /**
   * Works on a request whose body is there, as far as there is room; refuses it before the body is inflated or parsed.
   * Where there is no body, the name of its site stands for it.
   */
  work<Result>(c: Context<Bindings>, about: Buffer | string, work: () => Promise<Result>): Promise<Result>
  /** Takes the events of a batch from the budget of its site, once both are known. */
  spend(site: string, events: number, sender: Pick<Sender, 'origin' | 'trusted'>): void
  /** Requests that are being worked on. */
  readonly inFlight: number
  stop(): void
}

/** Decisions are a group of their own: nobody's withdrawal waits because their site is busy. Behind a space, as no site is named. */
export const decisions = ' decisions'

/** A backend with the token may do so many times what an address may. */
const trust = 20

/**
 * How much is taken from whom. Addresses are held in memory only, as long as the bucket of one is among the last 100,000;
 * they are never written or counted.
 */
export function createLimits(
  settings: LimitSettings,
  { sites, token, random = Math.random }: { sites: Sites; token: string; random?: () => number },
): Limits {
  const { perAddress, burst, eventsPerSecond, inFlight, proxies } = settings
  const isProxy = inNetworks(proxies)
  const addresses = createBuckets({ perSecond: perAddress, burst })
  const backends = createBuckets({ perSecond: perAddress * trust, burst: burst * trust })
  // Any batch fits into a full bucket.
  const budgets =
    eventsPerSecond &&
    createBuckets({ perSecond: eventsPerSecond, burst: Math.max(wire.batchEvents, eventsPerSecond * 2) })
  const admission = createAdmission({ most: inFlight })
  const turns = createTurns()
  const hold = createHold()

  /** Seconds that are not the same for everybody, so that they do not all come back at once. */
  const later = (seconds: number): number => {
    const least = Math.min(60, Math.max(1, Math.ceil(seconds)))
    return least + Math.floor(random() * (least + 1))
  }
  const refuse = async (refused: Refused): Promise<never> => {
    await hold.wait()
    throw refused
  }
  const tooMany = (sentence: string, seconds: number) =>
    new Refused('too_many_requests', sentence, { retryAfter: later(seconds) })
  const overBudget = (seconds: number) =>
    tooMany('This site has sent more events than its budget. Send the same again after Retry-After.', seconds)
  const full = (code: 'too_many_requests' | 'overloaded') =>
    code === 'overloaded'
      ? new Refused('overloaded', 'Too much is under way here. Send the same again after Retry-After.', {
          retryAfter: later(1),
        })
      : tooMany('This site asks for more than its part of a busy collector. Send the same again after Retry-After.', 1)

  /** The one site that a page's origin belongs to, from what was seen before or is found now. */
  const seen = new Map<string, string | undefined>()
  const siteOf = (origin: string | undefined): string | undefined => {
    if (origin === undefined || origin.length > 300) return undefined
    if (seen.has(origin)) return seen.get(origin)
    const [site, ...more] = [...sites.values()].filter((site) => site.allows(origin))
    const name = more.length ? undefined : site?.name
    if (seen.size >= 1000) seen.clear()
    seen.set(origin, name)
    return name
  }
  const siteNamedIn = (body: Buffer): string => {
    const name = siteIn(body)
    return name !== undefined && sites.has(name) ? name : ''
  }
  const isTrusted = ({ authorization }: { authorization?: string | undefined }): boolean =>
    authorization !== undefined && showsToken(authorization, token)

  return {
    async arrive(c, next) {
      const { headers, socket } = c.env.incoming
      const trusted = isTrusted(headers)
      if (trusted) {
        const wait = backends.take('token')
        if (wait > 0) await refuse(tooMany('Too many requests show this token. Send fewer, larger batches.', wait))
      } else {
        const forwarded = headers['x-forwarded-for']?.toString()
        const address = clientAddress(socket.remoteAddress, forwarded, isProxy)
        const wait = address === undefined ? 0 : addresses.take(networkOf(address))
        if (wait > 0)
          await refuse(tooMany('Too many requests come from this address. Send fewer, larger batches.', wait))
      }
      if (c.req.method === 'POST' && c.req.path.endsWith('/e')) {
        const site = siteOf(headers.origin)
        const wait = !trusted && budgets && site !== undefined ? budgets.lacks(site) : 0
        if (wait > 0) await refuse(overBudget(wait))
        const code = site === undefined ? undefined : admission.refusal(site)
        if (code) await refuse(full(code))
      }
      return next()
    },
    async work(c, about, work) {
      const { headers } = c.env.incoming
      const group = typeof about === 'string' ? about : (siteOf(headers.origin) ?? siteNamedIn(about))
      // What was read is not kept waiting: it would be kept in memory.
      if (budgets && sites.has(group) && !isTrusted(headers)) {
        const wait = budgets.lacks(group)
        if (wait > 0) throw overBudget(wait)
      }
      const code = admission.refusal(group)
      if (code && about.length > wire.requestBytes) throw full(code)
      if (code) await refuse(full(code))
      const leave = admission.enter(group)
      try {
        const turn = turns.take(group, about.length)
        if (turn) await turn
        return await work()
      } finally {
        leave()
      }
    },
    spend(site, events, { trusted, origin }) {
      const known = sites.get(site)
      if (!budgets || !known || trusted || (origin !== undefined && !known.allows(origin))) return
      const wait = budgets.take(site, events)
      if (wait > 0) throw overBudget(wait)
    },
    get inFlight() {
      return admission.inFlight
    },
    stop: hold.stop,
  }
}
