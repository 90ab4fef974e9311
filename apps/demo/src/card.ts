import { html } from 'hono/html'
import type { Cart } from './cart.ts'
import type { Product } from './catalogue.ts'
import { type Html, to } from './layout.ts'
import { money } from './money.ts'

/** Products side by side. */
export const cards = (list: readonly Product[], cart: Cart): Html => html`<ul class="cards">
        ${list.map((one) => card(one, cart))}
      </ul>`

const card = (product: Product, cart: Cart): Html => html`<li class="card">
          <a href="${to(`/product/${product.id}`, cart)}">
            <img src="/assets/art/${product.id}.svg" alt="" width="400" height="400">
            <h3>${product.name}</h3>
          </a>
          <p>${product.line}</p>
          <p class="price">${money(product.price)}</p>
        </li>
        `
