import { readFile } from 'node:fs/promises'
import { html } from 'hono/html'
import { head, type Site } from './layout.ts'

/**
 * The built page of the single-page version with the shared head in it, or undefined before it is built.
 * Read on each request, so that a build shows up without a restart.
 */
export async function readSpa(dist: URL, site: Site): Promise<string | undefined> {
  const built = await readFile(new URL('index.html', dist), 'utf8').catch(() => undefined)
  // The address of the live page is known only when the shop starts, so the script reads it from the page.
  const live = site.console ? html`<meta name="shop-console" content="${site.console}">` : ''
  const data = site.yourData ? html`<meta name="shop-your-data" content="${site.yourData}">` : ''
  const shared = `${await head(site)}\n    ${await live}${await data}`
  // A function, because `$&` in a replacement text would be read as a pattern.
  return built?.replace('<!--head-->', () => shared)
}
