import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import { type Collector, readAll, type Stored } from '../process.ts'
import type { Field } from './field.ts'

const root = join(import.meta.dirname, '../../..')

export interface Checked {
  lost: number
  duplicated: number
  /** Answers of 2xx of which an event is not there. */
  falseAnswers: number
  /** `exact`, or by how much what was received differs from the verdicts. */
  accounting: string
  /** `whole`, or what is wrong with the ledger of consent. */
  consent: string
}

/** What is there after everything: counted, ended, started again and read. */
export async function check(field: Field): Promise<Checked> {
  const accounting = await account(field.collector())
  const code = await field.end('SIGTERM')
  if (code !== 0)
    throw new Error(`The collector ended with ${code} when it was told to stop. ${field.collector().said()}`)
  await field.start()
  const stored = await readAll(field.collector())
  await field.end('SIGTERM')
  const ids = new Set(stored.map(({ id }) => id))
  const missing = (id: string) => !ids.has(id)
  return {
    lost: [...field.ledger.acknowledged].filter(missing).length,
    duplicated: stored.length - ids.size,
    falseAnswers: field.ledger.answers.filter((answer) => answer.some(missing)).length,
    accounting,
    consent: await consent(field.config, stored),
  }
}

/** Sums of the metrics that begin with a name, by their labels. */
async function account({ url, token }: Collector): Promise<string> {
  const response = await fetch(`${url}/metrics`, { headers: { Authorization: `Bearer ${token}` } })
  const text = await response.text()
  if (!response.ok) throw new Error(`/metrics answered ${response.status}`)
  const sum = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\d+)$`, 'gm'))].reduce((total, [, n]) => total + Number(n), 0)
  const [received, verdicts] = [sum('wend_events_received_total'), sum('wend_events_total')]
  return received === verdicts && received > 0 ? 'exact' : `${received} received, ${verdicts} with a verdict`
}

/** Whether the chain holds, and every record that a stored event rests on is in it. */
async function consent(config: string, stored: readonly Stored[]): Promise<string> {
  const { data } = parse(readFileSync(config, 'utf8')) as { data: string }
  const path = join(resolve(config, '..', data), 'consent.jsonl')
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  const [first, ...records] = lines.map((line) => JSON.parse(line) as { seq: number; ledger?: string })
  const known = new Set(records.map(({ seq }) => `${first?.ledger}-${seq}`))
  const loose = stored.filter(({ receipt }) => typeof receipt !== 'string' || !known.has(receipt)).length
  const verified = await promisify(execFile)(
    process.execPath,
    ['apps/collector/src/main.ts', 'consent', 'verify', '--config', config],
    { cwd: root },
  ).then(
    () => '',
    (error: { stdout: string; stderr: string }) => `verify: ${error.stdout}${error.stderr}`.trim(),
  )
  return verified || (loose ? `${loose} events without their record` : 'whole')
}
