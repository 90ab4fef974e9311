import { html } from 'hono/html'
import { cards } from '../card.ts'
import type { Cart } from '../cart.ts'
import { categories, products } from '../catalogue.ts'
import { type Page, to } from '../layout.ts'
import { intro, promises, tagline } from '../words.ts'

export const home = (cart: Cart): Page => ({
  title: tagline,
  main: html`<section class="hero">
        <div>
          <h1>${tagline}</h1>
          <p>${intro}</p>
          <p>${categories.map((one) => html`<a class="button" href="${to(`/category/${one.id}`, cart)}">${one.name}</a> `)}</p>
        </div>
        <img src="/assets/art/shelf.svg" alt="A shelf with a jug, two bowls, a mug and a vase." width="640" height="440">
      </section>
      <section aria-labelledby="all">
        <h2 id="all">Everything we make</h2>
        ${cards(products, cart, 'Everything we make')}
      </section>
      <section class="promises" aria-label="What we promise">
        ${promises.map((one) => html`<div><h2>${one.title}</h2><p>${one.text}</p></div>`)}
      </section>`,
})
