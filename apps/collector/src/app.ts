import { eventsJsonSchema, openApi } from '@wend/protocol'
import { Hono } from 'hono'
import { showsToken } from './config/secrets.ts'
import { roomy } from './data/space.ts'
import { crossOrigin } from './http/cors.ts'
import { answerError } from './http/errors.ts'
import type { Bindings, Handler } from './http/handler.ts'
import { Refused } from './http/refused.ts'
import { createMetrics } from './metrics.ts'
import type { Deps, Parts } from './parts.ts'
import { ingest } from './pipeline/index.ts'
import { measureQuality } from './quality/metrics.ts'
import { consent } from './routes/consent.ts'
import { consoleFiles } from './routes/console.ts'
import { events } from './routes/events.ts'
import { discardFailed, failedEvents, oneFailed, replayFailed } from './routes/failed.ts'
import { knownFamilies } from './routes/families.ts'
import { feed } from './routes/feed.ts'
import { link } from './routes/link.ts'
import { liveReports } from './routes/live.ts'
import { erasePerson, exportPerson, touchesOfPerson } from './routes/people.ts'
import { pixel } from './routes/pixel.ts'
import { globalPrivacyControl, policy } from './routes/policy.ts'
import { quality } from './routes/quality.ts'
import { part, script, scriptMap } from './routes/script.ts'
import { siteFor } from './routes/site.ts'
import { you } from './routes/you.ts'
import type { Site } from './site.ts'
import { partNames, snippet } from './tracker.ts'

/** The collector as one Hono app. It reads nothing from its surroundings but what it is handed. */
export function createApp(deps: Deps): Hono<Bindings> {
  const { prefix, sites, log, ledger, people, ended, live, failed, token, logger } = deps
  const { clock = Date.now, stopping = new AbortController().signal, draining = stopping, space = roomy } = deps
  const metrics = createMetrics(log, space)
  measureQuality(metrics.registry, deps.quality, clock)
  const dead: Parts['dead'] = (site, subject) => people.blocked(site, subject) || ended.has(site, subject)
  const accept: Parts['accept'] = async (envelope, bytes, sender) => {
    const start = performance.now()
    const site = sites.has(envelope.site) ? envelope.site : ''
    const count = envelope.events.length
    metrics.received(site, count)
    const taken = async () => {
      deps.limits.spend(envelope.site, count, sender)
      return ingest(envelope, bytes, sender, { sites, log, ledger, dead, clock })
    }
    const appended = await taken().catch((error: unknown) => {
      metrics.turnedAway(site, count, error)
      throw error
    })
    // At once: what is in the log and not counted must never be older than what is.
    deps.quality.observe(appended)
    metrics.answered(appended, (performance.now() - start) / 1000)
    // After the consent that they rest on, and only where the batch was not refused as a whole: then it comes again.
    if (appended.others.length) metrics.failed(site, await failed.keep(appended))
    live.tell(appended)
    return appended
  }
  const parts: Parts = { ...deps, clock, stopping, draining, space, dead, accept }

  const app = new Hono<Bindings>()
  app.onError((error, c) => answerError(error, c, logger, metrics))
  app.notFound((c) =>
    answerError(
      new Refused('not_found', 'Nothing is found at this address. The addresses are listed in /api/openapi.json.'),
      c,
      logger,
      metrics,
    ),
  )

  app.use(`${prefix}/*`, crossOrigin(sites))
  app.use(`${prefix}/*`, deps.limits.arrive)
  app.use('/api/*', async (c, next) => {
    c.header('X-Content-Type-Options', 'nosniff')
    await next()
  })
  const signedIn =
    (handler: Handler): Handler =>
    (c) => {
      if (!showsToken(c.req.header('authorization'), token))
        throw new Refused('unauthorized', 'Send the token of the data folder: “Authorization: Bearer …”.')
      return handler(c)
    }

  /** Refused before the body is read: a full disk is no time to hold bodies in memory. */
  const withRoom =
    (handler: Handler): Handler =>
    (c) => {
      space.need()
      return handler(c)
    }

  // Anybody may ask for them, and to work them out takes long.
  const described = once(() => openApi(prefix, partNames))
  const schemas = new Map([...sites.values()].map((site) => [site, once(() => eventsJsonSchema(site.taxonomy))]))
  const schemaOf = (site: Site) => schemas.get(site)?.() ?? {}

  const yours = you(parts)
  const writable: Record<string, Handler> = {
    [`${prefix}/e`]: withRoom(events(parts)),
    [`${prefix}/c`]: consent(parts),
    [`${prefix}/l`]: link(parts, metrics.linked),
    ...under(`${prefix}/you`, yours.post),
    '/api/failed/replay': signedIn(withRoom(replayFailed(parts, metrics.replayed))),
    '/api/failed/discard': signedIn(discardFailed(parts)),
    '/api/people/erase': signedIn(erasePerson(parts)),
    '/api/people/export': signedIn(exportPerson(parts)),
    '/api/people/touches': signedIn(touchesOfPerson(parts)),
  }
  const readable: Record<string, Handler> = {
    [`${prefix}/w.js`]: script(parts),
    [`${prefix}/w.js.map`]: scriptMap(parts),
    ...Object.fromEntries(partNames.map((name) => [`${prefix}/${name}.js`, part(parts, name)])),
    [`${prefix}/p.gif`]: withRoom(pixel(parts)),
    ...under(`${prefix}/you`, yours.get),
    '/api/events': signedIn(feed(parts)),
    '/api/live': signedIn(liveReports(parts)),
    '/api/failed': signedIn(failedEvents(parts)),
    // A parameter in its place would cost every route the faster router.
    '/api/failed/*': signedIn(oneFailed(parts)),
    '/api/quality': signedIn(quality(parts)),
    '/api/sites': signedIn((c) =>
      c.json({
        sites: [...sites.values()].map((site) => ({
          site: site.name,
          origins: site.origins,
          snippet: snippet(deps.tracker, site, deps.publicUrl() + prefix),
        })),
      }),
    ),
    '/api/families': signedIn(knownFamilies(parts)),
    '/api/policy': signedIn(policy(parts)),
    '/.well-known/gpc.json': globalPrivacyControl,
    '/api/openapi.json': (c) => c.json(described()),
    '/api/schema.json': (c) => c.json(schemaOf(siteFor(c, sites))),
    '/healthz': (c) => c.json({ status: 'alive' }),
    '/readyz': async (c) => {
      if (draining.aborted)
        throw new Refused('stopping', 'This collector is about to stop. Send to another, or here again in a moment.')
      space.need()
      await log.bounds()
      return c.json({ status: 'ready' })
    },
    '/metrics': async (c) =>
      c.body(await metrics.registry.metrics(), 200, { 'Content-Type': metrics.registry.contentType }),
  }
  for (const [path, handler] of Object.entries(readable)) app.get(path, handler)
  for (const [path, handler] of Object.entries(writable)) app.post(path, handler)
  for (const path of new Set([...Object.keys(writable), ...Object.keys(readable)]))
    app.all(path, (c) => {
      const methods = [...(path in readable ? ['GET', 'HEAD'] : []), ...(path in writable ? ['POST', 'OPTIONS'] : [])]
      c.header('Allow', methods.join(', '))
      throw new Refused('method_not_allowed', 'This address does not answer this method. See /api/openapi.json.')
    })

  app.get('/', (c) => c.redirect('/console/'))
  app.get('/console', (c) => c.redirect('/console/'))
  app.get('/console/*', consoleFiles(deps.console))
  return app
}

/** Works something out the first time that it is asked for. */
function once<T>(work: () => T): () => T {
  let result: { of: T } | undefined
  return () => {
    result ??= { of: work() }
    return result.of
  }
}

/** Handlers of the parts of a page, by their whole address. */
const under = (path: string, parts: Readonly<Record<string, Handler>>): Record<string, Handler> =>
  Object.fromEntries(Object.entries(parts).map(([part, handler]) => [path + part, handler]))
