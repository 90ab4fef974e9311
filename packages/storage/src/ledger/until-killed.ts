import { writeSync } from 'node:fs'
import { openTombstones } from '../tombstones/index.ts'
import { openLedger } from './index.ts'

/** Run by kill.test.ts: writes until somebody kills it, several at once, and prints what it was told is durable. */
const [folder, round] = process.argv.slice(2)
const ledger = await openLedger(`${folder}/consent.jsonl`)
const tombstones = await openTombstones(`${folder}/tombstones.jsonl`)
const say = (line: string) => writeSync(1, `${line}\n`)

const consents = async (writer: number) => {
  for (let at = 0; ; at++) {
    const who = `w${round}.${writer}.${at}`
    const { id } = await ledger.append({ site: 'shop', who, kind: 'given', granted: [], at, received: at })
    say(`consent ${who} ${id}`)
  }
}
const stones = async () => {
  for (let at = 0; ; at++) {
    const key = `k${round}.${at}`
    await tombstones.add('shop', [key], at)
    say(`tombstone ${key} ${at}`)
  }
}
say('ready')
await Promise.all([consents(0), consents(1), consents(2), stones()])
