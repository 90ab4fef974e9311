import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { browsers } from '../browsers/browsers.ts'
import { createSite } from '../fixtures/site.ts'
import { startStack } from './stack.ts'

const email = 'canary.bird+wend@example.com'
const phone = '+491715551234'

/** Every form in which a canary must not be found. */
const forms = [email, phone, phone.slice(1), '171 5551234', email.toUpperCase()].flatMap((value) => [
  value,
  encodeURIComponent(value),
  Buffer.from(value).toString('base64'),
  ...['md5', 'sha1', 'sha256'].flatMap((algorithm) =>
    (['hex', 'base64', 'base64url'] as const).map((encoding) => createHash(algorithm).update(value).digest(encoding)),
  ),
])
const foundIn = (bytes: Buffer): string[] => forms.filter((form) => bytes.includes(form))

it.each(browsers)(
  'leaves no trace of an e-mail address or a phone number, from $name to the disk',
  async ({ launch }) => {
    const stack = await startStack({
      site: (snippet, collector) => createSite({ snippet, collector }),
      config: '    undeclared: accept\n',
    })
    const browser = await launch()
    try {
      const page = await browser.open(`${stack.site}/a?email=${encodeURIComponent(email)}&phone=${phone}#${email}`)
      await page.evaluate(
        async (email, phone) => {
          window.wend.consent({ analytics: true })
          window.wend.identify({ email, phone })
          await new Promise((resolve) => setTimeout(resolve, 500))
          await window.wend.flush()
        },
        email,
        phone,
      )
      await stack.until((found) => found.some(({ type }) => type === 'identity.claimed'))
      const bodies = () =>
        stack.requests.map(({ path, headers, body }) =>
          Buffer.concat([Buffer.from(path + (headers.referer ?? '')), body[0] === 0x1f ? gunzipSync(body) : body]),
        )
      // On the wire the digests travel, over TLS, because the collector keys them; the values never leave the page.
      const sent = bodies().flatMap(foundIn)
      expect(sent.filter((form) => !/^[0-9a-f]{64}$/.test(form))).toEqual([])

      await page.evaluate(
        async (email, phone) => {
          document.title = `Thank you, ${email}`
          history.pushState(null, '', `/b/${email}/${phone}?tab=${encodeURIComponent(email)}`)
          window.wend.track('form sent', { note: `call ${phone}`, from: email })
          window.wend.track('search.performed', { term: email })
          await new Promise((resolve) => setTimeout(resolve, 500))
          await window.wend.flush()
        },
        email,
        phone,
      )
      const events = await stack.until((found) => found.some(({ type }) => type === 'search.performed'))
      expect(events.find(({ type }) => type === 'custom.form_sent')?.data).toEqual({
        note: 'call [phone]',
        from: '[email]',
      })
      expect(events.at(-3)?.data).toMatchObject({
        title: 'Thank you, [email]',
        url: `${stack.site}/b/:email/:phone?tab=:email`,
      })
      expect(foundIn(Buffer.from(JSON.stringify(events)))).toEqual([])
      const files = [...stack.files()]
      expect(files.length).toBeGreaterThan(2)
      for (const [path, bytes] of files) expect(foundIn(bytes), path).toEqual([])
    } finally {
      await browser.close()
      await stack.stop()
    }
  },
)
