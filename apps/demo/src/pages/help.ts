import { html } from 'hono/html'
import type { Cart } from '../cart.ts'
import { type Page, to } from '../layout.ts'
import { questions, reach } from '../words.ts'

export const help = (cart: Cart): Page => ({
  title: 'Help',
  main: html`<h1>Help</h1>
      <p class="lead">The questions we hear most. Yours is missing? The chat in the corner answers at once.</p>
      <div class="faq">
        ${questions.map((one) => html`<details><summary data-wend-event="question_opened" data-wend-question="${one.id}">${one.question}</summary><p>${one.answer}</p></details>`)}
      </div>
      <section aria-labelledby="reach">
        <h2 id="reach">Reach the workshop</h2>
        <ul class="reach">
          <li><a href="${to('/contact', cart)}">Write to us</a></li>
          <li><a href="${to('/claim', cart)}">Something arrived broken</a></li>
          <li><a href="tel:${reach.phone.replaceAll(' ', '')}">Call us</a> or copy the number: <span class="copy">${reach.phone}</span></li>
          <li><a href="mailto:${reach.email}">Send an e-mail</a></li>
          <li><a href="/prices.csv" download>Price list (CSV)</a></li>
          <li><a href="${reach.about}" target="_blank" rel="noreferrer">What is stoneware? (Wikipedia)</a></li>
        </ul>
      </section>`,
})
