import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import type { Handler } from '../http/handler.ts'
import { Refused } from '../http/refused.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; require-trusted-types-for 'script'"

/** The console as built: one page and its assets, from a folder. */
export const consoleFiles =
  (folder: URL): Handler =>
  (c) => {
    const name = c.req.path.replace(/^\/console\/?/, '') || 'index.html'
    const type = types[extname(name)]
    if (!type || !/^(assets\/)?[\w-][\w.-]*$/.test(name))
      throw new Refused('not_found', 'There is no such file in the console.')
    let file: Buffer
    try {
      file = readFileSync(new URL(name, folder))
    } catch (cause) {
      throw new Refused(
        'not_found',
        'There is no such file in the console. If the console was never built, npm start builds it.',
        { cause },
      )
    }
    const cache = name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
    return c.body(new Uint8Array(file), 200, {
      'Content-Type': type,
      'Cache-Control': cache,
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
    })
  }
