import { z } from 'zod'

/**
 * The building blocks of event data. Each says how its values are cleaned before they are stored, so that no event type can
 * forget it: `text` and `address` lose what names a person and keep the rest; a `code`, `key` or `sku` that is a phone, card
 * or account number, an e-mail address or a token becomes a word for that; such a `number` goes; of a `gist` only words stay that
 * are known to name nobody.
 */
export type Scrub = 'text' | 'address' | 'code' | 'key' | 'sku' | 'gist'

declare module 'zod' {
  interface GlobalMeta {
    scrub?: Scrub | 'number' | undefined
  }
}

/** Free text, at most `max` characters. E-mail addresses, phone and card numbers and tokens are taken out of it. */
export const text = (max = 256) => z.string().max(max).meta({ scrub: 'text' })

/** A URL or a path, at most 4,096 characters. Only allowed query keys survive, and identifiers in its path do not. */
export const address = () => z.string().max(4096).meta({ scrub: 'address' })

/** The origin of a page, `https://shop.example`. */
export const origin = () =>
  z
    .string()
    .max(256)
    .regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/, 'Write a scheme and a host, such as https://shop.example')

const short = (max: number, scrub: Scrub) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9._:/-]+$/, 'Use letters, digits and . _ : / - only')
    .meta({ scrub })

/**
 * A short name that the site gives, of a form, a field or a step. Letters, digits and `. _ : / -`. One that holds a phone
 * number (11 digits and more, or ten that begin with 0), a card or account number, or a token becomes `:phone`, `:card` …
 */
export const code = (max = 64) => short(max, 'code')

/** A `code` that names one single thing, such as an order or a conversation: it may be a UUID, or another name below 32 signs. */
export const key = (max = 64) => short(max, 'key')

/** A `key` of a product. It may be a GTIN too: 8, 12, 13 or 14 digits of which the last is the right check digit. */
export const sku = (max = 64) => short(max, 'sku')

/** An ISO 4217 currency, `EUR`. */
export const currency = () => z.string().regex(/^[A-Z]{3}$/, 'Use a three-letter ISO 4217 code, such as EUR')

const most = 9_999_999_999
const tooMany = `Use at most ${most}; a longer number could be a phone or card number`

/** A whole number from 0 to ten digits. */
export const count = () => z.int().min(0).max(most, tooMany)

/** A length of time in milliseconds, from 0 to ten digits, which are 115 days. */
export const milliseconds = () => z.number().min(0).max(most, tooMany)

/** Any number. One of eleven digits and more could be a phone or card number and is left out, unless it is a time in milliseconds. */
export const number = () => z.number().meta({ scrub: 'number' })

/** An amount of money in the currency beside it, cleaned like any `number`. */
export const amount = () => number()

/** SHA-256 of a canonical identifier, 64 lower-case hex digits. A raw identifier does not fit. */
export const digest = () =>
  z.string().regex(/^[0-9a-f]{64}$/, 'Send the SHA-256 as 64 lower-case hex digits, not the value')

/** What a message was about, in words of a fixed list, at most 160 characters. Any other word is taken out. */
export const gist = () => z.string().max(160).meta({ scrub: 'gist' })

/** How long a message is, never what it says. */
export const lengthClass = () => z.enum(['short', 'medium', 'long'])

/** A product as the shop names it. */
export const product = () =>
  z.object({
    id: sku(),
    name: text().optional(),
    category: text().optional(),
    price: amount().optional(),
    currency: currency().optional(),
  })
