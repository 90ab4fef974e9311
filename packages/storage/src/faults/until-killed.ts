import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { openLedger } from '../ledger/index.ts'
import { openLog } from '../log/index.ts'
import { openTombstones } from '../tombstones/index.ts'

/**
 * Run by faults.test.ts: writes until somebody kills it, as a collector does, and prints what it was told is durable and
 * what was refused. With `asked` it writes one batch for each line that it is sent, and nothing else.
 */
const [folder, how] = process.argv.slice(2)
const log = await openLog(`sqlite:${folder}/log.db`)
const ledger = await openLedger(`${folder}/consent.jsonl`, { notes: log })
const tombstones = await openTombstones(`${folder}/tombstones.jsonl`)
const say = (line: string) => writeSync(1, `${line}\n`)
process.on('warning', () => {})

const tell = (once: () => Promise<string>) =>
  once().then(say, (error: Error) => say(`refused ${error.name} ${error.message}`))
const forEver = async (once: () => Promise<string>) => {
  for (;;) {
    await tell(once)
    await setTimeout(1)
  }
}
const consent = (who: string) => ({ site: 'shop', who, kind: 'given', granted: [], at: 1, received: 1 }) as const

/** A new visitor's first batch. */
const batch = async () => {
  const ids = [randomUUID(), randomUUID(), randomUUID()]
  const { id: receipt, note, kept } = ledger.enter(consent(`who-${ids[0]}`))
  const body = (id: string) => JSON.stringify({ id, receipt, text: 'x'.repeat(700) })
  const offsets = await log.append(
    ids.map((id) => ({ site: 'shop', id, body: body(id) })),
    [note],
  )
  kept()
  if (offsets.includes(0)) throw new Error('An id that is new was taken for a known one.')
  return `events ${ids.join(' ')}`
}
const batches = () => forEver(batch)
const decisions = () =>
  forEver(async () => {
    const who = `alone-${randomUUID()}`
    const { id } = await ledger.append(consent(who))
    return `consent ${who} ${id}`
  })
const stones = () =>
  forEver(async () => {
    const key = randomUUID()
    await tombstones.add('shop', [key], 1)
    return `tombstone ${key}`
  })
/** Makes room, so that the file itself is written and its -wal emptied. */
const retention = () =>
  forEver(async () => {
    await setTimeout(100)
    await log.retain({ maxAge: 1e12, maxBytes: 1e12, maxIdAge: 1e12 })
    return 'retained'
  })
say('ready')
if (how === 'asked') for await (const _ of createInterface(process.stdin)) await tell(batch)
else await Promise.all([batches(), batches(), batches(), batches(), decisions(), stones(), retention()])
