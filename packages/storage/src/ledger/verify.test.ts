import { createHash } from 'node:crypto'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LedgerUnavailable, openLedger, verify } from './index.ts'
import { consent, newFolder } from './testing.ts'

let folder: string
let remove: () => void
let path: string
beforeEach(() => {
  ;({ folder, remove } = newFolder())
  path = join(folder, 'consent.jsonl')
})
afterEach(() => remove())

const write = async (count: number) => {
  const ledger = await openLedger(path)
  const kinds = ['given', 'changed', 'withdrawn'] as const
  const record = (n: number) => consent({ who: `w${n % 5}`, kind: kinds[n % 3] ?? 'given', at: n, language: 'de' })
  await Promise.all(Array.from({ length: count }, (_, n) => ledger.append(record(n))))
  await ledger.close()
  return readFileSync(path)
}
const dropIndex = () => rmSync(`${path}.index`)
const lineAt = (bytes: Buffer, at: number) => bytes.subarray(0, at).toString('latin1').split('\n').length
const beginOf = (bytes: Buffer, line: number) =>
  line === 1
    ? 0
    : bytes
        .toString('latin1')
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + 1

describe('verify', () => {
  test('says how many records there are, and the hash of the last', async () => {
    const bytes = await write(7)
    const head = bytes.toString().slice(-67, -3)
    expect(await verify(path)).toEqual({ ok: true, records: 7, head, index: true })
    dropIndex()
    expect(await verify(path)).toEqual({ ok: true, records: 7, head, index: false })
  })

  test('sees every single byte that is changed, in whichever bit, and says in which line', async () => {
    const bytes = await write(4)
    dropIndex()
    let bit = 0
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ (1 << (bit++ % 8))
      writeFileSync(path, changed)
      const line = lineAt(bytes, at)
      expect([at, await verify(path)]).toMatchObject([at, { ok: false, line, byte: beginOf(bytes, line) }])
    }
  }, 60_000)

  test('sees a random bit anywhere in a larger one', async () => {
    const bytes = await write(3000)
    let seed = 3
    for (let round = 0; round < 200; round++) {
      seed = (seed * 48_271) % 2_147_483_647
      const at = seed % bytes.length
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ (1 << (round % 8))
      writeFileSync(path, changed)
      const line = lineAt(bytes, at)
      expect([at, await verify(path)]).toMatchObject([at, { ok: false, line, byte: beginOf(bytes, line) }])
    }
  }, 60_000)

  test('sees a byte that is missing or too much', async () => {
    const bytes = await write(3)
    for (let at = 0; at < bytes.length; at += 7) {
      writeFileSync(path, Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]))
      expect([at, await verify(path)]).toMatchObject([at, { ok: false, line: lineAt(bytes, at) }])
      writeFileSync(path, Buffer.concat([bytes.subarray(0, at), Buffer.from(' '), bytes.subarray(at)]))
      expect([at, await verify(path)]).toMatchObject([at, { ok: false, line: lineAt(bytes, at) }])
    }
    writeFileSync(path, Buffer.concat([bytes, Buffer.from('\n')]))
    expect(await verify(path)).toMatchObject({ ok: false, line: 5, byte: bytes.length })
  }, 60_000)

  /** A line whose hash fits what it says, as somebody would make it who knows how. */
  const sealed = (line: string) => {
    const open = line.replace(/,"hash":"[0-9a-f]{64}"\}$/, '}')
    return `${open.slice(0, -1)},"hash":"${createHash('sha256').update(open).digest('hex')}"}`
  }
  type Change = (lines: string[]) => string[]
  const edit =
    (line: number, from: string | RegExp, to: string): Change =>
    (lines) =>
      lines.with(line - 1, sealed((lines[line - 1] ?? '').replace(from, to)))
  test.each<[string, number, string, Change]>([
    ['a record whose hash was made anew', 3, 'prev is another hash', edit(2, '"given"', '"erased"')],
    ['a removed line', 3, '(seq) is 4', (lines) => lines.toSpliced(2, 1)],
    [
      'two lines that changed places',
      3,
      '(seq) is 4',
      (lines) => lines.toSpliced(2, 2, lines[3] ?? '', lines[2] ?? ''),
    ],
    ['a line that stands there twice', 4, '(seq) is 3', (lines) => lines.toSpliced(3, 0, lines[2] ?? '')],
    ['another number', 3, '(seq) is 9', edit(3, '"seq":3', '"seq":9')],
    [
      'a second first line',
      2,
      'only the first line',
      (lines) => edit(2, /,"site".*/, ',"ledger":"0a0a0a0a","format":1}')(lines),
    ],
    ['another format', 1, 'not canonical', edit(1, '"format":1', '"format":2')],
    ['a space more', 3, 'not canonical', edit(3, '"kind":', '"kind": ')],
    ['a number written otherwise', 3, 'not canonical', edit(3, /"at":(\d+)/, '"at":$1.0')],
    ['a member that we do not know', 3, 'not canonical', edit(3, '"kind"', '"x":1,"kind"')],
    ['a member that is missing', 3, 'not canonical', edit(3, /"received":\d+,/, '')],
    ['a kind that we do not know', 3, 'not canonical', edit(3, /"kind":"\w+"/, '"kind":"perhaps"')],
    ['no JSON', 3, 'not canonical', edit(3, '{', '[')],
    ['no first line', 1, '(seq) is 2', (lines) => lines.slice(1)],
  ])('sees %s', async (_, line, why, change) => {
    const bytes = await write(6)
    dropIndex()
    const lines = bytes.toString().trimEnd().split('\n')
    writeFileSync(path, `${change(lines).join('\n')}\n`)
    const result = await verify(path)
    expect(result).toMatchObject({ ok: false, line, why: expect.stringContaining(why) })
  })

  test('sees by the index that lines are missing at the end, or that the last ones were written anew', async () => {
    const bytes = await write(6)
    const lines = bytes.toString().trimEnd().split('\n')
    for (let left = 1; left < lines.length; left++) {
      const short = `${lines.slice(0, left).join('\n')}\n`
      writeFileSync(path, short)
      expect(await verify(path)).toEqual({
        ok: false,
        line: left + 1,
        byte: short.length,
        why: 'the file ends before it, but the index beside it remembers 7 lines',
      })
    }
    writeFileSync(path, `${edit(7, '"language":"de"', '"language":"en"')(lines).join('\n')}\n`)
    expect(await verify(path)).toMatchObject({ ok: false, line: 7, byte: beginOf(bytes, 7), why: /anew/ })
    dropIndex()
    expect(await verify(path)).toMatchObject({ ok: true, index: false }) // as its description says
  })

  test('only reads, also while the ledger is written', async () => {
    await write(3)
    const before = [readFileSync(path), statSync(path).mtimeMs]
    await verify(path)
    expect([readFileSync(path), statSync(path).mtimeMs]).toEqual(before)

    const ledger = await openLedger(path)
    const writing = (async () => {
      for (let n = 0; n < 300; n++) await ledger.append(consent({ at: n }))
    })()
    for (let n = 0; n < 20; n++) expect(await verify(path)).toMatchObject({ ok: true, index: true })
    await writing
    expect(await ledger.verify()).toMatchObject({ ok: true, records: 303 })
    await ledger.close()
  })

  test('says so when there is nothing to read, or nothing in it', async () => {
    await expect(verify(path)).rejects.toThrow(LedgerUnavailable)
    await expect(verify(path)).rejects.toThrow('No consent ledger can be read at')
    writeFileSync(path, '')
    expect(await verify(path)).toEqual({ ok: false, line: 1, byte: 0, why: 'the file is empty' })
  })

  test('does not fill the memory with a file that is none of ours', async () => {
    writeFileSync(path, Buffer.alloc(8_000_000, 'x'))
    expect(await verify(path)).toEqual({ ok: false, line: 1, byte: 0, why: 'it is longer than any line of a ledger' })
  })
})
