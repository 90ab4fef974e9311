import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LedgerUnavailable } from '@wend/storage/ledger'
import { type Log, LogUnavailable, openLog } from '@wend/storage/log'
import { TombstonesUnavailable } from '@wend/storage/tombstones'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Refused } from './http/refused.ts'
import { createMetrics } from './metrics.ts'

const folder = mkdtempSync(join(tmpdir(), 'wend-metrics-'))
let log: Log
beforeAll(async () => {
  log = await openLog(`sqlite:${folder}/log.db`)
})
afterAll(async () => {
  await log.close()
  rmSync(folder, { recursive: true })
})

it.each<[string, Error, string]>([
  ['a refusal', new Refused('unknown_site', 'There is no such site.'), 'unknown_site'],
  ['a log that takes nothing', new LogUnavailable('The disk is full.'), 'log_unavailable'],
  ['a ledger that takes nothing', new LedgerUnavailable('The disk is full.'), 'ledger_unavailable'],
  ['a list of the erased that takes nothing', new TombstonesUnavailable('The disk is full.'), 'ledger_unavailable'],
  ['anything else', new TypeError('secret'), 'internal'],
])('count %s under the code that its sender is told', async (_, error, code) => {
  const metrics = createMetrics(log)
  metrics.received('shop', 3)
  metrics.turnedAway('shop', 3, error)
  const text = await metrics.registry.metrics()
  expect(text).toContain('wend_events_received_total{site="shop"} 3')
  expect(text).toContain(`wend_events_total{site="shop",verdict="refused",code="${code}"} 3`)
  expect(text).not.toContain('secret')
})
