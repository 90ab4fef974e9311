import { html } from 'hono/html'
import { cards } from '../card.ts'
import type { Cart } from '../cart.ts'
import { type Category, productsIn } from '../catalogue.ts'
import type { Page } from '../layout.ts'

export const category = (cart: Cart, which: Category): Page => ({
  title: which.name,
  main: html`<h1>${which.name}</h1>
      <p class="lead">${which.line}</p>
      ${cards(productsIn(which.id), cart, which.name)}`,
})
