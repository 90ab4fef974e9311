import { html } from 'hono/html'
import type { Cart } from './cart.ts'
import type { Product } from './catalogue.ts'
import { type Html, to } from './layout.ts'
import { productMarks } from './marks.ts'
import { money } from './money.ts'

/** Products side by side. `name`: of a list that is told of, because visitors come to look at it. */
export const cards = (
  list: readonly Product[],
  cart: Cart,
  name?: string,
): Html => html`<ul class="cards" ${name ? html`data-wend-shop="view_item_list" data-wend-list="${name}"` : ''}>
        ${list.map((one) => card(one, cart))}
      </ul>`

const card = (product: Product, cart: Cart): Html => html`<li class="card" ${productMarks(product)}>
          <a href="${to(`/product/${product.id}`, cart)}">
            <img src="/assets/art/${product.id}.svg" alt="" width="400" height="400">
            <h3>${product.name}</h3>
          </a>
          <p>${product.line}</p>
          <p class="price">${money(product.price)}</p>
        </li>
        `
