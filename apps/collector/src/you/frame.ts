import { html, raw } from 'hono/html'
import { style } from './style.ts'

/** A piece of a page, escaped. */
export type Piece = ReturnType<typeof html>

/** A whole document around what stands in its middle. */
export const frame = (language: string, title: string, content: Piece): Piece => html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`

/** One after the other, without the commas of an array. */
export const all = <T>(list: readonly T[], make: (one: T) => Piece): Piece[] => list.map(make)

/** `lang` where a piece speaks another language than its page. */
export const inLanguage = (page: string, own: string): Piece | string => (page === own ? '' : html` lang="${own}"`)

export const date = (language: string, at: number | string): string => dates(language).format(new Date(at))
export const moment = (language: string, at: number | string): string => moments(language).format(new Date(at))
export const count = (language: string, value: number): string => numbers(language).format(value)

/** A formatter takes longer to make than a thousand texts with it, and there are few languages. */
function made<Format>(make: (language: string) => Format): (language: string) => Format {
  const known = new Map<string, Format>()
  return (language) => {
    const format = known.get(language) ?? make(language)
    known.set(language, format)
    return format
  }
}

const dates = made((language) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }))
const moments = made(
  (language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }),
)
const numbers = made((language) => new Intl.NumberFormat(language))
