import { html } from 'hono/html'
import type { Page } from '../layout.ts'
import { questions } from '../words.ts'

export const help = (): Page => ({
  title: 'Help',
  main: html`<h1>Help</h1>
      <p class="lead">The questions we hear most. Yours is missing? The chat in the corner answers at once.</p>
      <div class="faq">
        ${questions.map((one) => html`<details><summary>${one.question}</summary><p>${one.answer}</p></details>`)}
      </div>`,
})
