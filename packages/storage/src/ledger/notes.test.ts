import { randomUUID } from 'node:crypto'
import { appendFileSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Log, openLog } from '../log/index.ts'
import { type Ledger, LedgerDamaged, LedgerUnavailable, type Notes, openLedger } from './index.ts'
import { consent, failingDisk, newFolder } from './testing.ts'

let folder: string
let remove: () => void
let path: string
let log: Log
let ledger: Ledger
let disk: ReturnType<typeof failingDisk>

const event = () => ({ site: 'shop', id: randomUUID(), body: '{}' })
const lines = () => readFileSync(path, 'utf8').split('\n').length - 1
/** Every write to the ledger's own file fails from here on. */
const break_ = () => {
  for (const what of ['write', 'sync', 'truncate'] as const) disk.fail[what] = true
}
const mend = () => {
  for (const what of ['write', 'sync', 'truncate'] as const) disk.fail[what] = false
}
/** As after a crash: nothing but what is durable is left. */
const reopen = async (options: { notes?: Notes } = { notes: log }) => {
  await ledger.close()
  ledger = await openLedger(path, options)
}

beforeEach(async () => {
  ;({ folder, remove } = newFolder())
  path = join(folder, 'consent.jsonl')
  log = await openLog(`sqlite:${join(folder, 'log.db')}`)
  disk = failingDisk()
  ledger = await openLedger(path, { notes: log, open: disk.open })
})
afterEach(async () => {
  await ledger.close()
  await log.close()
  remove()
})

describe('a record that is entered', () => {
  test('has its number at once, and is told of once it is kept', async () => {
    const { id, note, kept } = ledger.enter(consent({ at: 1 }))
    expect(id).toMatch(/^[0-9a-f]{8}-2$/)
    expect(ledger.latest('shop', 'w1')).toBeUndefined()
    await log.append([event()], [note])
    kept()
    expect(ledger.latest('shop', 'w1')).toEqual({ ...consent({ at: 1 }), id })
    expect(await ledger.of('shop', 'w1')).toEqual([{ ...consent({ at: 1 }), id }])
  })

  test('comes into the file soon and unasked, and then leaves the log', async () => {
    const { note, kept } = ledger.enter(consent())
    await log.append([event()], [note])
    kept()
    await expect.poll(() => log.notes(), { timeout: 10_000 }).toEqual([])
    expect(lines()).toBe(2)
    expect(readFileSync(path, 'utf8').endsWith(note.text)).toBe(true)
    expect(await ledger.verify()).toMatchObject({ ok: true, records: 1 })
  })

  test('is in the file though the commit of its events failed', async () => {
    const { id } = ledger.enter(consent({ at: 1 }))
    await ledger.flush()
    expect(ledger.latest('shop', 'w1')?.id).toBe(id)
    const next = await ledger.append(consent({ at: 2 }))
    expect((await ledger.of('shop', 'w1')).map((one) => one.id)).toEqual([id, next.id])
    expect(await ledger.verify()).toMatchObject({ ok: true, records: 2 })
  })
})

describe('a file that cannot be written', () => {
  test('keeps no record from being durable: the log has it, and the file gets it at the next start', async () => {
    const first = await ledger.append(consent({ at: 1 }))
    await ledger.flush()
    break_()
    const { id, note, kept } = ledger.enter(consent({ at: 2 }))
    await log.append([event()], [note])
    kept()
    const withdrawn = await ledger.append(consent({ at: 3, kind: 'withdrawn' }))
    expect(ledger.latest('shop', 'w1')).toMatchObject({ at: 3, kind: 'withdrawn' })
    await expect(ledger.flush()).rejects.toThrow(LedgerUnavailable)
    expect((await ledger.of('shop', 'w1')).map((one) => one.at)).toEqual([1, 2, 3])
    mend()
    await reopen()
    expect((await ledger.of('shop', 'w1')).map((one) => one.id)).toEqual([first.id, id, withdrawn.id])
    expect(await ledger.verify()).toMatchObject({ ok: true, records: 3, index: true })
    expect(await log.notes()).toEqual([])
  })

  test('is tried again by itself', async () => {
    await ledger.flush()
    break_()
    await ledger.append(consent({ at: 1 }))
    await expect(ledger.flush()).rejects.toThrow('no space left on device')
    mend()
    await expect.poll(lines, { timeout: 10_000 }).toBe(2)
    expect(await ledger.verify()).toMatchObject({ ok: true, records: 1 })
  })

  test('takes no more than fits into the memory', async () => {
    await ledger.flush()
    break_()
    const large = consent({ text: 'x'.repeat(60_000) })
    expect(() => {
      for (let n = 0; n < 1000; n++) ledger.enter(large)
    }).toThrow('too much waits for it')
  })
})

test('a log that is down refuses a decision, which the file has all the same', async () => {
  await log.close()
  await expect(ledger.append(consent({ at: 1 }))).rejects.toThrow(LedgerUnavailable)
  await ledger.flush()
  expect(ledger.latest('shop', 'w1')).toMatchObject({ at: 1 })
})

describe('after a crash', () => {
  /** Three records, of which the file has one and the log the others. */
  const crash = async () => {
    await ledger.append(consent({ at: 1 }))
    await ledger.flush()
    break_()
    for (const at of [2, 3]) await ledger.append(consent({ at }))
    await ledger.close()
    mend()
  }
  const ats = async () => (await ledger.of('shop', 'w1')).map(({ at }) => at)

  test.each<[string, () => void]>([
    ['half a line', () => appendFileSync(path, '{"seq":3,"prev":"0123')],
    ['zeros', () => appendFileSync(path, Buffer.alloc(700))],
    ['a line that is another, and more', () => appendFileSync(path, '{"seq":3}\n{"seq":4}\nrest')],
    ['nothing', () => {}],
  ])('%s in the place of what was not durable is replaced by what the log has', async (_, spoil) => {
    await crash()
    const size = statSync(path).size
    spoil()
    const more = statSync(path).size - size
    ledger = await openLedger(path, { notes: log })
    expect(ledger.repaired).toBe(more)
    expect(await ats()).toEqual([1, 2, 3])
    expect(await ledger.verify()).toMatchObject({ ok: true, records: 3, index: true })
    await ledger.append(consent({ at: 4 }))
    await reopen()
    expect(await ats()).toEqual([1, 2, 3, 4])
  })

  test('lines that file and log both have are there once', async () => {
    await crash()
    for (const { text } of await log.notes()) appendFileSync(path, text)
    ledger = await openLedger(path, { notes: log })
    expect(await ats()).toEqual([1, 2, 3])
    expect(await ledger.verify()).toMatchObject({ ok: true, records: 3 })
  })

  test('a line before those is refused when it is not as it was written', async () => {
    await crash()
    writeFileSync(path, readFileSync(path, 'utf8').replace('"kind":"given"', '"kind":"gives"'))
    await expect(openLedger(path, { notes: log })).rejects.toThrow(LedgerDamaged)
  })

  test('an older copy of the ledger is refused, and touched by nobody', async () => {
    const older = readFileSync(path)
    await crash()
    for (const end of ['.index', '.index-wal', '.index-shm']) writeFileSync(path + end, '')
    writeFileSync(path, older)
    await expect(openLedger(path, { notes: log })).rejects.toThrow(
      'ends at line 1, and the log has a record for line 3 that does not go on from there',
    )
    expect(readFileSync(path)).toEqual(older)
    expect(await log.notes()).toHaveLength(2)
  })
})

test('only what came after its index is read, however long a ledger is', async () => {
  await Promise.all(Array.from({ length: 3000 }, (_, n) => ledger.append(consent({ who: `w${n}`, at: n }))))
  await ledger.close()
  utimesSync(path, 1, 1) // as after a crash: the index does not know this state of the file
  let bytes = 0
  ledger = await openLedger(path, {
    notes: log,
    async open(...args) {
      const file = await openFile(...args)
      const read = file.read as unknown as (...args: unknown[]) => Promise<{ bytesRead: number }>
      return Object.assign(file, {
        async read(...args: unknown[]) {
          const result = await read.apply(file, args)
          bytes += result.bytesRead
          return result
        },
      })
    },
  })
  expect(statSync(path).size).toBeGreaterThan(700_000)
  expect(bytes).toBeLessThan(70_000)
  expect(ledger.latest('shop', 'w2999')?.at).toBe(2999)
  await ledger.append(consent({ at: 1 }))
  expect(await ledger.verify()).toMatchObject({ ok: true, records: 3001 })
})
