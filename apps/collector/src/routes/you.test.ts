import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cookie, entryOf, now, siteCalled, subjectOf } from '../people/testing.ts'
import { origin, type Served, serveRoom } from '../you/testing.ts'

const texts = {
  analytics: { texts: { en: { title: 'Counting', text: 'What is looked at.' } } },
  marketing: { texts: { en: { title: 'Adverts', text: 'What brought you here.' } } },
}
const site = siteCalled('shop', { purposes: texts, retention: { default: 25, classes: { form: 3, marketing: 1 } } })
const blog = siteCalled('blog')
let page: Served
let visitor: string
let subject: string
beforeEach(async () => {
  page = await serveRoom([site, blog])
  visitor = cookie()
  subject = subjectOf(site, visitor)
})
afterEach(() => page.stop())

const agree = (granted: string[], of = subject) =>
  page.ledger.append({
    site: 'shop',
    who: site.pseudonyms.who(of),
    kind: 'given',
    granted,
    at: now - 86_400_000,
    received: now - 86_400_000,
    source: 'banner',
    policy: site.policy.id,
  })
const viewed = (title: string, of = subject) =>
  entryOf(site, of, { data: { url: 'https://shop.example/mugs?q=1', title } })
const cookiesOf = (response: Response) => response.headers.getSetCookie()
const sessionOf = (html: string) => html.replace(/<style>.*<\/style>/s, '')

describe('the page with a visitor’s data', () => {
  it('says plainly that nothing is found without a cookie, and leaves none', async () => {
    await page.log.append([viewed('Somebody else')])
    const { response, text } = await page.open('')
    expect(response.status).toBe(200)
    expect(text).toContain('Nothing is held about this browser that could be found.')
    expect(text).not.toContain('Somebody else')
    expect(cookiesOf(response)).toEqual([])
  })

  it('tells what is held, since when, and for how long', async () => {
    await page.log.append([
      ...Array.from({ length: 60 }, (_, number) => viewed(`Mug ${number}`)),
      entryOf(site, subject, { type: 'form.started', data: { form: 'newsletter' } }),
      entryOf(site, subject, { type: 'custom.sample_ordered', data: {} }),
    ])
    const { id } = await agree(['analytics'])
    const { text } = await page.open('', visitor)
    expect(text).toContain('The first record is of November 21, 2026.')
    expect(text).toContain('62 in all')
    expect(text).toMatch(/Page viewed<\/th><td class="number">60<\/td><td class="number">25 months/)
    expect(text).toMatch(/Form started<\/th><td class="number">1<\/td><td class="number">3 months/)
    expect(text).toMatch(/sample ordered<\/th><td class="number">1<\/td>/)
    expect(text).toContain('The last 50 of 62.')
    expect(text).toContain('Viewed Mug 59')
    expect(text).not.toContain('Viewed Mug 11<')
    expect(text).toContain('/mugs?q=1')
    expect(text).toContain(`Agreed to: Counting.`)
    expect(text).toContain(`by way of banner · policy ${site.policy.id} · Record ${id}`)
    expect(text).toMatch(/value="analytics"[^>]* checked/)
    expect(text).not.toMatch(/value="marketing"[^>]* checked/)
  })

  it('shows nothing of anybody else, whatever the address says', async () => {
    const other = cookie()
    await page.log.append([viewed('Mine'), viewed('Theirs', subjectOf(site, other)), entryOf(blog, subject)])
    await agree(['analytics'], subjectOf(site, other))
    for (const part of ['', '/data.json', '/data.html'])
      for (const query of ['', `?visitor=${other}&subject=${subjectOf(site, other)}&email=a@shop.example`]) {
        const { text } = await page.open(part + query, visitor)
        expect(text).toContain('Mine')
        expect(text).not.toContain('Theirs')
        expect(text).not.toContain('banner')
        expect(text).not.toContain('sites/blog')
      }
    for (const wrong of [cookie(), `${visitor}x`, visitor.slice(1), '%00', subject])
      expect((await page.open('', wrong)).text).not.toContain('Mine')
  })

  it('erases nobody but the owner of the cookie', async () => {
    const other = cookie()
    await page.log.append([viewed('Mine'), viewed('Theirs', subjectOf(site, other))])
    await page.send('/erase', visitor, `visitor=${other}&subject=${subjectOf(site, other)}&site=blog`)
    expect((await page.bodies()).map((body) => JSON.parse(body).data.title)).toEqual(['Theirs'])
  })

  it('shows what stands in events as text', async () => {
    await page.log.append([viewed('<script>alert(1)</script><img src=x onerror=alert(1)>"\'')])
    for (const part of ['', '/data.html']) {
      const { text } = await page.open(part, visitor)
      expect(text).toContain('&lt;script&gt;alert(1)')
      expect(text).not.toMatch(/<script|<img|onerror=alert\(1\)>[^&]*</)
    }
  })

  it('asks for nothing from anywhere, and only its own style may apply', async () => {
    await page.log.append([viewed('Mug')])
    for (const part of ['', '/erase', '/data.html']) {
      const { response, text } = await page.open(part, visitor)
      expect(sessionOf(text)).not.toMatch(/<(script|link|img|iframe|object|base|style)|\son\w+=|(src|srcset)=/i)
      expect(text).not.toMatch(/(href|action)="(?!\/w\/you)/)
      const style = /<style>(.*)<\/style>/s.exec(text)?.[1] ?? ''
      expect(style).not.toMatch(/url\(|@import/)
      const hash = createHash('sha256').update(style).digest('base64')
      expect(response.headers.get('content-security-policy')).toBe(
        `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
      )
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'cache-control': 'no-store',
        'x-robots-tag': 'noindex, nofollow',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'same-origin',
      })
    }
  })

  it('has a language, one heading above all others, and a label for every choice', async () => {
    await page.log.append([viewed('Mug')])
    await agree(['analytics'])
    const { text } = await page.open('', visitor, { 'Accept-Language': 'de' })
    expect(text).toContain('<html lang="en">') // the policy has words of its own, and in English only
    expect(text.match(/<h1/g)).toHaveLength(1)
    expect(text).toContain('<main>')
    for (const [, id] of text.matchAll(/<input type="checkbox" id="([\w-]+)"/g))
      expect(text).toContain(`<label for="${id}">`)
    for (const [, id] of text.matchAll(/aria-(?:labelledby|describedby)="([\w-]+)"/g))
      expect(text).toContain(`id="${id}"`)
    const plain = await page.ask('/w/you?site=blog', { headers: { 'Accept-Language': 'nl-BE' } })
    expect(await plain.text()).toContain('<html lang="nl">')
  })

  it.each([
    ['an address', undefined, 200],
    ['a tab', 'document', 200],
    ['a script', 'empty', 403],
    ['a frame', 'iframe', 403],
    ['a picture', 'image', 403],
  ])('opens for %s (Sec-Fetch-Dest: %s) with %i', async (_, dest, status) => {
    await page.log.append([viewed('Mine')])
    for (const part of ['', '/erase', '/data.json', '/data.html']) {
      const { response, text } = await page.open(part, visitor, {
        Origin: origin,
        ...(dest && { 'Sec-Fetch-Dest': dest }),
      })
      expect(response.status).toBe(status)
      if (status === 403) expect(text).not.toContain('Mine')
      else expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  it('hands out everything as it is stored, as a file', async () => {
    const mine = [viewed('One'), viewed('Two')]
    await page.log.append([...mine, viewed('Theirs', subjectOf(site, cookie()))])
    const { id } = await agree(['analytics'])
    const { response, text } = await page.open('/data.json', visitor)
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="your-data.json"')
    const held = JSON.parse(text)
    expect(held.events.map(({ sequence: _, ...event }: { sequence: string }) => event)).toEqual(
      mine.map(({ body }) => JSON.parse(body)),
    )
    expect(held.consents).toMatchObject([{ id, granted: ['analytics'] }])
    const readable = await page.open('/data.html', visitor)
    expect(readable.response.headers.get('content-disposition')).toBe('attachment; filename="your-data.html"')
    for (const word of ['Viewed One', 'Viewed Two', id, subject]) expect(readable.text).toContain(word)
    expect(JSON.parse((await page.open('/data.json')).text)).toMatchObject({ events: [], consents: [], browsers: [] })
  })

  it('says that the browser’s opt-out signal is honoured, and what it stops', async () => {
    await page.log.append([viewed('Mug')])
    await agree(['analytics', 'marketing'])
    const without = (await page.open('', visitor)).text
    expect(without).not.toContain('GPC')
    expect(without).toMatch(/value="marketing"[^>]* checked/)
    const { text } = await page.open('', visitor, { 'Sec-GPC': '1' })
    expect(text).toContain('Your browser’s opt-out signal (GPC) is honoured.')
    expect(text).toContain('It stops: Personalisation, Adverts.')
    expect(text).toMatch(/value="marketing"[^>]* disabled/)
    expect(text).not.toMatch(/value="marketing"[^>]* checked/)
    expect((await page.open('', undefined, { 'Sec-GPC': '1' })).text).toContain('is honoured')
  })
})

describe('deciding on the page', () => {
  it.each<[string, Record<string, string | undefined>, boolean]>([
    ['its own form', { 'Sec-Fetch-Site': 'same-origin' }, true],
    ['its own form in an older browser', { 'Sec-Fetch-Site': undefined, Origin: origin }, true],
    ['a form of another site', { 'Sec-Fetch-Site': 'cross-site', Origin: origin }, false],
    ['a page beside it', { 'Sec-Fetch-Site': 'same-site', Origin: origin }, false],
    ['a bookmark', { 'Sec-Fetch-Site': 'none' }, false],
    ['another site in an older browser', { 'Sec-Fetch-Site': undefined, Origin: 'https://evil.example' }, false],
    ['a page without an origin', { 'Sec-Fetch-Site': undefined, Origin: 'null' }, false],
    ['nobody knows whom', { 'Sec-Fetch-Site': undefined }, false],
  ])('from %s is taken or refused as it should', async (_, headers, taken) => {
    await page.log.append([viewed('Mug')])
    await agree(['analytics'])
    for (const part of ['/consent', '/erase']) {
      const given = Object.fromEntries(
        Object.entries({ 'Sec-Fetch-Site': 'same-origin', ...headers }).filter(([, value]) => value !== undefined),
      ) as Record<string, string>
      const response = await page.ask(`/w/you${part}?site=shop`, {
        method: 'POST',
        body: 'purpose=analytics',
        headers: { Cookie: `__Host-wend=${visitor}`, ...given },
      })
      expect(response.status < 400).toBe(taken)
      if (!taken) {
        expect(response.status).toBe(403)
        expect(cookiesOf(response)).toEqual([])
      }
    }
    expect(await page.bodies()).toHaveLength(taken ? 0 : 1)
  })

  it('changes one purpose, writes it down, and goes back to the page', async () => {
    await page.log.append([viewed('Mug')])
    await agree(['analytics', 'marketing'])
    const { response } = await page.send('/consent', visitor, 'purpose=analytics&purpose=nonsense')
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/w/you?site=shop&saved=1')
    const last = page.ledger.latest('shop', site.pseudonyms.who(subject))
    expect(last).toMatchObject({ kind: 'changed', granted: ['analytics'], source: 'your-data', language: 'en' })
    expect(last?.text).toMatch(/^[0-9a-f]{64}$/)
    const { text } = await page.open('?saved=1', visitor)
    expect(text).toContain('Your choice is saved.')
    expect(text).toContain('by way of this page')
    expect(await page.bodies()).toHaveLength(1)
  })

  it('withdraws everything with one click', async () => {
    await page.log.append([viewed('Mug')])
    await agree(['analytics'])
    const { response, text } = await page.send('/consent', visitor)
    expect(text).toContain('You have withdrawn your consent.')
    expect(cookiesOf(response)).toContainEqual(
      expect.stringMatching(/^__Host-wend=; Max-Age=0; Path=\/; HttpOnly; Secure/),
    )
    const records = await page.ledger.of('shop', site.pseudonyms.who(subject))
    expect(records.map(({ kind }) => kind)).toContain('withdrawn')
    const end = Date.now() + 5000
    while ((await page.bodies()).length && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(await page.bodies()).toEqual([])
  })

  it('erases everything after a second question, and shows the receipt', async () => {
    await page.log.append([viewed('One'), viewed('Two'), viewed('Theirs', subjectOf(site, cookie()))])
    await agree(['analytics'])
    const asked = await page.open('/erase', visitor)
    expect(asked.text).toContain('<form method="post" action="/w/you/erase?site=shop">')
    expect(await page.bodies()).toHaveLength(3)

    const { response, text } = await page.send('/erase', visitor)
    expect(text).toContain('Your data is erased.')
    expect(text).toMatch(/Recorded events<\/th><td class="number">2<\/td><td class="number">0/)
    expect(text).toMatch(/Record of consent<\/th><td class="number">0<\/td><td class="number">2/)
    expect(text).toMatch(/Receipt [0-9a-f-]{36}/)
    expect(text).not.toContain(subject)
    expect(cookiesOf(response)).toContainEqual(
      expect.stringMatching(/^__Host-wend=; Max-Age=0; Path=\/; HttpOnly; Secure/),
    )
    expect(page.people.blocked(site, subject)).toBe(true)
    expect((await page.bodies()).map((body) => JSON.parse(body).data.title)).toEqual(['Theirs'])

    const again = await page.open('', visitor)
    expect(again.text).toContain('is no longer used')
    expect(again.text).toContain('No events of this browser are held.')
    expect(again.text).not.toContain('type="checkbox"')
  })

  it('lets somebody without a cookie refuse, and take it back', async () => {
    const { response } = await page.send('/consent')
    expect(response.status).toBe(303)
    const [no = ''] = cookiesOf(response)
    expect(no).toMatch(/^wend_consent=/)
    expect(await page.ledger.verify()).toMatchObject({ records: 0 })
    const kept = { Cookie: no.replace(/;.*/, '') }
    const { text } = await page.open('', undefined, kept)
    expect(text).toMatch(/You refused this on this page: [^.]*Counting/)
    const purposes = [...text.matchAll(/name="purpose" value="(\w+)"/g)].map(([, purpose]) => `purpose=${purpose}`)
    const lifted = await page.send('/consent', undefined, purposes.join('&'), kept)
    const [yes = ''] = cookiesOf(lifted.response)
    expect((await page.open('', undefined, { Cookie: yes.replace(/;.*/, '') })).text).not.toMatch(/Counting\./)
  })
})
