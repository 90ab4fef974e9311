import { html } from 'hono/html'
import { cards } from '../card.ts'
import type { Cart } from '../cart.ts'
import { searchProducts } from '../catalogue.ts'
import type { Page } from '../layout.ts'

export function search(cart: Cart, term: string): Page {
  const found = searchProducts(term)
  return {
    title: `Search: ${term}`,
    term,
    main: html`<h1>Search</h1>
      <p class="lead" data-wend-results="${found.length}">${found.length} found for “${term}”</p>
      ${found.length > 0 ? cards(found, cart) : html`<p>Try “mug”, “glaze” or “kitchen”.</p>`}`,
  }
}
