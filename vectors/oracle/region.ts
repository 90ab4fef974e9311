import type { Rules } from '../format.ts'

const eea = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
)

/** From the strictest on. */
const strictness = ['opt-in off', 'opt-in hold', 'opt-in anonymous', 'opt-out'] as const
const rank = ({ mode, before = 'hold' }: Rules): number =>
  strictness.findIndex((name) => name === (mode === 'opt-out' ? mode : `${mode} ${before}`))

/** The rules for a visitor: the first name on the way from the most specific on, or the strictest where nobody knows. */
export function rulesFor(regions: Readonly<Record<string, Rules>>, region: string | undefined): Required<Rules> {
  const country = /^([A-Z]{2})(-[A-Z0-9]{1,3})?$/.exec(region ?? '')?.[1]
  const way = country ? [region, country, ...(eea.has(country) ? ['EEA'] : []), 'default'] : []
  const named = way.flatMap((name) => (name && Object.hasOwn(regions, name) ? [regions[name]] : []))
  const [rules] = country ? named : Object.values(regions).sort((a, b) => rank(a) - rank(b))
  if (!rules) throw new Error('A policy has rules for everybody else.')
  return { before: 'hold', ...rules }
}
