/** What a generated document is made of, whatever it is printed as. */
export type Block =
  | { readonly heading: string; readonly level: 1 | 2 | 3 }
  | { readonly text: string }
  | { readonly list: readonly string[] }
  | { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }

export type Document = readonly Block[]

export const heading = (text: string, level: 1 | 2 | 3 = 2): Block => ({ heading: text, level })
export const paragraph = (text: string): Block => ({ text })
export const list = (items: readonly string[]): Block => ({ list: items })
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): Block => ({ head, rows })

/** `a, b and c`. */
export const enumerate = (items: readonly string[], and = 'and'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${and} ${items.at(-1)}`

export const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`
