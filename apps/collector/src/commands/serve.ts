import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { pseudonymiser } from '@wend/privacy/pseudonym'
import { type Log, openLog } from '@wend/storage/log'
import { destination, type Logger, pino } from 'pino'
import { createApp } from '../app.ts'
import { BadConfig, type Environment, type Loaded } from '../config/load.ts'
import { loadSecrets } from '../config/secrets.ts'
import { createSite, type Site } from '../site.ts'
import { loadTracker, snippet, type Tracker } from '../tracker.ts'

export interface Serving {
  /** Where it answers, `http://localhost:4000`. */
  url: string
  /** Opens the console signed in. */
  signIn: string
  token: string
  /** What to paste into the pages of each site. */
  snippets: ReadonlyMap<string, string>
  /** Takes no more requests, finishes those under way, closes the log. */
  stop(): Promise<void>
}

/** Where the built parts for browsers are. */
const built = {
  tracker: () => new URL('./', import.meta.resolve('@wend/tracker/w.js')),
  console: () => new URL('./dist/', import.meta.resolve('@wend/console/package.json')),
}

const loopback = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/
const retentionEvery = 10 * 60_000

/** Starts the collector and resolves once it takes requests. Throws `BadConfig` where it must not or cannot start. */
export async function serve(config: Loaded, environment: Environment): Promise<Serving> {
  const logger = pino({ level: config.level, base: null }, destination({ fd: 2, sync: false }))
  const secrets = loadSecrets(config.data, environment)
  if (secrets.generated && !loopback.test(config.host) && environment.WEND_ALLOW_GENERATED_SECRETS !== 'yes')
    throw new BadConfig(
      `Wend will not listen on ${config.host} with secrets it made itself. Set WEND_PEPPER_FILE and WEND_TOKEN_FILE, or WEND_ALLOW_GENERATED_SECRETS=yes if you keep a copy of the data folder's pepper and token.`,
    )
  const tracker = trackerFrom(built.tracker())
  const pseudonymise = pseudonymiser(secrets.pepper)
  const sites = new Map<string, Site>(
    Object.entries(config.sites).map(([name, { events: _, ...site }]) => {
      const taxonomy = config.taxonomies.get(name)
      if (!taxonomy) throw new Error(`No taxonomy for the site ${name}.`)
      return [name, createSite(name, { ...site, countryHeader: site.countryHeader, taxonomy, pseudonymise })]
    }),
  )
  const log = await openLog(config.log)
  let url = ''
  const publicUrl = () => config.publicUrl?.replace(/\/$/, '') ?? url
  const app = createApp({
    prefix: config.prefix,
    publicUrl,
    sites,
    log,
    token: secrets.token,
    tracker,
    console: built.console(),
    logger,
  })
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: {
      headersTimeout: 5000,
      requestTimeout: 10_000,
      connectionsCheckingInterval: 1000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
    },
  }) as Server
  const port = await listen(server, config).catch(async (error) => {
    await log.close()
    throw error
  })
  url = `http://${loopback.test(config.host) ? 'localhost' : config.host}:${port}`
  const stopRetention = keepRetention(log, config, logger)
  logger.info({ port, prefix: config.prefix, sites: sites.size }, 'collector ready')

  return {
    url,
    signIn: `${publicUrl()}/console/#token=${secrets.token}`,
    token: secrets.token,
    snippets: new Map(
      [...sites.values()].map((site) => [site.name, snippet(tracker, site, publicUrl() + config.prefix)]),
    ),
    async stop() {
      stopRetention()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 5000).unref()
      })
      await log.close()
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

/** Applies retention at the start and every ten minutes. A failure is said and tried again the next time. */
function keepRetention(log: Log, { retention }: Loaded, logger: Logger): () => void {
  const limits = {
    maxAge: retention.events,
    maxBytes: retention.size,
    maxIdAge: Math.max(retention.ids, retention.events),
  }
  const run = () =>
    log.retain(limits).then(
      ({ removed }) => removed > 0 && logger.info({ removed }, 'events past their retention removed'),
      (error: unknown) => logger.error({ cause: String(error) }, 'retention failed'),
    )
  void run()
  const timer = setInterval(run, retentionEvery)
  timer.unref()
  return () => clearInterval(timer)
}
