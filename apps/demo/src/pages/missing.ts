import { html } from 'hono/html'
import { cards } from '../card.ts'
import type { Cart } from '../cart.ts'
import { products } from '../catalogue.ts'
import type { Page } from '../layout.ts'

export const missing = (cart: Cart): Page => ({
  title: 'Not found',
  status: 404,
  main: html`<h1>This page is not on the shelf</h1>
      <p class="lead">It may have been moved, or it never existed. These exist:</p>
      ${cards(products.slice(0, 4), cart)}`,
})
