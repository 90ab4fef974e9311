import { z } from 'zod'

/**
 * The building blocks of event data. Each string says by its block how it is cleaned before it is stored, so that no
 * event type can forget it: `text` and `address` are scrubbed, `code` has an alphabet too narrow for an address or a name.
 */
export type Scrub = 'text' | 'address'

declare module 'zod' {
  interface GlobalMeta {
    scrub?: Scrub | undefined
  }
}

/** Free text, at most `max` characters. E-mail addresses, phone and card numbers and tokens are taken out of it. */
export const text = (max = 256) => z.string().max(max).meta({ scrub: 'text' })

/** A URL or a path, at most 4,096 characters. Only allowed query keys survive, and identifiers in its path do not. */
export const address = () => z.string().max(4096).meta({ scrub: 'address' })

/** A short key of the site's own: a product, an order, a form, a field. Letters, digits and `. _ : / -`. */
export const code = (max = 64) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9._:/-]+$/, 'Use letters, digits and . _ : / - only')

/** An ISO 4217 currency, `EUR`. */
export const currency = () => z.string().regex(/^[A-Z]{3}$/, 'Use a three-letter ISO 4217 code, such as EUR')

/** A whole number from 0. */
export const count = () => z.int().min(0)

/** A length of time in milliseconds, from 0. */
export const milliseconds = () => z.number().min(0)

/** An amount of money in the currency beside it. */
export const amount = () => z.number()

/** SHA-256 of a canonical identifier, 64 lower-case hex digits. A raw identifier does not fit. */
export const digest = () =>
  z.string().regex(/^[0-9a-f]{64}$/, 'Send the SHA-256 as 64 lower-case hex digits, not the value')

/** How long a message is, never what it says. */
export const lengthClass = () => z.enum(['short', 'medium', 'long'])

/** A product as the shop names it. */
export const product = () =>
  z.object({
    id: code(),
    name: text().optional(),
    category: text().optional(),
    price: amount().optional(),
    currency: currency().optional(),
  })
