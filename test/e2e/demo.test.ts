import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@wend/collector/config'
import { serve as serveCollector } from '@wend/collector/serve'
import { createShop } from '@wend/demo/shop'
import { builtIn, type CloudEvent, type EventDefinition, families, toJsonSchema } from '@wend/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Page } from '../browsers/browser.ts'
import { launchChromium } from '../browsers/chromium.ts'
import { serve } from '../fixtures/serve.ts'

/** Families that pages and their chats report. Those of other channels come from other systems. */
const expected = families.filter(({ channel }) => channel === 'web' || channel === 'chat').map(({ name }) => name)
const definitionOf = (type: string) => builtIn.get(type) as EventDefinition
const kinds = (
  toJsonSchema(definitionOf('frustration.detected').data) as { properties: { kind: { enum: readonly string[] } } }
).properties.kind.enum

/** What the shop is started with by `npm start`. */
const folder = mkdtempSync(join(tmpdir(), 'wend-demo-'))
let collector: Awaited<ReturnType<typeof serveCollector>>
let pages: Awaited<ReturnType<typeof serve>>
let browser: Browser
let live: Page
let shop: Page
beforeAll(async () => {
  collector = await serveCollector(
    loadConfig(join(import.meta.dirname, '../../wend.yaml'), { PORT: '0', WEND_DATA: folder }),
    {},
  )
  pages = await serve(createShop({ snippet: collector.snippets.get('shop') ?? '' }))
  browser = await launchChromium()
  live = await browser.open(collector.signIn)
  await live.waitFor(() => document.querySelector('.link-state.is-live') !== null)
  shop = await browser.open(pages.url)
})
afterAll(async () => {
  await browser?.close()
  await pages?.close()
  await collector?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const stored = async (): Promise<CloudEvent[]> => {
  const headers = { Authorization: `Bearer ${collector.token}` }
  const response = await fetch(`${collector.url}/api/events?after=0&limit=1000`, { headers })
  return ((await response.json()) as { events: CloudEvent[] }).events
}
/** Waits until an event of a type has come, with these facts. */
const came = (type: string, facts: object = {}, timeout = 10_000) =>
  expect
    .poll(async () => (await stored()).filter((event) => event.type === type).map(({ data }) => data), { timeout })
    .toContainEqual(expect.objectContaining(facts))

const open = async (path: string) => {
  await shop.goto(pages.url + path)
  await shop.waitFor(() => Object.isFrozen(window.wend))
}
/** Gives how many events there are so far of which something is true. */
const count = (told: (event: CloudEvent) => boolean) => async () => (await stored()).filter(told).length
/** Out from under the button of the chat. */
const toMiddle = (selector: string) => document.querySelector(selector)?.scrollIntoView({ block: 'center' })
const click = async (selector: string) => {
  await shop.evaluate(toMiddle, selector)
  await shop.click(selector)
}
/** Clicks until an event tells of it: the parts that hear clicks come a moment after the page. */
const clickUntil = (selector: string, told: (event: CloudEvent) => boolean) =>
  expect
    .poll(
      async () => {
        if ((await stored()).some(told)) return true
        await shop.evaluate(toMiddle, selector)
        return shop.click(selector).then(() => 'clicked', String)
      },
      { timeout: 10_000, interval: 500 },
    )
    .toBe(true)
/** What leads away from the shop is not gone to. */
const stay = () => shop.evaluate(() => addEventListener('click', (event) => event.preventDefault(), { once: true }))
const inChat = async (text: string) => {
  await shop.waitFor(
    (text) => [...document.querySelectorAll('.chat button')].some((button) => button.textContent === text),
    text,
  )
  await shop.evaluate((text) => {
    const button = [...document.querySelectorAll('.chat button')].find((one) => one.textContent === text)
    if (button instanceof HTMLElement) button.click()
  }, text)
}
const chatSays = (text: string) =>
  shop.waitFor((text) => document.querySelector('.chat-log')?.textContent?.includes(text), text)

it('takes the banner’s yes', async () => {
  // While it still moves, a click meets what is behind it.
  await shop.waitFor(() => {
    const button = document.querySelector('#cc-main .cm__btn[data-role=all]')
    if (!button || document.getAnimations().length) return false
    const { x, y, width, height } = button.getBoundingClientRect()
    return button.contains(document.elementFromPoint(x + width / 2, y + height / 2))
  })
  await shop.click('#cc-main .cm__btn[data-role=all]')
  await came('consent.given', { source: 'vanilla-cookieconsent' })
  await came('page.viewed')
  await came('product.listed', { list: 'Everything we make', products: 8 })
})

it('tells of its chat', async () => {
  await shop.click('.chat-open')
  await shop.type('.chat-write input', 'Can it go into the dishwasher?')
  await shop.press('Enter')
  await chatSays('cork lid')
  await inChat('Talk to a person')
  await chatSays('Ada here')
  for (const text of ['End the chat', 'Yes', 'Close']) await inChat(text)
  await came('chat.message_sent', { widget: 'shop-help', role: 'visitor', length: 'short' })
  await came('chat.message_received', { role: 'agent' })
  for (const verb of ['opened', 'conversation_started', 'handover_requested', 'agent_joined', 'agent_left', 'ended'])
    await came(`chat.${verb}`)
  await came('chat.rated', { score: 1, best: 1 })
  await came('chat.closed')
})

it('tells of ways to elsewhere', async () => {
  await open('/help')
  await clickUntil('.faq details:last-child summary', ({ type }) => type === 'custom.question_opened')
  for (const [address, kind] of [
    ['tel:', 'tel'],
    ['mailto:', 'mailto'],
    ['/prices', 'download'],
    ['https://en', 'outbound'],
  ] as const) {
    await stay()
    await shop.click(`.reach a[href^="${address}"]`)
    await came('link.clicked', { kind })
  }
  await shop.evaluate(() => {
    getSelection()?.selectAllChildren(document.querySelector('.copy') as Element)
    document.execCommand('copy')
  })
  await came('element.copied', { kind: 'phone' })
})

it('tells of a search, and of what is bought after it', async () => {
  await shop.type('.search input', 'mug')
  await shop.press('Enter')
  await came('search.performed', { term: 'mug', results: 1 })
  await came('page.left')
  await came('vital.measured')

  await open('/product/mug')
  await came('product.viewed')
  await shop.click('.size summary')
  await came('element.clicked', { name: 'size_opened' })
  await shop.click('.add button')
  await came('product.added', { quantity: 1 })
  await came('cart.viewed', { items: 1, value: 24, currency: 'EUR' })

  await shop.waitFor(() => document.readyState === 'complete' && document.querySelector('main a.main') !== null)
  await shop.click('main a.main')
  await came('checkout.started', { items: 1 })
  await shop.click('[name=delivery][value=collect]')
  await shop.click('.step-buttons .main')
  await shop.type('[name=name]', 'Ada Canary')
  await shop.type('[name=email]', 'ada.canary@example.com')
  await shop.type('[name=phone]', '+44 20 7946 0555')
  await shop.press('Enter')
  await came('form.step_completed', { form: 'checkout', step: 'delivery' })
  await came('checkout.step_completed', { step: 'shipping' })
  await shop.click('[name=wrap][value=red]')
  await shop.click('.step-buttons .main:not([hidden])')
  await came('order.placed', { value: 24, claimed: true })
  await came('form.submitted', { form: 'checkout', hidden: expect.arrayContaining(['street', 'doorbell']) })
  await came('identity.claimed')
  await came('custom.gift_wrap_chosen', { colour: 'red' })
})

it('tells of each kind of form', async () => {
  await open('/contact')
  await came('form.viewed', { form: 'contact' })
  await shop.type('[name=name]', 'Ada')
  await shop.type('form.narrow [name=email]', 'ada.canary@example.com')
  await shop.type('[name=topic]', 'S')
  await shop.type('[name=message]', 'Hi')
  await shop.click('form.narrow .main')
  await came('form.submit_failed', { form: 'contact', reason: 'invalid' })
  await shop.type('[name=message]', ', how do I clean the larder jar?')
  await shop.click('form.narrow .main')
  await came('form.submitted', { form: 'contact' })

  await open('/claim')
  await came('task.started', { task: 'claim' })
  await came('form.viewed', { form: 'claim' })
  await shop.type('[name=order]', 'SM-1')
  await shop.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('[name=documents]') as HTMLInputElement
    const files = new DataTransfer()
    files.items.add(new File(['…'], 'canary.pdf', { type: 'application/pdf' }))
    input.files = files.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await came('form.document_uploaded', { form: 'claim', count: 1, size: 'small', kind: 'pdf' })
  await shop.click('form.narrow .main')
  await came('task.completed', { task: 'claim' })

  await shop.waitFor(() => document.readyState === 'complete' && Object.isFrozen(window.wend))
  await came('form.viewed', { form: 'newsletter' })
  await shop.type('.newsletter input', 'ada.canary@kiln')
  await shop.press('Enter')
  await came('form.submit_failed', { form: 'newsletter' })
})

it('tells of what is broken', async () => {
  await open('/app/trouble')
  await shop.waitFor(() => document.querySelector('[data-error]') !== null)
  for (const kind of ['script', 'promise', 'resource'])
    await clickUntil(`[data-error=${kind}]`, ({ type, data }) => type === 'error.occurred' && data.kind === kind)
  await shop.click('[data-error=missing]')
  await came('page.not_found')
})

it('can be despaired of in every way that there is', async () => {
  await open('/app/trouble')
  await came('page.viewed', { url: expect.stringMatching(/trouble$/) })
  const place = (kind: string, within: string) => `#${kind} ${within}`
  const detected = (kind: string, timeout?: number) => came('frustration.detected', { kind }, timeout)

  await shop.waitFor(() => document.querySelector('#error_click button') !== null)
  await clickUntil(place('error_click', 'button'), ({ data }) => data.kind === 'error_click')
  await click(place('dead_click', 'button'))
  await detected('dead_click')
  for (let count = 0; count < 3; count++) await click(place('rage_click', 'button'))
  await detected('rage_click')

  for (let turn = 0; turn < 6; turn++)
    await shop.evaluate(
      async (top) => {
        scrollTo(0, top)
        await new Promise((resolve) => addEventListener('scroll', resolve, { once: true }))
      },
      turn % 2 ? 0 : 600,
    )
  await detected('scroll_thrash')

  const views = count(({ type, data }) => type === 'page.viewed' && `${data.url}`.includes('trouble'))
  for (let turn = 0; turn < 6; turn++) {
    const before = await views()
    await click(place('quick_back', 'a'))
    await expect.poll(views, { timeout: 10_000 }).toBeGreaterThan(before)
  }
  await detected('quick_back')
  await detected('navigation_loop')

  const refused = count(({ type, data }) => type === 'form.field_failed' && data.field === 'voucher')
  for (let turn = 1; turn <= 3; turn++) {
    await shop.type(place('correction_loop', 'input'), 'x')
    await click(place('correction_loop', 'button'))
    await expect.poll(refused, { timeout: 10_000 }).toBe(turn)
  }
  await detected('correction_loop')

  for (const term of ['teapot', 'saucer', 'kettle']) {
    await shop.evaluate(() => document.querySelector<HTMLInputElement>('#repeated_search input')?.select())
    await shop.type(place('repeated_search', 'input'), term)
    await shop.press('Enter')
    await came('search.performed', { term, results: 0 })
  }
  await detected('repeated_search')

  await shop.type(place('no_submit', 'input'), 'w')
  await shop.type(place('no_next_step', 'select'), 'S')
  await click(place('no_next_step', 'button'))
  await came('form.step_completed', { form: 'course', step: 'day' })
  await click(place('idle_after_error', 'button'))
  await detected('idle_after_error', 15_000)
  await detected('no_submit', 15_000)
  await detected('no_next_step', 15_000)

  const told = (await stored()).filter(({ type }) => type === 'frustration.detected').map(({ data }) => data.kind)
  expect([...new Set(told)].sort()).toEqual([...kinds].sort())
})

it('has told of every family that a browser can report, with nothing rejected and nothing that was typed', async () => {
  const events = await stored()
  expect(new Set(events.map(({ type }) => type.split('.')[0]))).toEqual(new Set([...expected, 'custom']))
  expect(JSON.stringify(events)).not.toMatch(/canary|larder|dishwasher\?/i)
  const rejected = await live.evaluate(() =>
    [...document.querySelectorAll('.is-rejected, .is-dropped')].map((row) => row.textContent),
  )
  expect(rejected).toEqual([])
})

const pattern = ({ display }: EventDefinition) =>
  new RegExp(
    `^${display.replaceAll(/\s*\{[^}]*\}|[.*+?^$()|[\]\\]/g, (part) => (part.includes('{') ? '.*' : `\\${part}`))}$`,
    's',
  )

it.each(expected)('shows the family %s on the live page, in the words of the taxonomy', async (family) => {
  await live.evaluate((family) => {
    location.hash = `#/live?family=${family}`
  }, family)
  await live.waitFor((family) => {
    const types = [...document.querySelectorAll('.is-accepted .type')].map((type) => type.textContent)
    return types.length > 0 && types.every((type) => type?.startsWith(`${family}.`))
  }, family)
  const rows = await live.evaluate(() =>
    [...document.querySelectorAll('.is-accepted')].map((row) => ({
      type: row.querySelector('.type')?.textContent ?? '',
      display: row.querySelector('.display')?.textContent ?? '',
    })),
  )
  for (const { type, display } of rows) {
    const definition = definitionOf(type)
    expect([definition.label, display]).toContainEqual(expect.stringMatching(pattern(definition)))
    expect(display).not.toBe('')
  }
})
