import { html } from 'hono/html'
import type { Page } from '../layout.ts'

/** A form that is checked twice: by the browser, and by a script that wants a message to be long enough. Nothing is kept. */
export const contact = (): Page => ({
  title: 'Write to us',
  main: html`<h1>Write to us</h1>
      <p class="lead">We answer within two working days.</p>
      <form class="fields narrow" name="contact" method="post" action="/contact" data-check>
        <label>Name <input name="name" autocomplete="name" required></label>
        <label>E-mail <input name="email" type="email" autocomplete="email" required></label>
        <label>What is it about?
          <select name="topic" required>
            <option value="">Choose one</option>
            <option>An order</option>
            <option>A piece that I look for</option>
            <option>Something else</option>
          </select>
        </label>
        <label>Message <textarea name="message" rows="5" required data-least="20" aria-describedby="message-error"></textarea></label>
        <p class="error" id="message-error" role="alert"></p>
        <p><button class="button main">Send the message</button></p>
        <p class="small">A demonstration: nothing is sent, and the form is not kept.</p>
      </form>`,
})

export const contacted = (): Page => ({
  title: 'Sent',
  main: html`<h1>Thank you for writing</h1>
      <p class="lead">We answer within two working days. That is, we would if this were a real shop.</p>
      <p><a class="button" href="/">Back to the shop</a></p>`,
})
