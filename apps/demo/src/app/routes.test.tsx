// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { createMemoryRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { routes } from './routes.tsx'

const product = { id: 'mug', name: 'Tide mug', category: 'table', price: 24, currency: 'EUR' }
const sum = { items: 2, value: 48, currency: 'EUR' }
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

const click = (selector: string) => act(() => find(selector).click())

beforeEach(() => {
  calls = []
  const note =
    (name: string) =>
    (...given: unknown[]) =>
      calls.push([name, ...given])
  Object.assign(globalThis, {
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
  await click('[name=wrap][value=green]')
  for (const input of document.querySelectorAll<HTMLInputElement>('.fields label:not(.choice) input')) {
    input.value = input.type === 'email' ? 'ada@example.org' : '030 1234567'
  }
  await click('.fields .button')

  expect(find('h1').textContent).toBe('Thank you!')
  expect(find('.count').textContent).toBe('0')
  expect(calls).toEqual([
    ['track', 'product.viewed', { product }],
    ['track', 'product.added', { product, quantity: 2 }],
    ['track', 'cart.viewed', sum],
    ['track', 'product.added', { product, quantity: 1 }],
    ['track', 'product.removed', { product, quantity: 1 }],
    ['track', 'checkout.started', sum],
    ['track', 'custom.gift_wrap_chosen', { colour: 'green' }],
    ['identify', { email: 'ada@example.org', phone: '030 1234567' }],
    ['track', 'form.submitted', { form: 'checkout' }],
    ['track', 'order.placed', { order: expect.stringMatching(/^SM-/), ...sum }],
  ])
})

test('moving to the next product tells of the next product', async () => {
  await open('/product/mug')
  await click('.card a')
  expect(calls.map(([, type, data]) => [type, (data as { product: { id: string } }).product.id])).toEqual([
    ['product.viewed', 'mug'],
    ['product.viewed', 'bowl'],
  ])
})

test('a search is told with the number of its results', async () => {
  await open('/search?q=kitchen')
  expect(calls).toEqual([['track', 'search.performed', { term: 'kitchen', results: 3 }]])
})
