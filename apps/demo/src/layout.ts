import { html, raw } from 'hono/html'
import { type Cart, countItems, formatCart } from './cart.ts'
import { categories } from './catalogue.ts'
import type { Moment } from './moments.ts'
import { shopName, tagline, versions } from './words.ts'

export type Html = ReturnType<typeof html>

/** What the shop was started with, complete. */
export interface Site {
  /** The two script tags from the collector; they stand in the head exactly as given. */
  readonly snippet: string
  /** Where the events can be watched as they arrive. */
  readonly console?: string | undefined
  /** Where visitors see what is held about their browser. */
  readonly yourData?: string | undefined
}

/** One page of the multi-page shop. */
export interface Page {
  readonly title: string
  readonly main: Html
  /** Told to the tracker when the page opens. */
  readonly moment?: Moment | undefined
  /** Told on the first load only, so that a reload does not place the order twice. */
  readonly once?: boolean
  readonly term?: string | undefined
  /** Of an error page: said to the tracker as well, because not all browsers tell it what the server has answered. */
  readonly status?: 404
}

const styles = ['base', 'frame', 'shop', 'forms', 'order', 'chat', 'banner'] as const

/** A link that takes the cart along; the cart lives nowhere else, because nothing may be stored before consent. */
export const to = (path: string, cart: Cart): string =>
  cart.length === 0 ? path : `${path}${path.includes('?') ? '&' : '?'}cart=${formatCart(cart)}`

export const asData = (moment: Moment | undefined): string => (moment ? JSON.stringify(moment) : '')

/** The part of the head that both versions share. The single-page version sets its title itself. */
export const head = (site: Site, title?: Html): Html => html`<meta charset="utf-8">
    ${title ?? ''}
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="${shopName}: ${tagline.toLowerCase()}.">
    <meta name="color-scheme" content="light dark">
    ${raw(site.snippet)}
    <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/assets/vendor/cookieconsent.css">
    ${styles.map((name) => html`<link rel="stylesheet" href="/assets/${name}.css">\n    `)}<script type="module" src="/assets/consent.js"></script>
    <script type="module" src="/assets/chat.js"></script>
    <script type="module" src="/assets/newsletter.js"></script>`

/** The whole document around a page. */
export function layout(site: Site, cart: Cart, page: Page): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    ${head(site, html`<title>${page.title} · ${shopName}</title>${page.status ? html`<meta name="wend-status" content="${page.status}">` : ''}`)}
    <script type="module" src="/assets/report.js"></script>
    <script type="module" src="/assets/steps.js"></script>
    <script type="module" src="/assets/check.js"></script>
  </head>
  <body>
    <a class="skip" href="#main">Skip to content</a>
    ${notice(site)}
    <header class="top">
      <a class="logo" href="${to('/', cart)}">${shopName}</a>
      <nav aria-label="Shop">
        ${categories.map((one) => html`<a href="${to(`/category/${one.id}`, cart)}">${one.name}</a>`)}
        <a href="${to('/help', cart)}">Help</a>
      </nav>
      <form class="search" role="search" action="/search">
        <input type="search" name="q" value="${page.term ?? ''}" placeholder="Search" aria-label="Search the shop" required>
        <button>Search</button>
        ${cartField(cart)}
      </form>
      <a class="cart-link" href="${to('/cart', cart)}">Cart <span class="count">${countItems(cart)}</span></a>
    </header>
    <main id="main" tabindex="-1" data-moment="${asData(page.moment)}" data-once="${page.once ? 'yes' : 'no'}">
      ${page.main}
    </main>
    <footer class="foot">
      <p>${shopName}. ${tagline}. An invented shop: nothing is sold here.</p>
      <form class="newsletter" name="newsletter" method="post" action="/newsletter">
        <label>News from the kiln <input type="email" name="email" autocomplete="email" placeholder="Your e-mail" required></label>
        <button>Subscribe</button>
        <p class="said" role="status"></p>
      </form>
      <nav aria-label="About">
        <a href="${to('/help', cart)}">Delivery and returns</a>
        <a href="${to('/contact', cart)}">Contact</a>
        <a href="/app/trouble">Trouble, on purpose</a>
        <button class="plain" type="button" data-privacy>Privacy choices</button>
        ${site.yourData ? html`<a href="${site.yourData}">Your data</a>` : ''}
      </nav>
    </footer>
  </body>
</html>`
}

/** The cart as a hidden field, for forms that leave the page; nothing when the cart is empty. */
export const cartField = (cart: Cart): Html | string =>
  cart.length === 0 ? '' : html`<input type="hidden" name="cart" value="${formatCart(cart)}">`

const notice = (site: Site): Html => html`<aside class="notice" aria-label="About this demonstration">
      <p>${versions.multi} <a href="/app/">Try the single-page version</a></p>
      ${site.console ? html`<a class="live" href="${site.console}">Watch your events live</a>` : ''}
    </aside>`
