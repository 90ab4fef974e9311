import { setMaxListeners } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createPseudonyms } from '@wend/privacy/pseudonym'
import { openLedger } from '@wend/storage/ledger'
import { openLog } from '@wend/storage/log'
import { openTombstones } from '@wend/storage/tombstones'
import { destination, type Logger, pino } from 'pino'
import { createApp } from '../app.ts'
import { BadConfig, type Environment, type Loaded } from '../config/load.ts'
import { keepPolicies, keptPolicy } from '../config/policies.ts'
import { loadSecrets } from '../config/secrets.ts'
import { openData } from '../data/open.ts'
import { foldersOf } from '../data/places.ts'
import { type SpaceOptions, watchSpace } from '../data/space.ts'
import { createEnded } from '../ended.ts'
import { failedUrl, openFailed } from '../failed/file.ts'
import { failedLimits } from '../failed/limits.ts'
import { createFailed } from '../failed/store.ts'
import { close, createServer, type Patience, patience } from '../http/server.ts'
import { inNetworks } from '../limits/address.ts'
import { createLimits } from '../limits/index.ts'
import { createLive } from '../live.ts'
import { createPeople } from '../people/index.ts'
import { openQuality } from '../quality/open.ts'
import { keepRetention } from '../retention.ts'
import { createSite, type Site } from '../site.ts'
import { loadTracker, snippet, type Tracker } from '../tracker.ts'
import { ledgerPath } from './consent.ts'

export interface Serving {
  /** Where it answers, `http://localhost:4000`. */
  url: string
  /** Opens the console signed in. */
  signIn: string
  token: string
  /** What to paste into the pages of each site. */
  snippets: ReadonlyMap<string, string>
  /** Says at /readyz that no more should come, and resolves after `drain`, or once `stop` is called. Goes on serving. */
  drain(): Promise<void>
  /** Takes no more requests, finishes those under way, closes the log. The second call waits for the first. */
  stop(): Promise<void>
}

/** What `serve` takes from its surroundings. */
export interface World {
  logger: Logger
  clock: () => number
  openLog: typeof openLog
  patience: Patience
  /** Folders of the built parts for browsers, each ending in a slash. */
  tracker: URL
  console: URL
  /** Room on the disk of a folder. */
  disk: SpaceOptions['read']
}

const surroundings = (config: Loaded, given: Partial<World>): World => ({
  logger: given.logger ?? pino({ level: config.level, base: null }, destination({ fd: 2, sync: false })),
  clock: given.clock ?? Date.now,
  openLog: given.openLog ?? openLog,
  patience: given.patience ?? patience,
  tracker: given.tracker ?? new URL('./', import.meta.resolve('@wend/tracker/w.js')),
  console: given.console ?? new URL('./dist/', import.meta.resolve('@wend/console/package.json')),
  disk: given.disk,
})

const loopback = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/

/** Starts the collector and resolves once it takes requests. Throws `BadConfig` where it must not or cannot start. */
export async function serve(config: Loaded, environment: Environment, given: Partial<World> = {}): Promise<Serving> {
  const world = surroundings(config, given)
  // Before all else: what must not be touched is not even looked into.
  const opened: { close(): Promise<void> }[] = [openData(config.data)]
  try {
    return await start(config, environment, world, opened)
  } catch (error) {
    for (const store of opened) await store.close()
    throw full(error) ?? error
  }
}

/** SQLITE_FULL, https://sqlite.org/rescode.html#full */
const sqliteFull = 13

/** A start that failed because there is no room says so, whoever noticed first. */
function full(error: unknown): BadConfig | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code, errcode, message } = cause as Error & { code?: string; errcode?: number }
    if (code === 'ENOSPC' || errcode === sqliteFull || /database or disk is full/.test(message))
      return new BadConfig('The disk of the data folder is full. Make room on it, then start again.', { cause: error })
  }
  return undefined
}

/** What is `opened` is closed in this order: by `stop`, or by the caller where the start fails. */
async function start(
  config: Loaded,
  environment: Environment,
  world: World,
  opened: { close(): Promise<void> }[],
): Promise<Serving> {
  const { logger, clock } = world
  const secrets = loadSecrets(config.data, environment)
  if (secrets.generated && !loopback.test(config.host) && environment.WEND_ALLOW_GENERATED_SECRETS !== 'yes')
    throw new BadConfig(
      `Wend will not listen on ${config.host} with secrets it made itself. Set WEND_PEPPER_FILE and WEND_TOKEN_FILE, or WEND_ALLOW_GENERATED_SECRETS=yes if you keep a copy of the data folder's pepper and token.`,
    )
  const tracker = trackerFrom(world.tracker)
  const visitorKey = createPseudonyms(secrets.pepper, '').key('visitor')
  const sites = new Map<string, Site>(
    Object.entries(config.sites).map(([name, { events: _, ...site }]) => {
      const [taxonomy, policy] = [config.taxonomies.get(name), config.policies.get(name)]
      if (!taxonomy || !policy) throw new Error(`No taxonomy or policy for the site ${name}.`)
      const pseudonyms = createPseudonyms(secrets.pepperOf(name), name)
      return [
        name,
        createSite(name, { ...site, taxonomy, policy, pseudonyms, signing: secrets.signingOf(name), visitorKey }),
      ]
    }),
  )
  const open = async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
    const store = await opening.catch((cause: Error) => {
      throw new BadConfig(cause.message, { cause })
    })
    opened.unshift(store)
    return store
  }
  const log = await open(world.openLog(config.log, { clock }))
  const failedLog = await open(openFailed(failedUrl(config.data), (url) => world.openLog(url, { clock })))
  const ledger = await open(openLedger(ledgerPath(config.data), { notes: log }))
  const tombstones = await open(openTombstones(config.tombstones))
  const space = await watchSpace({
    folders: foldersOf(config),
    reserve: config.reserve,
    most: config.retention.size,
    logger,
    read: world.disk,
  })
  opened.unshift({ close: async () => space.stop() })
  const live = createLive(clock)
  const ended = createEnded()
  const people = createPeople({ log, failed: failedLog, ledger, tombstones, clock, forget: live.forget, sites })
  const again = await people.reapply().catch((cause: Error) => {
    throw new BadConfig(cause.message, { cause })
  })
  if (again > 0) logger.warn({ removed: again }, 'events of erased people had come back and were removed')
  keepPolicies(config.data, config.policies)
  const failed = createFailed({
    log: failedLog,
    dead: (site, subject) => people.blocked(site, subject) || ended.has(site, subject),
    limits: failedLimits(config),
    logger,
    clock,
  })
  opened.unshift({ close: async () => failed.stop() })
  const quality = await open(
    openQuality({
      path: join(config.data, 'quality.json'),
      log,
      key: createPseudonyms(secrets.pepper, '').key('quality'),
      clock,
      logger,
    }),
  )
  let url = ''
  const publicUrl = () => config.publicUrl?.replace(/\/$/, '') ?? url
  const draining = new AbortController()
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal) // one for each reader of a live stream
  const limits = createLimits({ ...config.limits, proxies: config.proxies }, { sites, token: secrets.token })
  const app = createApp({
    prefix: config.prefix,
    publicUrl,
    sites,
    log,
    ledger,
    people,
    ended,
    visitorKey,
    live,
    failed,
    quality,
    limits,
    token: secrets.token,
    keptPolicy: (id) => keptPolicy(config.data, id),
    tracker,
    console: world.console,
    logger,
    clock,
    space,
    draining: draining.signal,
    stopping: stopping.signal,
  })
  const server = createServer(app, world.patience, inNetworks(config.proxies))
  // Whoever keeps a connection open learns from the next answer that it should go elsewhere.
  server.prependListener('request', (_, response) => {
    if (draining.signal.aborted) response.shouldKeepAlive = false
  })
  const port = await listen(server, config)
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  url = `http://${loopback.test(config.host) ? 'localhost' : host}:${port}`
  const stopRetention = keepRetention(log, config, logger, clock)
  let stopped: Promise<void> | undefined
  logger.info({ port, prefix: config.prefix, sites: sites.size }, 'collector ready')

  return {
    url,
    signIn: `${publicUrl()}/console/#token=${secrets.token}`,
    token: secrets.token,
    snippets: new Map(
      [...sites.values()].map((site) => [site.name, snippet(tracker, site, publicUrl() + config.prefix)]),
    ),
    async drain() {
      draining.abort()
      await setTimeout(config.drain, undefined, { signal: stopping.signal }).catch(() => {})
    },
    stop() {
      stopped ??= (async () => {
        stopRetention()
        limits.stop()
        draining.abort()
        stopping.abort()
        await close(server)
        for (const store of opened) await store.close()
        logger.info('collector stopped')
      })()
      return stopped
    },
  }
}

function trackerFrom(folder: URL): Tracker {
  try {
    return loadTracker(folder)
  } catch (cause) {
    throw new BadConfig('The tracker has not been built. Run npm start, or npm run build.', { cause })
  }
}

const listen = (server: Server, { host, port }: Loaded): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE'
          ? `Port ${port} is in use. Stop what uses it, or set PORT.`
          : `Cannot listen on ${host}:${port}: ${cause.code}.`
      reject(new BadConfig(why, { cause }))
    })
    server.listen(port, host === 'localhost' ? '127.0.0.1' : host, () =>
      resolve((server.address() as AddressInfo).port),
    )
  })
