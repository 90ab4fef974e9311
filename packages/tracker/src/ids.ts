const hex = (value: number | bigint, digits: number): string => value.toString(16).padStart(digits, '0')

/** Random numbers in stock: to be given one costs as much as many. */
let stock: BigUint64Array
let left = 0
/** A random name of 16 hex digits, for a tab or a view. Kept in memory only. */
export const name = (): string => {
  if (!left) {
    stock = crypto.getRandomValues(new BigUint64Array(64))
    left = stock.length
  }
  return hex(stock[--left] as bigint, 16)
}

let count = 0
/**
 * A UUID of version 7 (RFC 9562) with 60 random bits; those of one millisecond are in order by a counter of 12 bits. Not
 * `crypto.randomUUID`: that has no time in it and is missing on plain http.
 */
export const uuid = (at: number): string => {
  const time = hex(at, 12)
  const random = name()
  const counted = (0x7000 + (count++ & 0xfff)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-${counted}-8${random.slice(1, 4)}-${random.slice(4)}`
}

/** SHA-256 in hex. Rejects where the page is not a secure context. */
export const sha256 = async (text: string): Promise<string> =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))]
    .map((byte) => hex(byte, 2))
    .join('')
