import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isErasure } from '../people/index.ts'
import { cookie, emailOf, entryOf, identity, siteCalled, subjectOf } from '../people/testing.ts'
import { type Served, serveRoom } from '../you/testing.ts'

const site = siteCalled('shop')
let api: Served
let subject: string
const visitor = cookie()
beforeEach(async () => {
  api = await serveRoom([site, siteCalled('blog')])
  subject = subjectOf(site, visitor)
  await api.log.append([
    entryOf(site, subject, { data: { url: 'https://shop.example/', title: 'Mine' } }),
    identity(site, subject, { email: emailOf(site, 'maja@shop.example') }),
    entryOf(site, subjectOf(site, cookie()), { data: { url: 'https://shop.example/', title: 'Theirs' } }),
  ])
})
afterEach(() => api.stop())

describe('the people of a site', () => {
  it.each([
    ['an e-mail address', { email: ' Maja@SHOP.example ' }],
    ['a cookie', { visitor }],
    ['a pseudonym', { subject: subjectOf(site, visitor) }],
  ])('are handed out and erased by %s', async (_, by) => {
    const { text } = await api.post('/api/people/export', { site: 'shop', ...by })
    expect(JSON.parse(text).events).toHaveLength(2)
    expect(text).not.toContain('Theirs')
    const { response, text: receipt } = await api.post('/api/people/erase', { site: 'shop', ...by })
    expect(response.status).toBe(200)
    expect(isErasure(site, JSON.parse(receipt))).toBe(true)
    expect(JSON.parse(receipt)).toMatchObject({ total: 2, subjects: 1, reason: 'request', by: Object.keys(by)[0] })
    for (const secret of ['maja', visitor, subject]) expect(receipt.toLowerCase()).not.toContain(secret.toLowerCase())
    expect(await api.bodies()).toHaveLength(1)
  })

  it('are handed out to read', async () => {
    const { response, text } = await api.post('/api/people/export?format=html', {
      site: 'shop',
      email: 'maja@shop.example',
    })
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(text).toContain('Viewed Mine')
    expect(text).toContain('said itself that it is this person’s')
  })

  it.each([
    ['no person', { site: 'shop' }, 400, 'Name the person by one of'],
    [
      'two at once',
      { site: 'shop', email: 'canary@shop.example', phone: '+4930901820' },
      400,
      'Name the person by one of',
    ],
    ['no address', { site: 'shop', email: 'canary' }, 400, 'What was given as email is none'],
    ['no number', { site: 'shop', phone: 'canary' }, 400, 'What was given as phone is none'],
    ['another site', { site: 'canary', email: 'canary@shop.example' }, 403, 'No site of this name'],
    ['another reason', { site: 'shop', email: 'canary@shop.example', reason: 'canary' }, 400, '/reason'],
    ['an object', { site: 'shop', email: { canary: 1 } }, 400, '/email'],
    ['an unknown way', { site: 'shop', 'canary@shop.example': 1 }, 400, 'Name the person by one of'],
  ])('are not found by %s, and the answer repeats nothing', async (_, body, status, sentence) => {
    for (const path of ['/api/people/export', '/api/people/erase']) {
      const { response, text } = await api.post(path, body)
      expect(response.status).toBe(status)
      expect(text).toContain(sentence)
      expect(text).not.toContain('canary')
    }
    expect(await api.bodies()).toHaveLength(3)
  })

  it('take a number for a text where it is exact', async () => {
    const { text } = await api.post('/api/people/export', { site: 'shop', customer: 4711 })
    expect(JSON.parse(text)).toMatchObject({ by: 'customer', events: [] })
  })
})
