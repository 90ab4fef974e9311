// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { createMemoryRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Pushed } from '../layer.ts'
import { routes } from './routes.tsx'

const item = { item_id: 'mug', item_name: 'Tide mug', item_category: 'table', price: 24, quantity: 1 }
const two = { currency: 'EUR', value: 48, items: [{ ...item, quantity: 2 }] }
let calls: unknown[][] = []
let root: Root

async function open(path: string) {
  const host = document.body.appendChild(document.createElement('div'))
  root = createRoot(host)
  await act(() => root.render(<RouterProvider router={createMemoryRouter(routes, { initialEntries: [path] })} />))
}

const find = <T extends HTMLElement = HTMLElement>(selector: string): T => {
  const found = document.querySelector<T>(selector)
  if (!found) throw new Error(`The page has no ${selector}.`)
  return found
}

const shownFields = () =>
  [...document.querySelectorAll<HTMLInputElement>('.fields fieldset:not([hidden]) :is(input,select,textarea)')].map(
    ({ name }) => name,
  )

const fill = () =>
  act(() => {
    for (const input of document.querySelectorAll<HTMLInputElement>('.fields label:not(.choice) input'))
      input.value = input.type === 'email' ? 'ada@example.org' : '030 1234567'
  })

const click = (selector: string) => act(() => find(selector).click())

beforeEach(() => {
  calls = []
  const note =
    (name: string) =>
    (...given: unknown[]) =>
      calls.push([name, ...given])
  const dataLayer = { push: ({ event, ecommerce }: Pushed) => calls.push(['push', event, ecommerce]) }
  Object.assign(globalThis, {
    dataLayer,
    IS_REACT_ACT_ENVIRONMENT: true,
    wend: { track: note('track'), identify: note('identify') },
  })
})

afterEach(async () => {
  await act(() => root.unmount())
  document.body.innerHTML = ''
})

test.each([
  ['/', 'Stoneware for slow mornings'],
  ['/category/table', 'For the table'],
  ['/product/mug', 'Tide mug'],
  ['/search?q=mug', 'Search: mug'],
  ['/cart', 'Cart'],
  ['/checkout', 'Checkout'],
  ['/help', 'Help'],
  ['/trouble', 'Trouble, on purpose'],
  ['/thanks', 'Not found'],
  ['/product/teapot', 'Not found'],
  ['/category/garden', 'Not found'],
  ['/nothing', 'Not found'],
])('%s has the title %s and one heading', async (path, title) => {
  await open(path)
  expect(document.title).toBe(`${title} · Saltmoor`)
  expect(document.querySelectorAll('h1')).toHaveLength(1)
  expect(localStorage.length + sessionStorage.length + document.cookie.length).toBe(0)
})

test('from product to order, each step is told once', async () => {
  await open('/product/mug')
  find<HTMLInputElement>('[name=quantity]').value = '2'
  await click('.add button')
  await click('.stepper [aria-label="One Tide mug more"]')
  await click('.stepper [aria-label="One Tide mug less"]')
  await click('main .button.main')
  await click('.step-buttons .main')
  expect(shownFields()).toEqual(['name', 'email', 'phone', 'street', 'postcode', 'city'])
  await fill()
  await click('.step-buttons .main')
  await click('[name=wrap][value=green]')
  expect(shownFields()).toEqual(['wrap', 'wrap', 'wrap', 'wrap', 'greeting'])
  await click('.step-buttons .main')

  expect(find('h1').textContent).toBe('Thank you!')
  expect(find('.count').textContent).toBe('0')
  const one = { currency: 'EUR', value: 24, items: [item] }
  expect(calls).toEqual([
    ['push', 'view_item', one],
    ['push', 'add_to_cart', two],
    ['push', 'view_cart', two],
    ['push', 'add_to_cart', one],
    ['push', 'remove_from_cart', one],
    ['push', 'begin_checkout', two],
    ['push', 'add_shipping_info', two],
    ['track', 'custom.gift_wrap_chosen', { colour: 'green' }],
    ['identify', { email: 'ada@example.org', phone: '030 1234567' }],
    ['push', 'purchase', { transaction_id: expect.stringMatching(/^SM-/), ...two }],
  ])
})

test('the checkout asks for what the delivery needs, and goes on once it is there', async () => {
  await open('/product/mug')
  await click('.add button')
  await click('main .button.main')
  await click('[name=delivery][value=collect]')
  await click('.step-buttons .main')
  expect(shownFields()).toEqual(['name', 'email', 'phone', 'day'])
  await click('.step-buttons .main')
  expect(shownFields()[0]).toBe('name')
  await click('.step-buttons .button')
  await click('[name=delivery][value=courier]')
  await click('.step-buttons .main')
  expect(shownFields()).toContain('doorbell')
})

test('moving to the next product tells of the next product', async () => {
  await open('/product/mug')
  await click('.card a')
  expect(calls.map(([, event, data]) => [event, (data as { items: { item_id: string }[] }).items[0]?.item_id])).toEqual(
    [
      ['view_item', 'mug'],
      ['view_item', 'bowl'],
    ],
  )
})

test('a search says how many it found', async () => {
  await open('/search?q=kitchen')
  expect(find('[data-wend-results]').dataset.wendResults).toBe('3')
})

test('a missing page says that it is one', async () => {
  await open('/nothing')
  expect(document.querySelector<HTMLMetaElement>('meta[name=wend-status]')?.content).toBe('404')
})
