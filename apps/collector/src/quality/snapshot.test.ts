import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noCounts } from './counts.ts'
import { readSnapshot, SnapshotDamaged, writeSnapshot } from './snapshot.ts'
import type { State } from './state.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wend-quality-'))
  path = join(folder, 'quality.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

const owner = { log: 7, key: 'key' }
const state = (tabs: number): State => ({
  offset: 41,
  blind: 0,
  rebuilt: 0,
  days: [{ site: 'shop', day: 20_780, browser: 'Safari 26', counts: { ...noCounts(), received: 3, old: 2 } }],
  tabs: Array.from({ length: tabs }, (_, n) => [
    `hash${n}`,
    { site: 'shop', browser: 'Safari 26', top: 4, heard: 5, holes: [{ from: 1, to: 2, day: 20_780 }], told: [1, 0, 0] },
  ]),
})

describe('a snapshot', () => {
  it.each([0, 1, 1000, 2500])('gives back what was written, with %d tabs, and is its owner’s', async (tabs) => {
    writeFileSync(`${path}.new`, 'what a crash left')
    await writeSnapshot(path, state(tabs), owner)
    const { days, ...read } = (await readSnapshot(path)) ?? {}
    expect(read).toMatchObject({ offset: 41, tabs: [...state(tabs).tabs], ...owner })
    expect(days?.[0]?.counts).toEqual({ ...noCounts(), received: 3, old: 2 })
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('is not there at first', async () => {
    expect(await readSnapshot(path)).toBeUndefined()
  })

  it('stays as it was when the next one cannot be written', async () => {
    await writeSnapshot(path, state(1), owner)
    const before = readFileSync(path)
    const failing = (function* () {
      yield* state(1).tabs
      throw new Error('no more')
    })()
    await expect(writeSnapshot(path, { ...state(1), tabs: failing }, owner)).rejects.toThrow('no more')
    expect(readFileSync(path)).toEqual(before)
  })

  it.each([
    ['is empty', () => ''],
    ['is cut short', (text: string) => text.slice(0, -9)],
    ['is something else', () => '{"hello":"world"}'],
    ['is of another version', (text: string) => text.replace('"v":1', '"v":2')],
    ['has tabs that are none', (text: string) => text.replace('[[1,2,20780]]', '[["a"]]')],
    ['has gaps below nothing', (text: string) => text.replace('[[1,2,20780]]', '[[-1,2,20780]]')],
    ['counts less than nothing', (text: string) => text.replace('[3,0', '[-3,0')],
    ['counts more than there is', (text: string) => text.replace('[3,0', '[3,0,0')],
  ])('is damaged where it %s', async (_, spoil) => {
    await writeSnapshot(path, state(2), owner)
    const text = readFileSync(path, 'utf8')
    expect(spoil(text)).not.toBe(text)
    writeFileSync(path, spoil(text))
    await expect(readSnapshot(path)).rejects.toThrow(SnapshotDamaged)
  })
})
