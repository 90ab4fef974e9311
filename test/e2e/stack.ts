import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@wend/collector/config'
import { serve as serveCollector } from '@wend/collector/serve'
import type { CloudEvent } from '@wend/protocol'
import { Hono } from 'hono'
import { type Passed, serveHttps } from '../browsers/https.ts'
import { serve } from '../fixtures/serve.ts'
import type { Snippet } from '../fixtures/snippet.ts'

/** A collector and a site on two origins of one host, both over https, as in production, and what passed between them and a browser. */
export interface Stack {
  /** Origin of the site. */
  site: string
  /** Origin of the collector. */
  collector: string
  token: string
  /** What browsers asked of the collector, oldest first. */
  requests: Passed[]
  /** All events in the log, oldest first. */
  events(): Promise<CloudEvent[]>
  /** Waits until the events satisfy a condition, and gives them. Fails with what is there after ten seconds. */
  until(enough: (events: CloudEvent[]) => boolean): Promise<CloudEvent[]>
  /** Every byte under the data folder, by file. */
  files(): Map<string, Buffer>
  stop(): Promise<void>
}

export interface StackOptions {
  /** The site's own pages. */
  site: (snippet: Snippet, collector: string) => Hono | Promise<Hono>
  /** Lines for the site in wend.yaml. */
  config?: string
  /** Text of its policy.yaml. */
  policy?: string
  /** Origin of its pages in wend.yaml, where that is not the host’s alone. */
  origin?: string
  /** Where both are, see `serveHttps`: two stacks on one host share the browser’s cookies. */
  host?: string
}

export async function startStack({
  site,
  config = '',
  policy,
  host = 'localhost',
  origin = `https://${host}:*`,
}: StackOptions): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'wend-e2e-'))
  const requests: Passed[] = []
  let target = ''
  const proxy = await serveHttps(() => target, { host, watch: (passed) => requests.push(passed) })
  const path = join(folder, 'wend.yaml')
  writeFileSync(
    path,
    `port: 0\nlevel: warn\npublicUrl: ${proxy.url}\nsites:\n  shop:\n    origins: ["${origin}"]\n    query: [tab]\n${policy ? '    policy: policy.yaml\n' : ''}${config}`,
  )
  if (policy) writeFileSync(join(folder, 'policy.yaml'), policy)
  const collector = await serveCollector(loadConfig(path), {})
  target = collector.url

  const tags = collector.snippets.get('shop') ?? ''
  const snippet: Snippet = (nonce) =>
    nonce === undefined ? tags : tags.replaceAll('<script', `<script nonce="${nonce}"`)
  const pages = await serve(new Hono().route('/', await site(snippet, proxy.url)))
  const secure = await serveHttps(() => pages.url, { host })

  const events = async (): Promise<CloudEvent[]> => {
    const headers = { Authorization: `Bearer ${collector.token}` }
    const all: CloudEvent[] = []
    for (let after = '0'; ; ) {
      const response = await fetch(`${collector.url}/api/events?after=${after}&limit=1000`, { headers })
      const body = (await response.json()) as { events: CloudEvent[]; next: string }
      all.push(...body.events)
      if (body.events.length < 1000) return all
      after = body.next
    }
  }

  return {
    site: secure.url,
    collector: proxy.url,
    token: collector.token,
    requests,
    events,
    async until(enough) {
      const end = Date.now() + 10_000
      for (;;) {
        const found = await events()
        if (enough(found)) return found
        if (Date.now() > end)
          throw new Error(
            `These events are all that came:\n${found.map(({ type, data }) => `${type} ${JSON.stringify(data)}`).join('\n')}`,
          )
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    files: () => filesUnder(folder),
    async stop() {
      await secure.close()
      await pages.close()
      await proxy.close()
      await collector.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function filesUnder(folder: string): Map<string, Buffer> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    paths.map((entry) => [join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name))]),
  )
}
