import { createHash } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verify } from '@wend/storage/ledger'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BadConfig, loadConfig } from '../config/load.ts'
import { batch, type Running, start, view } from '../testing.ts'
import { type Backup, backup } from './backup.ts'
import { type Restore, restore } from './restore.ts'

let folder: string
let collector: Running | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wend-backup-'))
})
afterEach(async () => {
  await collector?.halt()
  collector = undefined
  rmSync(folder, { recursive: true })
})

const run = async (data = 'data'): Promise<Running> => {
  const own = join(folder, data)
  mkdirSync(own, { recursive: true })
  const config = `port: 0\ndata: ${join(own, 'data')}\nsites: { shop: { origins: [https://shop.example] } }\n`
  collector = await start({ folder: own, config })
  return collector
}
const configOf = (data = 'data') => loadConfig(join(folder, data, 'wend.yaml'))
const halt = async () => {
  await collector?.halt()
  collector = undefined
}
/** Keeps what a command says. */
const speak = () => {
  const said: string[] = []
  return { said: () => said.join('\n'), print: (line: string) => void said.push(line) }
}
const save = async (more: Partial<Backup> = {}, to = join(folder, 'backup')) => {
  const { said, print } = speak()
  await backup(configOf(), { to, environment: {}, withSecrets: false, print, ...more })
  return said()
}
const bring = async (data = 'other', more: Partial<Restore> = {}) => {
  const { said, print } = speak()
  await restore(configOf(data), { from: join(folder, 'backup'), environment: {}, force: false, print, ...more })
  return said()
}
/** A second place for a collector, with its configuration and its keys. */
const prepare = (data = 'other') => {
  mkdirSync(join(folder, data, 'data'), { recursive: true })
  cpSync(join(folder, 'data', 'wend.yaml'), join(folder, data, 'wend.yaml'))
  const text = readFileSync(join(folder, data, 'wend.yaml'), 'utf8')
  writeFileSync(join(folder, data, 'wend.yaml'), text.replace(join(folder, 'data'), join(folder, data)))
  for (const name of ['pepper', 'token']) cpSync(join(folder, 'data/data', name), join(folder, data, 'data', name))
}
const bytes = (path: string): string =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
/** One visit of one browser: its cookie, and what it sent. */
const visit = async (one: Running, title: string, cookie?: string) => {
  const events = [view({ title }), view({ title })]
  const response = await one.post(batch(events), cookie ? { Cookie: cookie } : {})
  expect(response.status).toBe(200)
  return { events, cookie: cookie ?? response.headers.getSetCookie()[0]?.split(';')[0] ?? '' }
}
const erase = async (one: Running, visitor: string) => {
  const response = await one.ask('/api/people/erase', {
    method: 'POST',
    headers: { ...one.bearer, 'Content-Type': 'application/json' },
    body: JSON.stringify({ site: 'shop', visitor: visitor.replace(/^[^=]*=/, '') }),
  })
  expect(response.status).toBe(200)
}

describe('a backup', () => {
  it('of a collector that takes events meanwhile holds all that was acknowledged before, and opens', async () => {
    const one = await run()
    const acknowledged: string[] = []
    let running = true
    const sending = Array.from({ length: 4 }, async () => {
      while (running) {
        const events = [view(), view()]
        if ((await one.tell(batch(events))).accepted === 2) acknowledged.push(...events.map(({ id }) => String(id)))
      }
    })
    while (acknowledged.length < 100) await new Promise((resolve) => setTimeout(resolve, 10))
    const before = [...acknowledged]
    await save()
    running = false
    await Promise.all(sending)
    await halt()
    prepare()
    expect(await verify(join(folder, 'backup/consent.jsonl'))).toMatchObject({ ok: true })
    await bring()
    const restored = await run('other')
    const stored: string[] = []
    for (let after = '0'; ; ) {
      const { events, next } = await (
        await restored.ask(`/api/events?limit=1000&after=${after}`, { headers: restored.bearer })
      ).json()
      if (!events.length) break
      stored.push(...events.map(({ id }: { id: string }) => id))
      after = next
    }
    expect(new Set(stored).size).toBe(stored.length)
    expect(before.filter((id) => !stored.includes(id))).toEqual([])
    // Whoever stands in the log stands in the ledger: the receipt of every event is found.
    expect(await verify(join(folder, 'other/data/consent.jsonl'))).toMatchObject({ ok: true })
  })

  it('has a manifest of every file, is for its owner only, and holds no key', async () => {
    const one = await run()
    await visit(one, 'Mugs')
    const said = await save()
    const to = join(folder, 'backup')
    const manifest = JSON.parse(readFileSync(join(to, 'manifest.json'), 'utf8'))
    const names = readdirSync(to, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(to.length + 1))
    expect(manifest.files.map(({ name }: { name: string }) => name).sort()).toEqual(
      names.filter((name) => name !== 'manifest.json').sort(),
    )
    for (const { name, sha256, bytes } of manifest.files) {
      const content = readFileSync(join(to, name))
      expect([content.length, createHash('sha256').update(content).digest('hex')]).toEqual([bytes, sha256])
      expect(statSync(join(to, name)).mode & 0o077).toBe(0)
    }
    expect(manifest).toMatchObject({ backup: 1, log: { first: 1, last: 2 } })
    expect(names).toEqual(expect.arrayContaining(['log.db', 'consent.jsonl', 'tombstones.jsonl', 'version.json']))
    for (const name of ['pepper', 'token'])
      expect(bytes(to)).not.toContain(readFileSync(join(folder, 'data/data', name), 'utf8'))
    expect(said).toContain('a pepper beside the pseudonyms undoes them')
    expect(said).not.toContain('Left out, because')
  })

  it('with secrets says what that means, and needs no key where it is restored', async () => {
    const one = await run()
    const { cookie } = await visit(one, 'Mugs')
    expect(await save({ withSecrets: true })).toMatch(/With pepper, token: whoever reads this backup/)
    await halt()
    prepare()
    for (const name of ['pepper', 'token']) rmSync(join(folder, 'other/data', name))
    await bring()
    const restored = await run('other')
    await visit(restored, 'Mugs', cookie)
    expect(new Set((await restored.stored()).map(({ subject }) => subject)).size).toBe(1)
  })

  it('is refused with a sentence where it cannot be whole, and leaves nothing', async () => {
    await visit(await run(), 'Mugs')
    await halt()
    const data = join(folder, 'data/data')
    const spoil: [string, () => void, RegExp][] = [
      [
        'not empty',
        () => mkdirSync(join(folder, 'backup/mine'), { recursive: true }),
        /backup is not empty\. Name a new/,
      ],
      ['in the middle of a rotation', () => writeFileSync(join(data, 'pepper_next'), 'x'), /has not finished/],
      ['the pepper is elsewhere', () => rmSync(join(data, 'pepper')), /same WEND_PEPPER_FILE/],
      ['no log', () => rmSync(join(data, 'log.db')), /nothing to back up/],
    ]
    cpSync(data, join(folder, 'whole'), { recursive: true })
    for (const [why, change, message] of spoil) {
      change()
      await expect(save(), why).rejects.toThrow(message)
      await expect(save(), why).rejects.toThrow(BadConfig)
      expect(readdirSync(folder).includes('backup') && readdirSync(join(folder, 'backup')), why).toEqual(
        why === 'not empty' ? ['mine'] : false,
      )
      for (const path of [data, join(folder, 'backup')]) rmSync(path, { recursive: true, force: true })
      cpSync(join(folder, 'whole'), data, { recursive: true })
    }
    await save()
  })

  it('that cannot be finished leaves nothing, and can be made again', async () => {
    await visit(await run(), 'Mugs')
    rmSync(join(folder, 'data/data/policies'), { recursive: true })
    writeFileSync(join(folder, 'data/data/policies'), 'no folder')
    await expect(save()).rejects.toThrow()
    expect(readdirSync(join(folder, 'backup'))).toEqual([])
    rmSync(join(folder, 'data/data/policies'))
    await save()
  })
})

describe('a restore', () => {
  it('brings nobody back who was erased since, recognises events, and goes on with sequences that nobody had', async () => {
    const one = await run()
    const gone = await visit(one, 'canary-canary')
    const other = await visit(one, 'Mugs')
    await save()
    const later = await visit(one, 'Jugs', other.cookie)
    await erase(one, gone.cookie)
    const last = (await one.stored()).at(-1)?.sequence ?? ''
    await halt()
    expect(bytes(join(folder, 'backup'))).toContain('canary-canary')
    prepare()

    const said = await bring('other', { tombstones: join(folder, 'data/data/tombstones.jsonl') })
    expect(said).toMatch(/events up to sequence 4\./)
    expect(said).toMatch(/\d entries in the list of the erased are newer than the backup/)
    const restored = await run('other')
    const subject = gone.cookie.replace(/^[^=]*=/, '')
    expect((await restored.stored()).map(({ data }) => (data as { title: string }).title)).toEqual(['Mugs', 'Mugs'])
    const again = await restored.tell(batch(other.events), { Cookie: other.cookie })
    expect(again.others.map(({ verdict }) => verdict)).toEqual(['duplicate', 'duplicate'])
    await restored.post(batch([view()]), { Cookie: gone.cookie })
    // Sent once more, as a sender may who never heard that it was stored.
    expect((await restored.tell(batch(later.events), { Cookie: other.cookie })).accepted).toBe(2)
    const response = await restored.ask(`/api/events?after=${last}`, { headers: restored.bearer })
    expect(response.status).toBe(200)
    const { events } = await response.json()
    expect(events.filter(({ subject }: { subject?: string }) => subject)).toHaveLength(2)
    expect(Number(events[0].sequence)).toBeGreaterThan(Number(last))
    await halt()
    const left = bytes(join(folder, 'other/data'))
    expect(left.includes('canary-canary')).toBe(false)
    expect(left.includes(subject)).toBe(false)
  })

  it('keeps a list of the erased that is newer than the backup’s, also without being told', async () => {
    const one = await run()
    const gone = await visit(one, 'canary-canary')
    await save()
    await erase(one, gone.cookie)
    await halt()
    const said = await bring('data', { force: true })
    const newer = await run()
    expect(said).toMatch(/entries in the list of the erased are newer/)
    expect(await newer.stored()).toEqual([])
  })

  it('moves what is there aside when told to, and keeps what was refused since', async () => {
    const one = await run()
    const { cookie } = await visit(one, 'Mugs')
    await save()
    const no = { site: 'shop', v: 1, consent: { granted: [], denied: ['analytics'], source: 'banner' } }
    const response = await one.ask('/w/c', {
      method: 'POST',
      body: JSON.stringify(no),
      headers: { Origin: 'https://shop.example', Cookie: cookie },
    })
    expect(response.status).toBe(200)
    await halt()
    const ledger = readFileSync(join(folder, 'data/data/consent.jsonl'), 'utf8')
    await expect(bring('data')).rejects.toThrow(/holds data \(log\.db.* run this again with --force/)
    expect(readFileSync(join(folder, 'data/data/consent.jsonl'), 'utf8')).toBe(ledger)
    const said = await bring('data', { force: true })
    expect(said).toContain('Decisions about consent that were made since the backup are kept.')
    expect(said).toMatch(/What was here lies in .*before-restore-.* delete it/)
    const restored = await run()
    expect(readFileSync(join(folder, 'data/data/consent.jsonl'), 'utf8').startsWith(ledger)).toBe(true)
    const { others } = await restored.tell(batch([view()]), { Cookie: cookie })
    expect(others[0]?.code).toBe('consent_withdrawn')
  })

  it('takes the backup’s ledger where the present one is damaged', async () => {
    await visit(await run(), 'Mugs')
    await save()
    await visit(collector as Running, 'Jugs')
    await halt()
    appendFileSync(join(folder, 'data/data/consent.jsonl'), 'nonsense\n')
    expect(await bring('data', { force: true })).toContain('Decisions about consent that were made after')
    await run()
  })

  it('that was broken off keeps a collector from starting, and is done again', async () => {
    await visit(await run(), 'Mugs')
    await save()
    await halt()
    prepare()
    cpSync(join(folder, 'backup/log.db'), join(folder, 'other/data/log.db'))
    writeFileSync(join(folder, 'other/data/restoring'), '')
    await expect(run('other')).rejects.toThrow(/has not finished\. Run it again: wend restore/)
    mkdirSync(join(folder, 'other'), { recursive: true })
    prepare()
    await bring('other', { force: true })
    expect(await (await run('other')).stored()).toHaveLength(2)
  })

  const spoil: [string, () => void | Promise<void>, RegExp][] = [
    ['has no manifest', () => rmSync(join(folder, 'backup/manifest.json')), /no backup, or one that was broken off/],
    [
      'has a manifest cut short',
      () => truncateSync(join(folder, 'backup/manifest.json'), 50),
      /is not one that this version/,
    ],
    ['lacks a file', () => rmSync(join(folder, 'backup/consent.jsonl')), /consent\.jsonl cannot be read/],
    ['has one byte more', () => appendFileSync(join(folder, 'backup/log.db'), 'x'), /log\.db is not as it was/],
    [
      'has one bit flipped',
      () => {
        const path = join(folder, 'backup/consent.jsonl')
        const content = readFileSync(path)
        content[20] = (content[20] ?? 0) ^ 1
        writeFileSync(path, content)
      },
      /consent\.jsonl is not as it was/,
    ],
    [
      'names files outside of it',
      () => edit({ files: [{ name: '../x', bytes: 0, sha256: 'a'.repeat(64) }] }),
      /is not one that/,
    ],
    ['comes from a newer Wend', () => edit({ layout: 99, wend: '7.0.0' }), /made by Wend 7\.0\.0 with layout 99/],
    [
      'belongs to another pepper',
      () => edit({ peppers: { '': '00000000' } }),
      /with the key id 00000000, and the one here/,
    ],
    ['belongs to a pepper that is not here', () => edit({ peppers: { shop: '00000000' } }), /WEND_PEPPER_SHOP_FILE/],
  ]
  const edit = (more: object) => {
    const path = join(folder, 'backup/manifest.json')
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...more }))
  }
  it('of a backup that is not whole or not ours is refused, and nothing is touched', async () => {
    await visit(await run(), 'Mugs')
    await save()
    await halt()
    prepare()
    cpSync(join(folder, 'backup'), join(folder, 'whole'), { recursive: true })
    for (const [why, change, message] of spoil) {
      await change()
      await expect(bring(), why).rejects.toThrow(message)
      await expect(bring(), why).rejects.toThrow(BadConfig)
      expect(readdirSync(join(folder, 'other/data')).sort(), why).toEqual(['pepper', 'token'])
      rmSync(join(folder, 'backup'), { recursive: true })
      cpSync(join(folder, 'whole'), join(folder, 'backup'), { recursive: true })
    }
    await bring()
  })

  it('is refused while a collector has the data folder', async () => {
    await visit(await run(), 'Mugs')
    await save()
    await expect(bring('data', { force: true })).rejects.toThrow(/^Another Wend is using the data folder/)
    expect(await (collector as Running).stored()).toHaveLength(2)
  })

  it('is refused with a list of the erased that is none', async () => {
    await visit(await run(), 'Mugs')
    await save()
    await halt()
    prepare()
    writeFileSync(join(folder, 'list'), 'nonsense\n')
    await expect(bring('other', { tombstones: join(folder, 'list') })).rejects.toThrow(/is not a list of the erased/)
    await expect(bring('other', { tombstones: join(folder, 'nowhere') })).rejects.toThrow(/cannot be read/)
    expect(readdirSync(join(folder, 'other/data')).sort()).toEqual(['pepper', 'token'])
  })
})
