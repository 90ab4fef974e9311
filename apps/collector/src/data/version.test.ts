import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BadConfig } from '../config/load.ts'
import { start } from '../testing.ts'
import { openData } from './open.ts'
import { bringUp, layout, layoutOf, wend } from './version.ts'

let data: string
beforeEach(() => {
  data = join(mkdtempSync(join(tmpdir(), 'wend-data-')), 'data')
})
afterEach(() => rmSync(join(data, '..'), { recursive: true, force: true }))

const fill = (files: Record<string, string>) => {
  mkdirSync(data)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(data, name), text)
}
/** Every name, byte and time of a folder, itself included. */
const state = (folder: string): Record<string, unknown> =>
  Object.fromEntries(
    ['.', ...readdirSync(folder, { recursive: true })].map((name) => {
      const path = join(folder, String(name))
      const { mtimeNs, ctimeNs, size } = statSync(path, { bigint: true })
      return [
        name,
        [
          mtimeNs,
          ctimeNs,
          size,
          statSync(path).isFile() && createHash('sha256').update(readFileSync(path)).digest('hex'),
        ],
      ]
    }),
  )

describe('a data folder', () => {
  it('that is new gets the layout of this version, and keeps it', async () => {
    await openData(data).close()
    expect(JSON.parse(readFileSync(join(data, 'version.json'), 'utf8'))).toEqual({ layout, wend })
    const before = statSync(join(data, 'version.json'), { bigint: true }).mtimeNs
    await openData(data).close()
    expect(statSync(join(data, 'version.json'), { bigint: true }).mtimeNs).toBe(before)
  })

  it.each([
    ['from before there was a number', { 'log.db': '', pepper: 'p' }],
    ['that holds keys only', { pepper: 'p', 'signing.shop': 's' }],
    ['that is the root of a disk', { 'lost+found': '' }],
  ])('%s is taken', async (_, files) => {
    fill(files)
    await openData(data).close()
    expect(layoutOf(data)).toBe(layout)
  })

  it('of an older layout takes the steps that it lacks, and goes on where it was interrupted', () => {
    fill({ 'version.json': '{"layout":1,"wend":"0.1.0"}' })
    const taken: number[] = []
    const steps = [1, 2, 3, 4].map((number) => () => {
      if (number === 3 && taken.length < 2) {
        taken.push(0)
        throw new Error('The power went.')
      }
      taken.push(number)
    })
    expect(() => bringUp(data, steps)).toThrow('The power went.')
    expect(layoutOf(data, 4)).toBe(2)
    bringUp(data, steps)
    expect(taken).toEqual([2, 0, 3, 4])
    expect(layoutOf(data, 4)).toBe(4)
  })

  it.each([
    ['of a newer layout', { 'version.json': '{"layout":99,"wend":"7.0.0"}' }, /layout 99, written by Wend 7\.0\.0/],
    ['with a version that is none', { 'version.json': '{"layout":"1"}' }, /version\.json is not one that Wend wrote/],
    ['with a version cut short', { 'version.json': '{"lay' }, /version\.json is not one that Wend wrote/],
    ['of somebody else', { 'index.html': '', 'package.json': '{}' }, /none of them is Wend's/],
    ['that is a backup', { 'manifest.json': '{}', 'log.db': '' }, /is a backup\. Bring it back with “wend restore/],
    [
      'in the middle of a restore',
      { restoring: '', 'version.json': '{"layout":1,"wend":"0.1.0"}' },
      /has not finished/,
    ],
  ])('%s is refused, and nothing in it is touched', async (_, files, message) => {
    fill({ ...files, 'notes.txt': 'mine' })
    const before = state(data)
    expect(() => openData(data)).toThrow(BadConfig)
    expect(() => openData(data)).toThrow(message)
    expect(() => openData(data)).toThrow(/\.( |$)/)
    expect(state(data)).toEqual(before)
  })

  it('of a collector that ran, and whose number is newer now, keeps a collector from starting without a trace', async () => {
    const collector = await start({
      config: `port: 0\ndata: ${data}\nsites: { shop: { origins: [https://shop.example] } }\n`,
    })
    await collector.stop()
    writeFileSync(join(data, 'version.json'), '{"layout":2,"wend":"0.2.0"}')
    const before = state(data)
    await expect(
      start({ config: `port: 0\ndata: ${data}\nsites: { shop: { origins: [https://shop.example] } }\n` }),
    ).rejects.toThrow(/layout 2, written by Wend 0\.2\.0; this is Wend .* Nothing was changed/)
    expect(state(data)).toEqual(before)
  })

  it('is one collector’s: a second is refused with a sentence, and the first goes on', async () => {
    const config = `port: 0\ndata: ${data}\nsites: { shop: { origins: [https://shop.example] } }\n`
    const collector = await start({ config })
    const names = readdirSync(data)
    await expect(start({ config })).rejects.toThrow(/^Another Wend is using the data folder .* Stop it first/)
    expect(readdirSync(data)).toEqual(names)
    expect((await collector.ask('/readyz')).status).toBe(200)
    await collector.stop()
    await (await start({ config })).stop()
  })
})
