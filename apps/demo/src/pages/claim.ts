import { html } from 'hono/html'
import type { Page } from '../layout.ts'
import { moments } from '../moments.ts'

/** A task that visitors do by themselves, with photos or papers to send along. Nothing is kept. */
export const claim = (): Page => ({
  title: 'Something arrived broken',
  moment: moments.claimStarted,
  main: html`<h1>Something arrived broken</h1>
      <p class="lead">Show us, and a new one leaves the workshop the same day.</p>
      <form class="fields narrow" name="claim" method="post" action="/claim" enctype="multipart/form-data">
        <label>Order number <input name="order" autocomplete="off" placeholder="SM-4K7Q2X" required></label>
        <label>Photos or papers <input name="documents" type="file" accept="image/*,.pdf" multiple required></label>
        <label>What happened? <textarea name="story" rows="4"></textarea></label>
        <p><button class="button main">Send it</button></p>
        <p class="small">A demonstration: no file is kept or looked at.</p>
      </form>`,
})

export const claimed = (): Page => ({
  title: 'A new one is on its way',
  moment: moments.claimCompleted,
  once: true,
  main: html`<h1>A new one is on its way</h1>
      <p class="lead">Thank you for the photos. We are sorry for the trouble.</p>
      <p><a class="button" href="/">Back to the shop</a></p>`,
})
