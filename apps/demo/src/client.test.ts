// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import { createShop } from './shop.ts'

/** The scripts in `public/` as a browser meets them: on pages of the shop, with a tracker that writes down its calls. */
const shop = createShop({ snippet: '' })
const product = { id: 'mug', name: 'Tide mug', category: 'table', price: 24, currency: 'EUR' }
let calls: unknown[][] = []

// The shop has no address here, so a form that would leave the page stays.
document.addEventListener('submit', (event) => event.preventDefault())

async function open(path: string) {
  document.body.innerHTML = /<body>(.*)<\/body>/s.exec(await (await shop.request(path)).text())?.[1] ?? ''
}

/** Runs a script of the shop. Each runs once in this file, as it would in one page. */
const run = (script: string) => import(/* @vite-ignore */ new URL(`../public/${script}.js`, import.meta.url).href)

const find = <T extends HTMLElement = HTMLElement>(selector: string): T => {
  const found = document.querySelector<T>(selector)
  if (!found) throw new Error(`The page has no ${selector}.`)
  return found
}

beforeEach(() => {
  calls = []
  const note =
    (name: string) =>
    (...given: unknown[]) =>
      calls.push([name, ...given])
  Object.assign(window, { wend: { track: note('track'), identify: note('identify'), debug: note('debug') } })
})

test('a page reports its moment once', async () => {
  await open('/cart?cart=mug:2')
  await run('report')
  expect(calls).toEqual([['debug'], ['track', 'cart.viewed', { items: 2, value: 48, currency: 'EUR' }]])
})

test.each([
  ['less', 'product.removed', 1],
  ['add', 'product.added', 1],
  ['remove', 'product.removed', 2],
])('the button %j in the cart reports %s with %i', async (button, type, quantity) => {
  await open('/cart?cart=mug:2')
  find(`.stepper [value=${button}]`).click()
  expect(calls).toEqual([['track', type, { product, quantity }]])
})

test('adding to the cart reports the quantity that was typed', async () => {
  await open('/product/mug')
  find<HTMLInputElement>('[name=quantity]').value = '3'
  find('.add button').click()
  expect(calls).toEqual([['track', 'product.added', { product, quantity: 3 }]])
})

test('the checkout reports that it was sent, and hands over e-mail and phone alone', async () => {
  await open('/checkout?cart=mug:2')
  const typed = {
    name: 'Ada Moor',
    email: 'ada@example.org',
    phone: '030 1234567',
    street: 'Kiln 1',
    postcode: '1',
    city: 'X',
  }
  for (const [name, value] of Object.entries(typed)) find<HTMLInputElement>(`[name=${name}]`).value = value
  find('.fields .button').click()
  expect(calls).toEqual([
    ['identify', { email: 'ada@example.org', phone: '030 1234567' }],
    ['track', 'form.submitted', { form: 'checkout' }],
  ])
})

test.each([
  ['red', [['track', 'custom.gift_wrap_chosen', { colour: 'red' }]]],
  ['', []],
])('choosing the gift wrap %j reports %j', async (colour, told) => {
  await open('/checkout?cart=mug:2')
  find(`[name=wrap][value="${colour}"]`).dispatchEvent(new Event('change', { bubbles: true }))
  expect(calls).toEqual(told)
})

test('the shop works where a blocker took the tracker away', async () => {
  await open('/cart?cart=mug:2')
  Object.assign(window, { wend: undefined })
  expect(() => find('.stepper [value=add]').click()).not.toThrow()
})

test('the chat answers, and reports lengths but never words', async () => {
  await open('/')
  await run('chat')
  find('.chat-open').click()
  expect(find('.chat-panel').hidden).toBe(false)
  find<HTMLInputElement>('.chat-panel input').value = 'secret words about the dishwasher'
  find('.chat-panel form button').click()
  await expect.poll(() => find('.chat-log').textContent).toContain('apart from the cork lid')
  find('.chat-panel header button').click()
  const widget = 'shop-help'
  expect(calls).toEqual([
    ['track', 'chat.opened', { widget }],
    ['track', 'chat.message_sent', { widget, length: 'short' }],
    ['track', 'chat.message_received', { widget, length: 'medium' }],
    ['track', 'chat.closed', { widget }],
  ])
})
