import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'wend-start-'))
const clone = join(folder, 'wend')
const data = join(folder, 'data')

/** The first command that the README tells everybody to type. */
const [, command = ''] = /## Try it[\s\S]*?```sh\n(.+)\n```/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? []

/** As on a machine that has Node and npm and nothing of ours. */
const env = {
  ...process.env,
  PORT: '0',
  WEND_DATA: data,
  PATH: (process.env.PATH ?? '')
    .split(delimiter)
    .filter((part) => !part.includes('node_modules'))
    .join(delimiter),
}

interface Started {
  process: ChildProcess
  output: string
}

/** Starts a command in the clone and resolves with what it printed once that matches. */
async function start(line: string, until: RegExp): Promise<Started> {
  const [program = '', ...args] = line.split(' ')
  const child = spawn(program, args, { cwd: clone, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const started: Started = { process: child, output: '' }
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      started.output += chunk
      if (until.test(started.output)) resolve()
    })
    child.once('exit', (code) => reject(new Error(`“${line}” ended with ${code}:\n${errors}`)))
  })
  return started
}

async function stop({ process: child }: Started): Promise<void> {
  child.kill('SIGTERM')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** Clicks until it shows: a banner that still slides in can be missed. */
const clickWhenReady = (page: Page, selector: string, clicked: () => boolean) =>
  expect
    .poll(
      async () => {
        if (await page.evaluate(clicked)) return true
        return page.click(selector).then(() => 'clicked', String)
      },
      { timeout: 10_000, interval: 300 },
    )
    .toBe(true)

beforeAll(() => {
  execFileSync('git', ['clone', '--quiet', root, clone])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the quick start of the README, on a fresh clone', () => {
  let running: Started
  const address = (name: string) => new RegExp(`${name}\\s+(\\S+)`).exec(running.output)?.[1] ?? ''
  beforeAll(async () => {
    expect(command).toBe('npm start')
    running = await start(command, /<\/script>\n<script async [^\n]+\n/)
  }, 300_000)
  afterAll(() => stop(running))

  it.each(browsers)('shows a visit to the demo shop on the live page, in $name', async ({ launch }) => {
    const browser = await launch()
    try {
      const live = await browser.open(address('Live page'))
      await live.waitFor(() => /live/i.test(document.body.textContent))
      const shop = await browser.open(address('Demo shop'))
      await clickWhenReady(shop, '#cc-main .cm__btn[data-role=all]', () => document.cookie.includes('cc_cookie'))
      await shop.goto(`${address('Demo shop')}/product/mug`)
      // A visitor looks before they click; what hears clicks comes up meanwhile.
      await live.waitFor(() => document.body.textContent.includes('Looked at Tide mug'))
      await clickWhenReady(shop, '.add button', () => location.search.includes('cart=mug'))
      await shop.goto(`${address('Demo shop')}/app/`)
      await shop.waitFor(() => document.querySelector('main a') !== null && Object.isFrozen(window.wend))
      await shop.evaluate(() => window.wend.track('quick start followed'))
      await live.waitFor(() => {
        const text = document.body.textContent // a page behind another does not draw its rows
        return ['in the cart', 'quick start followed', 'Viewed'].every((part) => text.includes(part))
      })
      expect(shop.errors()).toEqual([])
      expect(live.errors()).toEqual([])
    } finally {
      await browser.close()
    }
  })

  it('prints a command that reads the feed', async () => {
    const [, token, url] = /curl -H 'Authorization: (Bearer [^']+)' '([^']+)'/.exec(running.output) ?? []
    const response = await fetch(url ?? '', { headers: { Authorization: token ?? '' } })
    const { events } = (await response.json()) as { events: { type: string; specversion: string }[] }
    expect(events.every(({ specversion }) => specversion === '1.0')).toBe(true)
    expect(new Set(events.map(({ type }) => type))).toContain('product.added')
  })

  it('keeps its secrets to their owner', () => {
    for (const name of ['pepper', 'token', 'log.db']) expect(statSync(join(data, name)).mode & 0o777, name).toBe(0o600)
  })
})

describe('a second start', () => {
  it('prints one line for programs, and goes on with the same log', async () => {
    const again = await start(`${command} -- --json`, /\n/)
    const { collector, console: page, demo, site, token } = JSON.parse(again.output)
    expect(again.output.trim().split('\n')).toHaveLength(1)
    expect(site).toBe('shop')
    expect(page).toBe(`${collector}/console/#token=${token}`)
    expect((await fetch(demo)).status).toBe(200)
    const response = await fetch(`${collector}/api/events?after=0`, { headers: { Authorization: `Bearer ${token}` } })
    expect(((await response.json()) as { events: unknown[] }).events.length).toBeGreaterThan(0)
    await stop(again)
    // Between us and the server are npm and a shell; it notices that they are gone.
    await expect
      .poll(
        () =>
          fetch(`${collector}/healthz`).then(
            () => 'up',
            () => 'down',
          ),
        { timeout: 10_000 },
      )
      .toBe('down')
  }, 120_000)
})
