import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { entries, entry } from '../contract.ts'
import { backupLog, LogUnavailable, openLog } from '../index.ts'

let folder: string
let url: string
let copy: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wend-backup-'))
  url = `sqlite:${join(folder, 'log.db')}`
  copy = join(folder, 'copy.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a copy of a log', () => {
  test('is whole, of one moment, though the log is written meanwhile', async () => {
    const log = await openLog(url)
    await log.append(Array.from({ length: 3000 }, (_, n) => entry({ n, text: 'x'.repeat(900) })))
    let writing = true
    const stream = (async () => {
      while (writing) await log.append(entries(10))
    })()
    await backupLog(url, copy)
    writing = false
    await stream
    const { last } = await log.bounds()
    await log.close()

    const db = new DatabaseSync(copy)
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    db.close()
    const copied = await openLog(`sqlite:${copy}`)
    const bounds = await copied.bounds()
    expect(bounds.last).toBeGreaterThanOrEqual(3000)
    expect(bounds.last).toBeLessThanOrEqual(last)
    expect((bounds.last - 3000) % 10).toBe(0)
    expect((await copied.read(0, 100_000)).length).toBe(bounds.last)
    expect(await copied.append(entries(1))).toEqual([bounds.last + 1])
    await copied.close()
  })

  test('is for its owner only, and leaves nothing beside it', async () => {
    const log = await openLog(url)
    await log.append(entries(5))
    await backupLog(url, copy)
    expect(statSync(copy).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db'])
    await log.close()
  })

  test('can be made by another process, of a log that nobody has open as well', async () => {
    const log = await openLog(url)
    await log.append(entries(5))
    const script = `import(${JSON.stringify(import.meta.resolve('../index.ts'))}).then(({ backupLog }) => backupLog(process.argv[1], process.argv[2]))`
    for (const name of ['live.db', 'stopped.db']) {
      if (name === 'stopped.db') await log.close()
      const child = spawn(process.execPath, ['-e', script, url, join(folder, name)], { stdio: 'inherit' })
      expect(await once(child, 'exit')).toEqual([0, null])
      const copied = await openLog(`sqlite:${join(folder, name)}`)
      expect(await copied.bounds()).toEqual({ first: 1, last: 5 })
      await copied.close()
    }
  })
})

describe('a copy is refused, and no file left,', () => {
  test('where a file is already: it stays as it is', async () => {
    await (await openLog(url)).close()
    writeFileSync(copy, 'precious')
    await expect(backupLog(url, copy)).rejects.toThrow('Name a new file.')
    expect(statSync(copy).size).toBe(8)
  })

  test.each<[string, () => void]>([
    ['nothing', () => {}],
    ['an empty file', () => writeFileSync(join(folder, 'log.db'), '')],
    ['something else', () => writeFileSync(join(folder, 'log.db'), 'hello '.repeat(100))],
  ])('of %s', async (_, make) => {
    make()
    await expect(backupLog(url, copy)).rejects.toThrow(LogUnavailable)
    expect(existsSync(copy)).toBe(false)
  })
})
