import { type Context, Hono } from 'hono'
import { bannerFolder, distFolder, publicFolder, sendAsset } from './assets.ts'
import { type Cart, type Change, changeCart, formatCart, parseCart } from './cart.ts'
import { currency, findCategory, findProduct, products } from './catalogue.ts'
import { layout, type Page, type Site, to } from './layout.ts'
import { newOrderNumber } from './order.ts'
import { cart } from './pages/cart.ts'
import { category } from './pages/category.ts'
import { checkout } from './pages/checkout.ts'
import { claim, claimed } from './pages/claim.ts'
import { contact, contacted } from './pages/contact.ts'
import { help } from './pages/help.ts'
import { home } from './pages/home.ts'
import { missing } from './pages/missing.ts'
import { product } from './pages/product.ts'
import { search } from './pages/search.ts'
import { thanks } from './pages/thanks.ts'
import { unbuilt } from './pages/unbuilt.ts'
import { readSpa } from './spa.ts'

export interface ShopOptions extends Site {
  /** Folder of the built single-page version, with a slash at its end. */
  readonly dist?: URL
  /** Makes the number of an order. */
  readonly orderNumber?: () => string
}

const unknownAddress = 'No letter would arrive there. Is the end of the address missing?'

const prices = ['name,price,currency', ...products.map(({ name, price }) => `${name},${price},${currency}`), ''].join(
  '\r\n',
)

/** The demo shop: the multi-page version at `/`, the single-page version at `/app/`. It stores nothing anywhere. */
export function createShop({ dist = distFolder, orderNumber = newOrderNumber, ...site }: ShopOptions): Hono {
  const app = new Hono()
  const cartOf = (c: Context): Cart => parseCart(c.req.query('cart'))
  const show = (c: Context, page: Page, status: 200 | 404 | 503 = 200) =>
    c.html(layout(site, cartOf(c), page), status, { 'cache-control': 'no-cache' })
  const lost = (c: Context) => show(c, missing(cartOf(c)), 404)

  app.get('/', (c) => show(c, home(cartOf(c))))
  app.get('/category/:id', (c) => {
    const found = findCategory(c.req.param('id'))
    return found ? show(c, category(cartOf(c), found)) : lost(c)
  })
  app.get('/product/:id', (c) => {
    const found = findProduct(c.req.param('id'))
    return found ? show(c, product(cartOf(c), found)) : lost(c)
  })
  app.get('/search', (c) => show(c, search(cartOf(c), c.req.query('q')?.trim() ?? '')))
  app.get('/help', (c) => show(c, help(cartOf(c))))
  app.get('/contact', (c) => show(c, c.req.query('sent') === undefined ? contact() : contacted()))
  app.post('/contact', (c) => c.redirect('/contact?sent', 303))
  app.get('/claim', (c) => show(c, c.req.query('sent') === undefined ? claim() : claimed()))
  app.post('/claim', (c) => c.redirect('/claim?sent', 303))
  app.post('/newsletter', async (c) => {
    // More than browsers ask for, so that it can fail.
    const known = /@[^.]+\../.test(text(await c.req.formData(), 'email') ?? '')
    return known ? c.text('Thank you! The next letter comes with the next kiln.') : c.text(unknownAddress, 422)
  })
  app.get('/prices.csv', (c) => c.body(prices, 200, { 'content-type': 'text/csv; charset=utf-8' }))

  app.get('/cart', (c) => show(c, cart(cartOf(c))))
  app.post('/cart', async (c) => {
    const form = await c.req.formData()
    return c.redirect(to('/cart', changeCart(parseCart(text(form, 'cart')), readChange(form))), 303)
  })
  app.get('/checkout', (c) => (cartOf(c).length > 0 ? show(c, checkout(cartOf(c))) : c.redirect('/cart')))
  app.post('/checkout', async (c) => {
    const bought = parseCart(text(await c.req.formData(), 'cart'))
    if (bought.length === 0) return c.redirect('/cart', 303)
    return c.redirect(`/thanks?order=${encodeURIComponent(orderNumber())}&bought=${formatCart(bought)}`, 303)
  })
  app.get('/thanks', (c) => {
    const [order, bought] = [c.req.query('order'), parseCart(c.req.query('bought'))]
    return order && bought.length > 0 ? show(c, thanks(order, bought)) : lost(c)
  })

  app.get(
    '/assets/vendor/:file{cookieconsent\\.(css|esm\\.js)}',
    async (c) => (await sendAsset(c, bannerFolder, c.req.param('file'), 'no-cache')) ?? lost(c),
  )
  app.get(
    '/assets/:file{.+}',
    async (c) => (await sendAsset(c, publicFolder, c.req.param('file'), 'no-cache')) ?? lost(c),
  )

  app.get('/app', (c) => c.redirect('/app/'))
  // Vite puts a hash of the content into these names, so they never change.
  app.get('/app/assets/:file', async (c) => {
    const forever = 'public, max-age=31536000, immutable'
    return (await sendAsset(c, new URL('assets/', dist), c.req.param('file'), forever)) ?? lost(c)
  })
  app.get('/app/*', async (c) => {
    const page = await readSpa(dist, site)
    return page ? c.html(page, 200, { 'cache-control': 'no-cache' }) : show(c, unbuilt(), 503)
  })

  app.notFound(lost)
  return app
}

function text(form: FormData, name: string): string | undefined {
  const value = form.get(name)
  return typeof value === 'string' ? value : undefined
}

function readChange(form: FormData): Change {
  const change = text(form, 'change')
  return {
    product: text(form, 'product'),
    change: change === 'less' || change === 'remove' ? change : 'add',
    quantity: Number(text(form, 'quantity') ?? 1),
  }
}
