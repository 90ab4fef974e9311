const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => (byte + 256).toString(16).slice(1)).join('')

const random = (bytes: number): string => hex(crypto.getRandomValues(new Uint8Array(bytes)))

/** A random name of 16 hex digits, for a tab or a view. Kept in memory only. */
export const name = (): string => random(8)

/**
 * A UUID of version 7 (RFC 9562) with 72 random bits. Not `crypto.randomUUID`: that has no time in it and is missing on
 * plain http.
 */
export const uuid = (at: number): string =>
  (at.toString(16).padStart(12, '0') + random(9)).replace(/(.{8})(.{4})(.{3})(.{3})/, '$1-$2-7$3-8$4-')

/** SHA-256 in hex. Rejects where the page is not a secure context. */
export const sha256 = async (text: string): Promise<string> =>
  hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))))
