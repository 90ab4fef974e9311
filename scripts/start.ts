import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { BadConfig, loadConfig } from '@wend/collector/config'
import { serve } from '@wend/collector/serve'
import { createShop } from '@wend/demo/shop'

/** Listens on loopback at this port, or at a free one where it is taken. */
async function listen(server: Server, port: number): Promise<number> {
  const attempt = (wanted: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject)
      server.listen(wanted, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
    })
  return attempt(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') return attempt(0)
    throw error
  })
}

async function start(json: boolean): Promise<void> {
  const config = loadConfig(join(import.meta.dirname, '../wend.yaml'), process.env)
  const collector = await serve(config, process.env)
  const [site = '', snippet = ''] = [...collector.snippets][0] ?? []
  const yourData = `${collector.url}${config.prefix}/you?site=${site}`
  const shop = createShop({ snippet, console: collector.signIn, yourData })
  const server = createAdaptorServer({ fetch: shop.fetch }) as Server
  const port = await listen(server, config.port === 0 ? 0 : config.port + 1)
  const demo = `http://localhost:${port}`

  const stop = async () => {
    server.close()
    server.closeAllConnections()
    await collector.stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, () => void stop())

  if (json) {
    console.log(
      JSON.stringify({ collector: collector.url, console: collector.signIn, demo, site, token: collector.token }),
    )
    return
  }
  console.log(`
Wend is running. Nothing of it leaves this machine.

  Demo shop   ${demo}
  Live page   ${collector.signIn}
  Collector   ${collector.url}
  Data        ${config.data}

Open the shop, agree to analytics, click around, and watch the events arrive on the live page.
The feed for backends:  curl -H 'Authorization: Bearer ${collector.token}' '${collector.url}/api/events?after=0'

To try it in a page of your own, paste this into its <head>:

${snippet}
`)
}

// Whoever read our output may stop doing so; that is no reason to stop collecting.
process.stdout.on('error', () => {})

start(process.argv.includes('--json')).catch((error: unknown) => {
  console.error(error instanceof BadConfig ? error.message : error)
  process.exit(1)
})
