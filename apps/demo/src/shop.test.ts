import { expect, test } from 'vitest'
import { categories, products } from './catalogue.ts'
import { createShop } from './shop.ts'

const snippet = '<script>window.wend="$& & <stub>"</script>\n<script async src="/w/w.js"></script>'
const shop = createShop({ snippet, orderNumber: () => 'SM-1' })

const get = async (path: string) => {
  const answer = await shop.request(path)
  return { status: answer.status, headers: answer.headers, body: await answer.text() }
}

const post = (path: string, fields: Record<string, string>) =>
  shop.request(path, { method: 'POST', body: new URLSearchParams(fields) })

const pages = [
  '/',
  ...categories.map((one) => `/category/${one.id}`),
  ...products.map((one) => `/product/${one.id}`),
  '/cart',
  '/cart?cart=mug:2',
  '/checkout?cart=mug:2',
  '/thanks?order=SM-1&bought=mug:2',
  '/search?q=mug',
  '/search',
  '/help',
]

test.each(pages)('%s is a page with the snippet once, a title, and no cookie', async (path) => {
  const { status, headers, body } = await get(path)
  expect(status).toBe(200)
  expect(body.split(snippet)).toHaveLength(2)
  expect(body).toMatch(/<title>[^<]+ · Saltmoor<\/title>/)
  expect(body.match(/<h1>/g)).toHaveLength(1)
  expect(headers.get('set-cookie')).toBeNull()
})

test.each(['/product/teapot', '/category/garden', '/nothing', '/thanks', '/assets/none.css', '/assets/vendor/none.js'])(
  '%s is missing, in the look of the shop',
  async (path) => {
    const { status, body } = await get(path)
    expect(status).toBe(404)
    expect(body).toContain('not on the shelf')
    expect(body.split(snippet)).toHaveLength(2)
  },
)

test.each([
  ['/assets/base.css', 'text/css; charset=utf-8'],
  ['/assets/report.js', 'text/javascript; charset=utf-8'],
  ['/assets/art/mug.svg', 'image/svg+xml; charset=utf-8'],
  ['/assets/vendor/cookieconsent.esm.js', 'text/javascript; charset=utf-8'],
  ['/assets/vendor/cookieconsent.css', 'text/css; charset=utf-8'],
])('%s is served as %s', async (path, type) => {
  const { status, headers } = await get(path)
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe(type)
})

test('every script and style that a page names exists', async () => {
  const { body } = await get('/product/mug')
  const names = [...body.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((found) => found[1] ?? '')
  expect(names.length).toBeGreaterThan(8)
  for (const name of names) expect((await get(name)).status, name).toBe(200)
})

test('what a visitor searches for is text on the page, never markup', async () => {
  const { body } = await get(`/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`)
  expect(body).not.toContain('<script>alert')
  expect(body).toContain('&lt;script&gt;alert(1)')
})

test('what stands in the address of the thank-you page is text too', async () => {
  const { body } = await get(`/thanks?bought=mug:1&order=${encodeURIComponent('<b>x</b>')}`)
  expect(body).not.toContain('<b>x')
})

test('the cart travels along every link and form inside the shop', async () => {
  const { body } = await get('/product/bowl?cart=mug:2')
  const links = [...body.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map((found) => found[1] ?? '')
  const inside = links.filter((link) => !link.startsWith('/app'))
  expect(inside.length).toBeGreaterThan(8)
  for (const link of inside) expect(link).toContain('cart=mug:2')
  expect(body.match(/<form/g)?.length).toBe(body.match(/name="cart" value="mug:2"/g)?.length)
})

test.each([
  [{ cart: 'mug:2', product: 'bowl', change: 'add', quantity: '3' }, '/cart?cart=mug:2,bowl:3'],
  [{ product: 'bowl', change: 'add' }, '/cart?cart=bowl:1'],
  [{ cart: 'mug:2', product: 'mug', change: 'less' }, '/cart?cart=mug:1'],
  [{ cart: 'mug:2', product: 'mug', change: 'remove' }, '/cart'],
  [{ cart: 'mug:2', product: 'teapot', change: 'add' }, '/cart?cart=mug:2'],
])('posting %j leads to %s', async (fields, location) => {
  const answer = await post('/cart', fields as Record<string, string>)
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe(location)
})

test('an order leads to the thank-you page, and nothing typed stands in its address', async () => {
  const answer = await post('/checkout', { cart: 'mug:2', name: 'Ada', email: 'ada@example.org', phone: '030 1234567' })
  expect(answer.headers.get('location')).toBe('/thanks?order=SM-1&bought=mug:2')
})

test('there is no checkout without a cart', async () => {
  expect((await shop.request('/checkout')).headers.get('location')).toBe('/cart')
  expect((await post('/checkout', { name: 'Ada' })).headers.get('location')).toBe('/cart')
})

test('the live page is linked when there is one', async () => {
  expect((await get('/')).body).not.toContain('Watch your events live')
  const watched = createShop({ snippet, console: 'http://127.0.0.1:1/live' })
  expect(await (await watched.request('/')).text()).toContain('href="http://127.0.0.1:1/live"')
})
