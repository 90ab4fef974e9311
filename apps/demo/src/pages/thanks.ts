import { html } from 'hono/html'
import { type Cart, cartValue, countItems } from '../cart.ts'
import type { Page } from '../layout.ts'
import { moments } from '../moments.ts'
import { money } from '../money.ts'

export const thanks = (order: string, bought: Cart): Page => ({
  title: 'Thank you',
  moment: moments.orderPlaced(order, bought),
  once: true,
  main: html`<h1>Thank you!</h1>
      <p class="lead">Order <strong>${order}</strong> is on our bench: ${countItems(bought)} × stoneware for ${money(cartValue(bought))}.</p>
      <p>We write to you as soon as it leaves the workshop.</p>
      <p><a class="button" href="/">Back to the shop</a></p>`,
})
