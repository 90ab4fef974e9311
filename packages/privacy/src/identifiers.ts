/** The kinds of identifier a person can be recognised by. */
export const kinds = ['email', 'phone', 'customer', 'account', 'chat', 'device'] as const
export type Kind = (typeof kinds)[number]

/**
 * The one spelling of an identifier that everybody hashes, or undefined when it is none. Runs in browsers and on servers.
 * All are trimmed and composed (NFC); a number counts only where it is exact.
 * - e-mail: lower case, domain in its ASCII form (IDNA, by the URL parser)
 * - phone: E.164, so it must begin with `+` or `00` and the country; the `(0)` of `+44 (0)20 …` is not dialled
 * - the others are the site's own: as they are
 */
export function canonical(kind: Kind, raw: unknown): string | undefined {
  const value = typeof raw === 'string' || Number.isSafeInteger(raw) ? String(raw).trim().normalize() : ''
  if (!value) return undefined
  const form = forms[kind]
  return form ? form(value) : value
}

const forms: Partial<Record<Kind, (value: string) => string | undefined>> = {
  email(value) {
    const [, local, given = ''] = /^([^\s@]+)@([^\s@/\\?#:]+)$/.exec(value.toLowerCase()) ?? []
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
}

function asciiDomain(domain: string): string {
  try {
    return new URL(`http://${domain}`).hostname
  } catch {
    return ''
  }
}
