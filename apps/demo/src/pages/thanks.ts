import { html } from 'hono/html'
import { type Cart, cartValue, countItems } from '../cart.ts'
import type { Page } from '../layout.ts'
import { productMarks, sumMarks } from '../marks.ts'
import { money } from '../money.ts'

export const thanks = (order: string, bought: Cart): Page => ({
  title: 'Thank you',
  once: true,
  main: html`<h1>Thank you!</h1>
      <p class="lead">Order <strong>${order}</strong> is on our bench: ${countItems(bought)} × stoneware for ${money(cartValue(bought))}.</p>
      <ul class="bought" data-wend-shop="purchase" data-wend-order="${order}" ${sumMarks(bought)}>
        ${bought.map(({ product, quantity }) => html`<li ${productMarks(product, quantity)}>${quantity} × ${product.name}</li>`)}
      </ul>
      <p>We write to you as soon as it leaves the workshop.</p>
      <p><a class="button" href="/">Back to the shop</a></p>`,
})
