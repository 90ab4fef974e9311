import { around, attribute } from './page.ts'

/** What a developer has called something: words, and up to two digits. A key, a number, an address or a hashed class is none. */
const name = /^(?!css-|jsx-|sc-|is-|.{41})([-_]*[A-Za-z][a-z]+(?![a-z]))+[-_]*\d{0,2}$/

/**
 * Where an element stands, in up to 200 signs of CSS that stay the same from one visit to the next: from the closest element
 * with a name of its own, over five at most. Shadow roots are passed over. No text, and no attributes but those that name.
 */
export function selector(element: Element): string {
  let path = ''
  let at: Element | undefined = element
  for (let steps = 5; at && steps--; at = around(at)) {
    const each: Element = at
    const key = ['data-wend-id', 'data-testid', 'id'].find((key) => name.test(attribute(each, key)))
    const classes = attribute(each, 'class').split(/\s+/)
    const alike = [...(each.parentNode?.children ?? [])].filter(({ localName }) => localName === each.localName)
    const place = alike.indexOf(each)
    const part = key
      ? `[${key}="${attribute(each, key)}"]`
      : [each.localName, ...classes.filter((one) => name.test(one))].slice(0, 3).join('.') +
        (place > 0 ? `:nth-of-type(${place + 1})` : '')
    const next = path ? `${part}>${path}` : part
    if (next.length > 200) break
    path = next
    if (key) break
  }
  return path
}
