import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parsePolicy } from '@wend/privacy/policy'
import { createPseudonyms, digestOf, sha256 } from '@wend/privacy/pseudonym'
import { builtIn } from '@wend/protocol'
import { openLedger } from '@wend/storage/ledger'
import { openLog } from '@wend/storage/log'
import { openTombstones } from '@wend/storage/tombstones'
import { newVisitor } from '../http/cookies.ts'
import { createSite, type Site } from '../site.ts'
import { createPeople } from './index.ts'

export const now = Date.UTC(2026, 10, 22, 12)

const pepper = { id: 'a1b2c3d4', secret: Buffer.from('only for tests: 32 characters and some more') }

export const visitorKey = createPseudonyms(pepper, '').key('visitor')

export const siteCalled = (name: string, policy: object = {}): Site =>
  createSite(name, {
    origins: [`https://${name}.example`],
    query: [],
    taxonomy: builtIn,
    undeclared: 'accept',
    countryHeader: undefined,
    phoneRegion: 'DE',
    policy: parsePolicy({ version: 1, controller: { name: 'Saltmoor', contact: 'privacy@shop.example' }, ...policy }),
    pseudonyms: createPseudonyms(pepper, name),
    visitorKey,
  })

export const cookie = (): string => newVisitor(visitorKey)
export const subjectOf = (site: Site, visitor: string): string => site.pseudonyms.of('visitor', sha256(visitor))
export const emailOf = (site: Site, email: string): string =>
  site.pseudonyms.of('email', digestOf('email', email) ?? '')

let made = 0
/** An event as the pipeline writes it down. */
export function entryOf(site: Site, subject: string | undefined, more: Record<string, unknown> = {}) {
  const id = randomUUID()
  const time = new Date(now + made++).toISOString()
  const body = JSON.stringify({
    specversion: '1.0',
    source: site.source,
    datacontenttype: 'application/json',
    recordedtime: time,
    granted: 'analytics',
    ...(subject !== undefined && { subject }),
    id,
    type: 'page.viewed',
    time,
    data: { url: 'https://shop.example/' },
    ...more,
  })
  return { site: site.name, id, body }
}

/** An event in which a browser, or a backend, says who somebody is. */
export const identity = (
  site: Site,
  subject: string | undefined,
  identifiers: Record<string, string>,
  type = 'identity.claimed',
) => entryOf(site, subject, { type, data: { identifiers } })

export type Room = Awaited<ReturnType<typeof openRoom>>

/** The real log, ledger and list of the erased in a folder, as often as they are opened. */
export async function openRoom(
  sites: readonly Site[] = [siteCalled('shop')],
  folder: string = mkdtempSync(join(tmpdir(), 'wend-people-')),
) {
  const clock = () => now
  const log = await openLog(`sqlite:${join(folder, 'log.db')}`, { clock })
  const failed = await openLog(`sqlite:${join(folder, 'failed.db')}`, { clock })
  const ledger = await openLedger(join(folder, 'consent.jsonl'))
  const tombstones = await openTombstones(join(folder, 'tombstones.jsonl'))
  const forgotten: string[] = []
  const people = createPeople({
    log,
    failed,
    ledger,
    tombstones,
    clock,
    sites: new Map(sites.map((site) => [site.name, site])),
    forget(site, subject) {
      forgotten.push(`${site}/${subject}`)
      return 0
    },
  })
  const close = async () => {
    await log.close()
    await failed.close()
    await ledger.close()
    await tombstones.close()
  }
  return {
    folder,
    log,
    failed,
    ledger,
    tombstones,
    people,
    forgotten,
    close,
    /** Every byte of the folder. */
    bytes: () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((file) => file.isFile())
        .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'))
        .join('\n'),
    async remove() {
      await close()
      rmSync(folder, { recursive: true })
    },
    /** Everything stored, oldest first. */
    async bodies(): Promise<string[]> {
      const found: string[] = []
      for (let after = 0; ; ) {
        const rows = await log.read(after, 1000)
        found.push(...rows.map(({ body }) => body))
        const last = rows.at(-1)
        if (!last) return found
        after = last.offset
      }
    },
  }
}
