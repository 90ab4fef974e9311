import { createSecretKey } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Kind, kinds } from '@wend/privacy/identifiers'
import { digestOf, sha256 } from '@wend/privacy/pseudonym'
import { readClaim, signClaim } from '@wend/privacy/receipt'
import { builtIn } from '@wend/protocol'
import { afterAll, expect, it } from 'vitest'
import { verify } from './pipeline/claims.ts'

const docs = readFileSync(join(import.meta.dirname, '../../../docs/identifiers.md'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'wend-claims-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('the proof of docs/identifiers.md verifies a claim', async () => {
  const example = /<!-- example: proof -->\n```js\n([\s\S]*?)```/.exec(docs)?.[1] ?? ''
  const file = join(folder, 'proof.mjs')
  writeFileSync(file, example)
  const { proofOf } = await import(pathToFileURL(file).href)
  const [secret, now] = ['Zq3vT8mN1xKc5RbW7yHd2LgF9sJpA4eU', Date.UTC(2026, 10, 22)]
  const signing = createSecretKey(Buffer.from(secret))
  const proof = proofOf(' 42', 'shop', secret, now)
  const exp = now / 1000 + 300
  expect(readClaim(signing, proof)).toEqual({ site: 'shop', identifiers: { customer: sha256('42') }, exp })
  expect(proof).toBe(signClaim(signing, { site: 'shop', identifiers: { customer: 42 }, exp }))

  const definition = builtIn.get('identity.claimed')
  if (!definition) throw new Error('There is no identity.claimed.')
  const data = { identifiers: { customer: sha256('42') }, proof }
  const item = {
    index: 0,
    id: 'a',
    type: definition.type,
    at: now,
    n: 0,
    view: undefined,
    definition,
    data,
    attributes: {},
  }
  const site = { name: 'shop', signing, definition: (type: string) => builtIn.get(type) }
  expect(verify(item, { site, received: now }).type).toBe('identity.verified')
})

it('the digests of docs/identifiers.md are ours', () => {
  const rows = [...docs.matchAll(/^\| `(\w+)` \| `(.+)` \| `([0-9a-f]{64})` \|$/gm)]
  expect(rows.length).toBeGreaterThanOrEqual(5)
  for (const [, kind, typed, digest] of rows) expect(digestOf(kind as Kind, typed)).toBe(digest)
})

it('docs/identifiers.md knows every kind', () => {
  const named = [...docs.matchAll(/^\| `(\w+)` \| [a-z]/gm)].map(([, kind]) => kind)
  expect(named).toEqual(kinds)
})
