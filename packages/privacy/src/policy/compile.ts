import { createHash } from 'node:crypto'
import type { Taxonomy } from '@wend/protocol'
import { type Purpose, purposes } from '@wend/protocol/purposes'
import type { Before, Compiled, Mode } from '../decide.ts'
import { BadPolicy } from './bad-policy.ts'
import { isUnasked } from './messages.ts'
import type { Policy } from './presets.ts'

/** The European Economic Area: the Union's 27, Iceland, Liechtenstein and Norway. */
export const eea = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO'.split(
  ' ',
)

/**
 * Works a policy out for the event types of a site. Throws a sentence for each event type, family or field that it names
 * and nobody declares.
 */
export function compilePolicy(policy: Policy, taxonomy: Taxonomy): Compiled {
  const wrong = [...unknownNames(policy, taxonomy)]
  if (wrong.length) throw new BadPolicy(wrong.join('\n'))
  const fields = fieldsOf(policy)
  const { gpc, dnt, tcf, gpp, consentMode } = policy.signals
  return {
    id: policyId(policy),
    of: coverage(policy, taxonomy),
    ...(Object.keys(fields).length && { fields }),
    regimes: regimes(policy),
    gpc,
    dnt,
    visitor: policy.visitor ? policy.visitor.purpose : '',
    legal: [...(tcf ? ['tcf'] : []), ...(gpp ? ['gpp'] : []), ...(consentMode ? ['consent-mode'] : [])],
    ...(tcf && { tcf: tcf as NonNullable<Compiled['tcf']> }),
    remember: policy.remember === 'cookie' || policy.banner ? policy.askAgain : 0,
  }
}

/** `{version}.{first 12 hex digits of the SHA-256 of everything it says}`: two policies that differ have two ids. */
export const policyId = (policy: Policy): string =>
  `${policy.version}.${createHash('sha256').update(canonicalJson(policy)).digest('hex').slice(0, 12)}`

/** JSON with sorted keys and without whitespace. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )

/** The purpose of every event type of a site, or empty where the policy does not collect it. */
export function purposesOfTypes(policy: Policy, taxonomy: Taxonomy): Map<string, Purpose | ''> {
  const listed = new Map<string, Purpose>()
  for (const purpose of purposes) for (const name of policy.purposes[purpose].events ?? []) listed.set(name, purpose)
  return new Map(
    [...taxonomy.values()].map(({ type, family, purpose }) => {
      const found = listed.get(type) ?? listed.get(family) ?? (policy.purposes[purpose].events ? '' : purpose)
      return [type, (family === 'identity' && !policy.identify) || isUnasked(policy, type) ? '' : found]
    }),
  )
}

/** The same, said as shortly as possible: by family, and by type where a type differs from its family. */
function coverage(policy: Policy, taxonomy: Taxonomy): Compiled['of'] {
  // All others are undeclared events of the site's own, so whatever lists `custom` covers them.
  const rest: Purpose | '' = listedFor(policy, 'custom') ?? (policy.purposes.analytics.events ? '' : 'analytics')
  const families = Map.groupBy(purposesOfTypes(policy, taxonomy), ([type]) => type.replace(/\..*/, ''))
  const of: Record<string, Purpose | ''> = { '*': rest }
  for (const [family, types] of families) {
    const counts = Map.groupBy(types, ([, purpose]) => purpose)
    const usual = family === 'custom' ? rest : [...counts].sort(([, a], [, b]) => b.length - a.length)[0]?.[0]
    if (usual !== undefined && usual !== rest) of[family] = usual
    for (const [type, purpose] of types) if (purpose !== usual) of[type] = purpose
  }
  return of
}

const listedFor = (policy: Policy, name: string): Purpose | undefined =>
  purposes.find((purpose) => policy.purposes[purpose].events?.includes(name))

const fieldsOf = (policy: Policy): Record<string, readonly string[]> =>
  Object.fromEntries(purposes.flatMap((purpose) => Object.entries(policy.purposes[purpose].fields ?? {})))

const strictness = (mode: Mode, before: Before): number =>
  mode === 'opt-out' ? 3 : ['off', 'hold', 'anonymous'].indexOf(before)

function regimes({ regions }: Policy): Compiled['regimes'] {
  const { default: others, EEA, ...rest } = regions
  const all = Object.entries({ ...(EEA && Object.fromEntries(eea.map((country) => [country, EEA]))), ...rest })
  const [strictest] = Object.values(regions).sort((a, b) => strictness(a.mode, a.before) - strictness(b.mode, b.before))
  const pair = ({ mode, before } = others): readonly [Mode, Before] => [mode, before]
  return {
    ...Object.fromEntries(all.map(([region, regime]) => [region, pair(regime)])),
    '*': pair(others),
    '': pair(strictest),
  }
}

function* unknownNames(policy: Policy, taxonomy: Taxonomy): Generator<string> {
  const families = new Set([...taxonomy.values()].map(({ family }) => family)).add('custom')
  const seen = new Map<string, Purpose>()
  for (const purpose of purposes) {
    const { events = [], fields = {} } = policy.purposes[purpose]
    for (const name of events) {
      const other = seen.get(name)
      if (other) yield `purposes.${purpose}.events: ${name} is covered by ${other} already. Keep it under one purpose.`
      else if (!families.has(name) && !taxonomy.has(name))
        yield `purposes.${purpose}.events: nobody declares ${name}. See docs/events.md for the names there are.`
      seen.set(name, purpose)
    }
    for (const [type, kept] of Object.entries(fields)) {
      const declared = taxonomy.get(type)?.data.shape
      if (!declared) {
        yield `purposes.${purpose}.fields: nobody declares the event type ${type}.`
        continue
      }
      for (const field of kept)
        if (!Object.hasOwn(declared, field))
          yield `purposes.${purpose}.fields.${type}: the type has no field ${field}. It has ${Object.keys(declared).join(', ') || 'none'}.`
      const needed = Object.keys(declared).filter(
        (field) => !kept.includes(field) && !declared[field]?.safeParse(undefined).success,
      )
      if (needed.length)
        yield `purposes.${purpose}.fields.${type}: ${needed.join(', ')} cannot be left out, the type needs it.`
    }
  }
  for (const name of Object.keys(policy.retention.classes))
    if (!families.has(name) && !taxonomy.has(name) && !purposes.includes(name as Purpose))
      yield `retention.classes: nobody declares ${name}. Name a purpose, a family or an event type.`
}
