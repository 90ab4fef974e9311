import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Browser, Page } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { createChats } from '../fixtures/chats.ts'
import { type Stack, startStack } from './stack.ts'

describe.each(browsers.filter(({ name }) => name !== 'webkit'))('in $name', ({ launch }) => {
  let stack: Stack
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    stack = await startStack({ site: (snippet) => createChats({ snippet }) })
    return async () => {
      await page.close()
      await stack.stop()
    }
  })
  const open = async (name: string) => {
    page = await browser.open(`${stack.site}/${name}/`)
    await page.waitFor(() => Object.isFrozen(window.wend) && 'stopChat' in window)
    await page.evaluate(() => window.wend.consent({ analytics: true }))
  }
  const told = async (least: number) => {
    await page.evaluate(() => window.wend.flush())
    const chats = (events: { type: string }[]) => events.filter(({ type }) => type.startsWith('chat.'))
    return chats(await stack.until((events) => chats(events).length >= least)) as unknown as {
      type: string
      data: Record<string, unknown>
    }[]
  }
  /** Nothing that was written, by either side, is anywhere behind the page. */
  const expectSilence = () => {
    const kept = [...stack.files().values()].map((file) => file.toString('latin1')).join()
    expect(kept).toContain('chat.message_sent')
    expect(kept.toLowerCase()).not.toContain('canary')
    const sent = stack.requests.map(({ body }) => `${body[0] === 0x1f ? gunzipSync(body) : body}`.toLowerCase()).join()
    expect(sent).toContain('chat.message_sent')
    expect(sent).not.toContain('canary')
  }

  it('hears all that can be told of Deep Chat, and stops', async () => {
    await open('deep-chat')
    const box = 'deep-chat'
    const write = async (text: string) => {
      const before = await page.evaluate(() => window.heard)
      await page.evaluate((text) => {
        const chat = document.querySelector('deep-chat') as unknown as { submitUserMessage(message: object): void }
        chat.submitUserMessage({ text })
      }, text)
      await page.waitFor((before) => window.heard === before + 2, before)
    }
    await page.click('#accept')
    await page.click('#dismiss')
    await page.click('#toggle')
    await page.waitFor(() => document.querySelector('deep-chat')?.shadowRoot?.querySelector('#text-input') !== null)
    await page.type('#email', 'jo.canary@example.com')
    await page.click('#begin')
    await write('My canary is ill')
    await page.click('#person')
    await write('Is a canary a person, and if it is one, may it talk to somebody of its own kind?')
    await page.click('#leave')
    await page.click('#good')
    await page.click('#end')
    await page.click('#toggle')
    const events = await told(17)
    const all =
      'proactive_shown widget_loaded proactive_accepted proactive_dismissed opened form_submitted conversation_started message_sent message_received handover_requested agent_joined message_sent message_received agent_left rated ended closed'
    expect(events.map(({ type }) => type.slice(5)).sort()).toEqual(all.split(' ').sort())
    expect(new Set(events.map(({ data }) => data.widget))).toEqual(new Set([box]))
    const messages = events.filter(({ data }) => data.number)
    expect(messages.map(({ data }) => [data.number, data.role, data.length])).toEqual([
      [1, 'visitor', 'short'],
      [2, 'bot', 'short'],
      [3, 'visitor', 'medium'],
      [4, 'agent', 'long'],
    ])
    for (const { data } of messages.slice(1)) expect(data.response).toBeGreaterThanOrEqual(0)
    expect(events.find(({ type }) => type === 'chat.ended')?.data).toMatchObject({ messages: 4, sent: 2 })

    await page.evaluate(() => window.stopChat())
    await write('Does anybody hear the canary?')
    expect(await told(0)).toHaveLength(events.length)
    expectSilence()
    expect(page.errors()).toEqual([])
  })

  it('hears what React ChatBotify tells of itself, and stops', async () => {
    await open('chatbotify')
    const write = async (text: string) => {
      const before = await page.evaluate(() => window.heard)
      await page.waitFor(
        () => document.querySelector<HTMLTextAreaElement>('.rcb-chat-input-textarea')?.disabled === false,
      )
      await page.type('.rcb-chat-input-textarea', text)
      await page.press('Enter')
      await page.waitFor((before) => window.heard === before + 1, before)
    }
    const toggle = async () => {
      await page.waitFor(() => document.querySelector('.rcb-toggle-button') !== null)
      await page.click('.rcb-toggle-button')
    }
    await told(2)
    await toggle()
    await write('My canary is ill')
    await told(5)
    await write('And the other canary is not well either, if you ask me')
    const events = await told(7)
    const types = events.map(({ type, data }) => [type.slice(5), data.role, data.length])
    // It greets before or after it says that it has loaded.
    expect(types.slice(0, 2).sort()).toEqual([
      ['message_received', 'bot', 'medium'],
      ['widget_loaded', undefined, undefined],
    ])
    expect(types.slice(2)).toEqual([
      ['opened', undefined, undefined],
      ['message_sent', 'visitor', 'short'],
      ['message_received', 'bot', 'short'],
      ['message_sent', 'visitor', 'medium'],
      ['message_received', 'bot', 'medium'],
    ])

    await page.evaluate(() => window.stopChat())
    await write('Does anybody hear the canary?')
    expect(await told(0)).toHaveLength(events.length)
    expectSilence()
    expect(page.errors()).toEqual([])
  })
})
