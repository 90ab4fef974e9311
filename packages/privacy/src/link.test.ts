import { createSecretKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { issueLink, readLink } from './link.ts'
import { sha256 } from './pseudonym.ts'

const key = createSecretKey(Buffer.alloc(32, 1))
const way = { site: 'shop', from: 'https://shop.example', to: 'https://pay.example' }
const link = { visitor: sha256('AAECAwQFBgcICQoLDA0ODw'), at: Date.UTC(2026, 10, 22, 12) }
const token = issueLink(key, link, way)

describe('a token for a link', () => {
  it('says on its way who followed it and when it was made', () => {
    expect(readLink(key, token, way)).toMatchObject(link)
  })

  it('is another each time, and tells nobody whose it is', () => {
    const again = issueLink(key, link, way)
    expect(again.slice(0, 16)).not.toBe(token.slice(0, 16))
    expect(Buffer.from(token, 'base64url').toString('hex')).not.toContain(link.visitor.slice(0, 8))
  })

  it('has one id, however its last character is written', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const same = [...alphabet]
      .map((last) => readLink(key, token.slice(0, -1) + last, way)?.id)
      .filter((id) => id !== undefined)
    expect(same.length).toBeGreaterThan(1)
    expect(new Set(same)).toEqual(new Set([readLink(key, token, way)?.id]))
    expect(same[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it.each([
    ['of another site', key, token, { ...way, site: 'blog' }],
    ['on another page', key, token, { ...way, to: 'https://evil.example' }],
    ['from another page', key, token, { ...way, from: 'https://evil.example' }],
    ['the other way round', key, token, { site: 'shop', from: way.to, to: way.from }],
    ['with another key', createSecretKey(Buffer.alloc(32, 2)), token, way],
    ['that was cut', key, token.slice(1), way],
    ['that is none', key, undefined, way],
    ['of the right length that is none', key, 'A'.repeat(91), way],
  ])('is worth nothing %s', (_, by, text, on) => {
    expect(readLink(by, text, on)).toBeUndefined()
  })

  it('is worth nothing with any sign changed', () => {
    for (let at = 0; at < token.length - 1; at++) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
      expect(readLink(key, changed, way)).toBeUndefined()
    }
  })
})
