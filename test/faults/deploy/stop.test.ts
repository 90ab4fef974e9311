import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Collector, readAll, startCollector } from '../process.ts'
import { createSenders, until, yaml } from './senders.ts'

let folder: string
let config: string
let collector: Collector | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wend-stop-'))
  config = join(folder, 'wend.yaml')
})
afterEach(async () => {
  if (collector?.process.exitCode === null) await collector.end('SIGKILL')
  rmSync(folder, { recursive: true })
})

const ready = async ({ url }: Collector) => {
  const response = await fetch(`${url}/readyz`).catch(() => undefined)
  return response && { status: response.status, code: (await response.json()).code }
}

it('says that it is not ready, goes on serving, drains, and exits with 0 in the middle of a load: nothing is lost', {
  timeout: 60_000,
}, async () => {
  writeFileSync(config, yaml('drain: 1s\n'))
  collector = await startCollector({ config })
  const senders = createSenders(8)
  senders.to(collector.url)
  await until(() => senders.acknowledged.size > 500, 'the load')

  // Somebody who asked once and keeps the connection, somebody who never asks, and a reader of the feed.
  const port = Number(new URL(collector.url).port)
  const idle = connect(port, '127.0.0.1').on('error', () => {})
  idle.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')
  const silent = connect(port, '127.0.0.1').on('error', () => {})
  const stream = await fetch(`${collector.url}/api/events?after=latest`, {
    headers: { Authorization: `Bearer ${collector.token}`, Accept: 'text/event-stream' },
  })
  const ended = stream.text().then(
    () => 'ended',
    () => 'broken',
  )

  const began = Date.now()
  const exit = collector.end('SIGTERM')
  await until(async () => (await ready(collector as Collector))?.status === 503, 'readiness to go')
  expect(await ready(collector)).toEqual({ status: 503, code: 'stopping' })
  const served = senders.acknowledged.size
  await until(() => senders.acknowledged.size > served + 100, 'events during the drain')

  expect(await exit).toBe(0)
  expect(Date.now() - began).toBeLessThan(10_000)
  expect(await ended).toBe('ended')
  expect(collector.said()).not.toMatch(/"level":[56]0/)
  for (const socket of [idle, silent]) socket.destroy()

  collector = await startCollector({ config })
  senders.to(collector.url)
  const again = senders.acknowledged.size
  await until(() => senders.acknowledged.size > again + 100, 'events after the restart')
  await senders.stop()
  const stored = (await readAll(collector)).map(({ id }) => id)
  expect([...senders.acknowledged].filter((id) => !new Set(stored).has(id))).toEqual([])
  expect(new Set(stored).size).toBe(stored.length)
  expect(await collector.end('SIGTERM')).toBe(0)
})

it('waits no longer for a drain once it is told a second time', { timeout: 60_000 }, async () => {
  writeFileSync(config, yaml('drain: 1h\n'))
  collector = await startCollector({ config })
  const exit = collector.end('SIGTERM')
  await until(async () => (await ready(collector as Collector))?.status === 503, 'readiness to go')
  collector.process.kill('SIGINT')
  expect(await exit).toBe(0)
})
