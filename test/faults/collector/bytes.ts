import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { verify } from '@wend/storage/ledger'
import { openLog } from '@wend/storage/log'
import { play } from './field.ts'
import type { Scenario } from './scenarios.ts'

const files = ['log.db', 'log.db-wal'] as const

/** Events by id, as they can be read from the log in a folder, and how many it says are damaged. */
async function read(folder: string): Promise<{ bodies: Map<string, string>; damaged: number }> {
  const log = await openLog(`sqlite:${pathToFileURL(join(folder, 'log.db')).pathname}`)
  try {
    const bodies = new Map<string, string>()
    for (let after = 0; ; ) {
      const found = await log.read(after, 1000)
      if (!found.length) return { bodies, damaged: log.damaged() }
      for (const { body } of found) bodies.set((JSON.parse(body) as { id: string }).id, body)
      after = found.at(-1)?.offset ?? after
    }
  } finally {
    await log.close()
  }
}

/** Turns one bit of a file around. */
function flip(path: string): void {
  const bytes = readFileSync(path)
  const at = Math.floor(Math.random() * bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8))
  writeFileSync(path, bytes)
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

type Judgement = 'whole' | 'counted' | 'refused' | 'silent' | 'altered'

/** What a reader makes of a log with one bit turned around: the truth, a counted gap, a refusal in words; or a silent gap, a lie. */
async function judge(folder: string, whole: ReadonlyMap<string, string>): Promise<Judgement> {
  const found = await read(folder).catch((error: Error) => error)
  if (found instanceof Error) return 'refused'
  const altered = [...found.bodies].filter(([id, body]) => whole.get(id) !== body).length
  const missing = [...whole.keys()].filter((id) => !found.bodies.has(id)).length
  if (altered > 0) return 'altered'
  if (missing === 0) return 'whole'
  // Of a commit that cannot be read nobody knows how many events it held.
  return found.damaged > 0 ? 'counted' : 'silent'
}

/** What becomes of files. */
export const bytes: readonly Scenario[] = [
  {
    name: 'torn',
    says: 'killed, and what was being written ends in the middle, in the log and in the ledger',
    run: ({ long }) =>
      play(async (field) => {
        const tears = long ? 25 : 3
        field.send()
        for (let tear = 0; tear < tears; tear++) {
          await field.more(200)
          await field.end('SIGKILL')
          const data = join(field.folder, 'data')
          const half = Buffer.alloc(1 + Math.floor(Math.random() * 4000), '{"seq":9,"prev":"')
          for (const name of ['log.db-wal', 'consent.jsonl']) appendFileSync(join(data, name), half)
          await field.start()
        }
        return { faults: tears }
      }),
  },
  {
    name: 'flipped',
    says: 'killed, and one bit of the log’s files is turned around, each time in a fresh copy',
    async run({ long }) {
      const flips = long ? 200 : 40
      const told = new Map<Judgement, number>()
      let lies = 0
      const result = await play(
        async (field) => {
          const senders = field.send()
          await field.more(1000)
          // What was there at a stop stands in the file itself, what came since in the -wal.
          await field.end('SIGTERM')
          await field.start()
          await field.more(1000)
          await field.end('SIGKILL')
          const data = join(field.folder, 'data')
          const copies = mkdtempSync(join(tmpdir(), 'wend-flips-'))
          try {
            cpSync(data, join(copies, 'whole'), { recursive: true })
            const { bodies } = await read(join(copies, 'whole'))
            for (let round = 0; round < flips; round++) {
              const copy = join(copies, String(round))
              cpSync(data, copy, { recursive: true })
              const [log, wal] = files.map((name) => join(copy, name)) as [string, string]
              flip(Math.random() * (sizeOf(log) + sizeOf(wal)) < sizeOf(wal) ? wal : log)
              const came = await judge(copy, bodies)
              told.set(came, (told.get(came) ?? 0) + 1)
              if (came === 'silent' || came === 'altered') lies++
              rmSync(copy, { recursive: true })
            }
          } finally {
            rmSync(copies, { recursive: true })
          }
          await field.start()
          await field.more(200)
          await senders.stop()
          return { faults: flips, seen: [...told].map(([what, times]) => `${times} ${what}`).join(', ') }
        },
        { senders: 4 },
      )
      return { ...result, checked: { ...result.checked, lost: result.checked.lost + lies } }
    },
  },
  {
    name: 'flipped consent',
    says: 'one bit of the consent ledger is turned around, each time in a fresh copy: wend consent verify finds it',
    async run({ long }) {
      const flips = long ? 1000 : 100
      let found = 0
      const result = await play(async (field) => {
        const senders = field.send()
        await field.more(1000)
        await senders.stop()
        await field.end('SIGTERM')
        const data = join(field.folder, 'data')
        for (let round = 0; round < flips; round++) {
          const copy = join(field.folder, 'copy')
          cpSync(data, copy, { recursive: true })
          flip(join(copy, 'consent.jsonl'))
          if (!(await verify(join(copy, 'consent.jsonl'))).ok) found++
          rmSync(copy, { recursive: true })
        }
        await field.start()
        const more = field.send()
        await field.more(100)
        await more.stop()
        return { faults: flips, seen: `${found} of ${flips} found` }
      })
      return { ...result, checked: { ...result.checked, lost: result.checked.lost + flips - found } }
    },
  },
]
