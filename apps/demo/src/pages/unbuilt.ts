import { html } from 'hono/html'
import type { Page } from '../layout.ts'

/** What `/app/` says until the single-page version is built. */
export const unbuilt = (): Page => ({
  title: 'Not built yet',
  main: html`<h1>The single-page version is not built yet</h1>
      <p class="lead">Stop here and run <code>npm start</code>, which builds it.</p>
      <p>To build it alone: <code>cd apps/demo && npx vite build</code>. Then load this page again.</p>
      <p><a class="button" href="/">To the multi-page shop</a></p>`,
})
