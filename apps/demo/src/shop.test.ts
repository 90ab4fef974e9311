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
  '/contact',
  '/contact?sent',
  '/claim',
  '/claim?sent',
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
  // The newsletter leads nowhere.
  expect(body.match(/<form(?! class="newsletter")/g)?.length).toBe(body.match(/name="cart" value="mug:2"/g)?.length)
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

test('a missing page says that it is one, to browsers that do not tell', async () => {
  expect((await get('/nothing')).body).toContain('<meta name="wend-status" content="404">')
  expect((await get('/help')).body).not.toContain('wend-status')
})

test('what is marked is what is shown', async () => {
  const mug =
    'data-wend-product="mug" data-wend-name="Tide mug" data-wend-category="table" data-wend-price="24" data-wend-currency="EUR"'
  expect((await get('/product/mug')).body).toContain(`data-wend-shop="view_item" ${mug} data-wend-quantity="1"`)
  expect((await get('/category/table')).body).toContain('data-wend-list="For the table"')
  expect((await get('/cart?cart=mug:2')).body).toContain(`${mug} data-wend-quantity="2"`)
  const { body } = await get('/thanks?order=SM-1&bought=mug:2')
  expect(body).toContain('data-wend-shop="purchase" data-wend-order="SM-1" data-wend-value="48"')
  expect((await get('/search?q=kitchen')).body).toContain('data-wend-results="3"')
})

test.each([
  ['/contact', '/contact?sent'],
  ['/claim', '/claim?sent'],
])('what is posted to %s is thanked for, and nothing typed stands in the address', async (path, location) => {
  const answer = await post(path, { name: 'Ada', message: 'Hello' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, location])
})

test('the newsletter wants an address that letters arrive at', async () => {
  const statuses = ['ada@kiln.example', 'ada@kiln', ''].map(
    async (email) => (await post('/newsletter', { email })).status,
  )
  expect(await Promise.all(statuses)).toEqual([200, 422, 422])
})

test('the price list has all there is to buy', async () => {
  const { headers, body } = await get('/prices.csv')
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(body.trim().split('\r\n')).toHaveLength(products.length + 1)
})
