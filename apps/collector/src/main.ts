#!/usr/bin/env node
import { writeFileSync } from 'node:fs'
import { text as readAll } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { openLog } from '@wend/storage/log'
import { backupUsage } from './commands/backup-usage.ts'
import { explain } from './commands/check.ts'
import { consentCommand, consentUsage } from './commands/consent.ts'
import { erase } from './commands/erase.ts'
import { exportPerson, personFrom, personOptions } from './commands/export.ts'
import { failedCommand, failedUsage } from './commands/failed.ts'
import { policyCommand, policyUsage } from './commands/policy.ts'
import { quality, qualityUsage } from './commands/quality.ts'
import { remoteFrom } from './commands/remote.ts'
import { send } from './commands/send.ts'
import type { Serving } from './commands/serve.ts'
import { tail } from './commands/tail.ts'
import { BadConfig, defaultPath, loadConfig } from './config/load.ts'
import { loadSecrets } from './config/secrets.ts'

const usage = `wend serve                    start the collector
wend check                    say what the configuration means, or what is wrong with it
wend tail [--json]            print events as they arrive
wend send <type> [--data '{"…":…}'] [--granted analytics,marketing]
                              send one event by hand
${qualityUsage}

${failedUsage}

wend export --email <address>  everything that is held of somebody, as JSON (--html to read); --phone, --customer, …
wend erase --email <address> --yes
                              remove them for good; “-” reads the identifier from standard input

${policyUsage}

${consentUsage}
${backupUsage}

wend pepper rotate [--site <name>] [--to <file>] [--yes]
                              give everything that is stored a new key, and destroy the old one

--config <file>               wend.yaml by default; environment WEND_CONFIG
--url <address>               the collector that tail and send talk to; environment WEND_URL, WEND_TOKEN
--site <name>                 the site that send writes to, the first one by default; for quality, all of them
--after <sequence>            where tail begins; by default with what comes next`

const environment = process.env

async function main(): Promise<void> {
  const [group, ...rest] = process.argv.slice(2)
  if (group === 'policy') {
    const { text, out, code } = policyCommand(rest, (path) => loadConfig(path ?? defaultPath(environment), environment))
    if (out) writeFileSync(out, text)
    else process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
    process.exitCode = code
    return
  }
  if (group === 'failed') {
    const connect = ({ config: path, url }: { config?: string | undefined; url?: string | undefined }) => {
      const { port, data } = loadConfig(path ?? defaultPath(environment), environment)
      const token = environment.WEND_TOKEN ?? loadSecrets(data, environment).token
      return remoteFrom({ url }, { url: `http://localhost:${port}`, token }, environment)
    }
    return console.log(await failedCommand(rest, connect))
  }
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...personOptions,
      to: { type: 'string' },
      yes: { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
      tombstones: { type: 'string' },
      'with-secrets': { type: 'boolean', default: false },
      html: { type: 'boolean', default: false },
      config: { type: 'string' },
      url: { type: 'string' },
      site: { type: 'string' },
      data: { type: 'string', default: '{}' },
      granted: { type: 'string', default: 'analytics' },
      after: { type: 'string' },
      days: { type: 'string', default: '7' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const [command, type, ...more] = positionals
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

  const person = () =>
    personFrom(values, values.site ?? Object.keys(config.sites)[0] ?? '', () => readAll(process.stdin))

  const print = (line: string) => console.log(line)
  const folder = (): string => {
    if (!type) throw new BadConfig(`Name the folder of the backup.\n\n${backupUsage}`)
    return type
  }

  switch (command) {
    case 'serve': {
      // Loaded on use: the other commands need no server, and answer in a third of the time without one.
      const { serve } = await import('./commands/serve.ts')
      const serving = await serve(config, environment)
      // A second signal waits for nobody who is still to come, only for what is under way.
      let told = false
      const end = async ({ drain, stop }: Serving) => {
        if (!told) {
          told = true
          await drain()
        }
        await stop()
        process.exit(0)
      }
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(serving))
      // Only now: who reads that it runs may tell it to stop at once.
      console.log(`Collector: ${serving.url}\nConsole:   ${serving.signIn}`)
      for (const [site, snippet] of serving.snippets) console.log(`\nPaste into the pages of ${site}:\n${snippet}`)
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
    case 'quality':
      return console.log(await quality(remote(), values))
    case 'erase':
      return console.log(await erase(remote(), await person(), { yes: values.yes }))
    case 'export':
      return console.log(await exportPerson(remote(), await person(), { html: values.html }))
    case 'consent': {
      const { text, code } = await consentCommand([type ?? '', ...more], config)
      process.exitCode = code
      return console.log(text)
    }
    case 'backup': {
      const { backup } = await import('./commands/backup.ts')
      return backup(config, { to: folder(), environment, withSecrets: values['with-secrets'], print })
    }
    case 'restore': {
      const { restore } = await import('./commands/restore.ts')
      const { force, tombstones } = values
      return restore(config, { from: folder(), environment, force, tombstones, print })
    }
    case 'pepper': {
      if (type !== 'rotate') throw new BadConfig(`There is no such command.\n\n${usage}`)
      const { rotate } = await import('./commands/pepper.ts')
      const { data, log } = config
      const { site, to, yes } = values
      await rotate({ data, log, environment, openLog, site, to, yes, print: (line) => console.log(line) })
      return
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
