/** The kinds of identifier a person can be recognised by. */
export const kinds = ['email', 'phone', 'customer'] as const
export type Kind = (typeof kinds)[number]

/**
 * The one spelling of an identifier that everybody hashes, or undefined when it is none. Runs in browsers and on servers.
 * - e-mail: trimmed, lower case, composed (NFC), domain in its ASCII form (IDNA, by the URL parser)
 * - phone: E.164, so it must begin with `+` or `00` and the country; the `(0)` of `+44 (0)20 …` is not dialled
 * - customer: trimmed, case kept; a number only where it is exact
 */
export function canonical(kind: Kind, raw: unknown): string | undefined {
  const value = typeof raw === 'string' || Number.isSafeInteger(raw) ? String(raw).trim() : ''
  return value ? forms[kind](value) : undefined
}

const forms: Record<Kind, (value: string) => string | undefined> = {
  email(value) {
    const [, local, given = ''] = /^([^\s@]+)@([^\s@/\\?#:]+)$/.exec(value.normalize().toLowerCase()) ?? []
    const domain = asciiDomain(given)
    return /^(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+$/.test(domain) ? `${local}@${domain}` : undefined
  },
  phone(value) {
    const digits = value
      .replace(/^00/, '+')
      .replace(/^(\+[^(]*)\(0\)/, '$1')
      .replace(/[\s().\p{Dash}/]/gu, '')
    return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined
  },
  customer: (value) => value,
}

function asciiDomain(domain: string): string {
  try {
    return new URL(`http://${domain}`).hostname
  } catch {
    return ''
  }
}
