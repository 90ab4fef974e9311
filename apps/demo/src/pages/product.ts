import { html } from 'hono/html'
import { cards } from '../card.ts'
import type { Cart } from '../cart.ts'
import { findCategory, goesWith, type Product } from '../catalogue.ts'
import { cartField, type Page, to } from '../layout.ts'
import { productMarks } from '../marks.ts'
import { money } from '../money.ts'

export const product = (cart: Cart, shown: Product): Page => ({
  title: shown.name,
  main: html`<nav class="crumbs" aria-label="You are here">
        <a href="${to('/', cart)}">Shop</a> ›
        <a href="${to(`/category/${shown.category}`, cart)}">${findCategory(shown.category)?.name}</a>
      </nav>
      <article class="product" data-wend-shop="view_item" ${productMarks(shown)}>
        <img src="/assets/art/${shown.id}.svg" alt="Drawing of the ${shown.name}." width="400" height="400">
        <div>
          <h1>${shown.name}</h1>
          <p class="lead">${shown.line}</p>
          <p class="price">${money(shown.price)}</p>
          <p>${shown.about}</p>
          <details class="size"><summary data-wend-event="size_opened">Size</summary><p>${shown.size}</p></details>
          <form class="add" name="add" method="post" action="/cart">
            ${cartField(cart)}
            <input type="hidden" name="product" value="${shown.id}">
            <label>Quantity <input type="number" name="quantity" value="1" min="1" max="20" required></label>
            <button class="button main" name="change" value="add" data-wend-cart="add_to_cart" data-wend-quantity="1">
              Add to cart
            </button>
          </form>
        </div>
      </article>
      <section aria-labelledby="more">
        <h2 id="more">Goes well with</h2>
        ${cards(goesWith(shown), cart)}
      </section>`,
})
