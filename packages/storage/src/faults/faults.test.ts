import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { openLedger } from '../ledger/index.ts'
import { openLog } from '../log/index.ts'
import { openTombstones } from '../tombstones/index.ts'
import { buildFaults, createTrigger, type Fault } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'wend-faults-'))
const library = buildFaults(folder)
const children: ChildProcess[] = []
afterAll(() => {
  // Of a test that failed.
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

type Said = string[][]

/** A writer in a folder, what it has said so far, and the way to wait for more of it. */
function start(data: string, environment: Record<string, string>, ...how: 'asked'[]) {
  const script = fileURLToPath(new URL('./until-killed.ts', import.meta.url))
  const child: ChildProcess = spawn(process.execPath, [script, data, ...how], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: '/usr/bin:/bin', ...environment },
  })
  children.push(child)
  const said: Said = []
  let rest = ''
  let ended = false
  child.once('exit', () => {
    ended = true
  })
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    said.push(...lines.map((line) => line.split(' ')))
  })
  const count = (what: string) => said.filter(([first]) => first === what).length
  return {
    said,
    count,
    /** Resolves once it has said so many more lines of a kind. */
    async more(what: string, lines: number) {
      const goal = count(what) + lines
      while (count(what) < goal) {
        if (ended) throw new Error(`The writer ended before it had said “${what}” ${lines} times.`)
        await setTimeout(10)
      }
    },
    /** Asks for so many batches, one after the other. Gives how many of them were refused. */
    async ask(batches: number) {
      const before = count('refused')
      for (let asked = 0; asked < batches; asked++) {
        const answers = count('events') + count('refused')
        child.stdin?.write('\n')
        while (count('events') + count('refused') === answers) {
          if (ended) throw new Error('The writer ended before it had answered.')
          await setTimeout(1)
        }
      }
      return count('refused') - before
    },
    async kill() {
      child.kill('SIGKILL')
      if (!ended) await once(child, 'close')
    },
  }
}

/** Holds what is found in a folder against what a writer said is durable. */
async function check(data: string, said: Said) {
  const log = await openLog(`sqlite:${data}/log.db`)
  const ledger = await openLedger(`${data}/consent.jsonl`, { notes: log })
  const tombstones = await openTombstones(`${data}/tombstones.jsonl`)
  try {
    const events = (await log.read(0, 1_000_000)).map(({ body }) => JSON.parse(body) as { id: string; receipt: string })
    const ids = new Set(events.map(({ id }) => id))
    expect(events.length - ids.size).toBe(0)
    expect(log.damaged()).toBe(0)
    expect(
      said.filter(([what]) => what === 'events').flatMap(([, ...all]) => all.filter((id) => !ids.has(id))),
    ).toEqual([])
    const verdict = await ledger.verify()
    expect(verdict).toMatchObject({ ok: true, index: true })
    // Three events rest on one record, which the first of them names.
    const resting = new Map(events.map(({ id, receipt }) => [receipt, id]))
    const found = events.filter(({ id, receipt }) => ledger.latest('shop', `who-${id}`)?.id === receipt)
    expect(found.length).toBe(resting.size)
    for (const [what, name = '', id] of said) {
      if (what === 'consent') expect(ledger.latest('shop', name)?.id).toBe(id)
      if (what === 'tombstone') expect([name, tombstones.has('shop', name)]).toEqual([name, true])
    }
    return { events: events.length, records: verdict.ok ? verdict.records : 0 }
  } finally {
    await ledger.close()
    await Promise.all([log.close(), tombstones.close()])
  }
}

const faults: [string, Fault][] = [
  ['no sync of the -wal reaches the disk', { call: 'sync', code: 'EIO', end: 'log.db-wal', every: 1 }],
  ['one sync in three fails, of any file', { call: 'sync', code: 'EIO', end: '*', every: 3 }],
  ['the file of the log cannot be synced', { call: 'sync', code: 'EIO', end: 'log.db', every: 1 }],
  ['the ledger and the tombstones cannot be synced', { call: 'sync', code: 'EIO', end: '.jsonl', every: 1 }],
  ['one write in seven fails, of any file', { call: 'write', code: 'EIO', end: '*', every: 7 }],
  ['the disk is full', { call: 'write', code: 'ENOSPC', end: '*', every: 1 }],
  ['the disk says only at the sync that it is full', { call: 'sync', code: 'ENOSPC', end: '*', every: 1 }],
  ['nothing can be cut off', { call: 'truncate', code: 'EIO', end: '*', every: 1 }],
]
/** Where every write of the log goes well, nothing is refused for it. */
const harmless = new Set(['the file of the log cannot be synced', 'nothing can be cut off'])

describe.skipIf(!library)('nothing that was acknowledged is lost, and nothing is twice, when', () => {
  test.each(faults)(
    '%s, and the process is killed right after',
    async (name, fault) => {
      const data = join(folder, name.replaceAll(' ', '-'))
      mkdirSync(data)
      const trigger = createTrigger(data)
      const writer = start(data, {
        LD_PRELOAD: library ?? '',
        WEND_FAULTS_FOLDER: data,
        WEND_FAULTS_TRIGGER: trigger.path,
      })
      await writer.more('events', 40)
      trigger.pull(fault)
      if (harmless.has(name)) await setTimeout(700)
      else await writer.more('refused', 25)
      trigger.release()
      // It works again without a restart, and at once.
      await writer.more('events', 40)
      await writer.more('tombstone', 5)
      await writer.more('consent', 5)
      await writer.kill()
      const refused = writer.said.filter(([what]) => what === 'refused')
      for (const [, error] of refused) expect(error).toMatch(/^(Log|Ledger|Tombstones)Unavailable$/)
      const { events, records } = await check(data, writer.said)
      expect(events).toBeGreaterThanOrEqual(writer.count('events') * 3)
      expect(records).toBeGreaterThanOrEqual(writer.count('events') + writer.count('consent'))
      rmSync(data, { recursive: true })
    },
    60_000,
  )

  test('a sync failed: no event is taken until all that counts has reached the file itself', async () => {
    const data = join(folder, 'doubtful')
    mkdirSync(data)
    const trigger = createTrigger(data)
    // Nothing but these batches: retention would bring the -wal into the file, and then there is nothing to doubt.
    const writer = start(
      data,
      { LD_PRELOAD: library ?? '', WEND_FAULTS_FOLDER: data, WEND_FAULTS_TRIGGER: trigger.path },
      'asked',
    )
    await writer.more('ready', 1)
    expect(await writer.ask(10)).toBe(0)
    trigger.pull({ call: 'sync', code: 'EIO', end: 'log.db-wal', every: 1 })
    expect(await writer.ask(25)).toBe(25)
    // From here on each commit by itself would go well.
    trigger.pull({ call: 'sync', code: 'EIO', end: 'log.db', every: 1 })
    expect(await writer.ask(40)).toBe(40)
    trigger.release()
    expect(await writer.ask(10)).toBe(0)
    await writer.kill()
    await check(data, writer.said)
    rmSync(data, { recursive: true })
  }, 60_000)

  test('the process is killed while the disk fails, twice over', async () => {
    const data = join(folder, 'killed')
    mkdirSync(data)
    const trigger = createTrigger(data)
    const said: Said = []
    for (const fault of [faults[1], faults[4]]) {
      const writer = start(data, {
        LD_PRELOAD: library ?? '',
        WEND_FAULTS_FOLDER: data,
        WEND_FAULTS_TRIGGER: trigger.path,
      })
      await writer.more('events', 40)
      if (fault) trigger.pull(fault[1])
      await writer.more('refused', 25)
      await writer.kill()
      trigger.release()
      said.push(...writer.said)
      await check(data, said)
    }
    rmSync(data, { recursive: true })
  }, 60_000)
})

const mounted = (...args: string[]) => spawnSync('mount', args).status === 0
const isRoot = process.getuid?.() === 0

// Only root can mount; elsewhere these two are left out.
describe.skipIf(!isRoot)('a disk of its own', () => {
  const withDisk = async (size: string, run: (disk: string) => Promise<void>) => {
    const disk = mkdtempSync(join(tmpdir(), 'wend-disk-'))
    if (!mounted('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk)) {
      rmSync(disk, { recursive: true })
      return console.warn('No file system can be mounted here, so this was not tested.')
    }
    try {
      await run(disk)
    } finally {
      spawnSync('umount', [disk])
      rmSync(disk, { recursive: true, force: true })
    }
  }

  test('that is full is refused, whole calls at a time, and works again once there is room', async () => {
    await withDisk('4m', async (disk) => {
      const writer = start(disk, {})
      await writer.more('events', 20)
      const filler = spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'filler')}`, 'bs=64k'])
      expect(filler.status).not.toBe(0)
      await writer.more('refused', 20)
      rmSync(join(disk, 'filler'))
      await writer.more('events', 20)
      await writer.kill()
      await check(disk, writer.said)
    })
  }, 60_000)

  test('that becomes read-only is refused, and works again once it can be written', async () => {
    await withDisk('64m', async (disk) => {
      const data = join(disk, 'data')
      const bound = join(disk, 'bound')
      for (const name of [data, bound]) mkdirSync(name)
      writeFileSync(join(data, 'there'), '')
      const writer = start(data, {})
      await writer.more('events', 20)
      // Files that are open for writing keep a disk from becoming read-only: what is opened anew is what is refused.
      await writer.kill()
      expect(mounted('--bind', data, bound) && mounted('-o', 'remount,bind,ro', bound)).toBe(true)
      await expect(openLog(`sqlite:${bound}/log.db`)).rejects.toThrow(/log\.db/)
      await expect(openLedger(`${bound}/consent.jsonl`)).rejects.toThrow()
      spawnSync('umount', [bound])
      await check(data, writer.said)
    })
  }, 60_000)
})
