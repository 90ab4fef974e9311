#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { explain } from './commands/check.ts'
import { remoteFrom } from './commands/remote.ts'
import { send } from './commands/send.ts'
import { tail } from './commands/tail.ts'
import { BadConfig, defaultPath, loadConfig } from './config/load.ts'
import { loadSecrets } from './config/secrets.ts'

const usage = `wend serve                    start the collector
wend check                    say what the configuration means, or what is wrong with it
wend tail [--json]            print events as they arrive
wend send <type> [--data '{"…":…}'] [--granted analytics,marketing]
                              send one event by hand

--config <file>               wend.yaml by default; environment WEND_CONFIG
--url <address>               the collector that tail and send talk to; environment WEND_URL, WEND_TOKEN
--site <name>                 the site that send writes to; the first one by default
--after <sequence>            where tail begins; by default with what comes next`

const environment = process.env

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      url: { type: 'string' },
      site: { type: 'string' },
      data: { type: 'string', default: '{}' },
      granted: { type: 'string', default: 'analytics' },
      after: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const [command, type] = positionals
  if (values.help || command === undefined) return console.log(usage)
  const config = loadConfig(values.config ?? defaultPath(environment), environment)
  const remote = () =>
    remoteFrom(
      values,
      {
        url: `http://localhost:${config.port}`,
        token: environment.WEND_TOKEN ?? loadSecrets(config.data, environment).token,
      },
      environment,
    )

  switch (command) {
    case 'serve': {
      // Loaded on use: the other commands need no server, and answer in a third of the time without one.
      const { serve } = await import('./commands/serve.ts')
      const serving = await serve(config, environment)
      console.log(`Collector: ${serving.url}\nConsole:   ${serving.signIn}`)
      for (const [site, snippet] of serving.snippets) console.log(`\nPaste into the pages of ${site}:\n${snippet}`)
      for (const signal of ['SIGINT', 'SIGTERM'] as const)
        process.once(signal, () => void serving.stop().then(() => process.exit(0)))
      return
    }
    case 'check':
      return console.log(explain(config))
    case 'tail':
      return tail(remote(), { after: values.after ?? 'latest', json: values.json, print: (line) => console.log(line) })
    case 'send': {
      if (!type)
        throw new BadConfig('Name an event type: wend send page.viewed --data \'{"url":"https://shop.example/"}\'')
      const site = values.site ?? Object.keys(config.sites)[0] ?? ''
      return console.log(
        await send(remote(), config.prefix, { site, type, data: values.data, granted: values.granted.split(',') }),
      )
    }
    default:
      throw new BadConfig(`There is no command “${command}”.\n\n${usage}`)
  }
}

// Whoever read our output may stop doing so; that is no reason to stop collecting.
process.stdout.on('error', () => {})

main().catch((error: unknown) => {
  console.error(error instanceof Error && (error instanceof BadConfig || 'code' in error) ? error.message : error)
  process.exitCode = 1
})
