/** The kinds of identifier a person can be recognised by. */
export const kinds = ['email', 'phone', 'customer'] as const
export type Kind = (typeof kinds)[number]

/**
 * The one spelling of an identifier that everybody hashes, or undefined when it is none. Runs in browsers and on servers.
 * - e-mail: trimmed, lower case, domain in its ASCII form (IDNA, by the URL parser)
 * - phone: E.164, so it must begin with `+` or `00` and the country
 * - customer: trimmed, case kept
 */
export function canonical(kind: Kind, raw: unknown): string | undefined {
  const value = typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim() : ''
  return value ? forms[kind](value) : undefined
}

const forms: Record<Kind, (value: string) => string | undefined> = {
  email(value) {
    const [, local, domain] = /^([^\s@]+)@([^\s@/?#:]+\.[^\s@/?#:]+)$/.exec(value.toLowerCase()) ?? []
    try {
      return domain && `${local}@${new URL(`http://${domain}`).hostname}`
    } catch {
      return undefined
    }
  },
  phone(value) {
    const digits = value.replace(/[\s().\-/]|^00/g, (found) => (found === '00' ? '+' : ''))
    return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined
  },
  customer: (value) => value,
}
