import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Compiled, Signals, Statement } from '@wend/privacy/decide'
import { compilePolicy, parsePolicy } from '@wend/privacy/policy'
import { builtIn, customEvents, withCustom } from '@wend/protocol'
import type { Row, Vectors } from '../../vectors/format.ts'

/** The published vectors, and how ours are run against them: the way that README.md beside them describes. */
export const text = readFileSync(join(import.meta.dirname, '../../vectors/consent.json'), 'utf8')
export const vectors = JSON.parse(text) as Vectors

/** The built-in types and the two that the site declares, as `start` of the collector's tests does. */
export const taxonomy = withCustom(
  builtIn,
  customEvents.parse({
    events: {
      gift_wrapped: { label: 'Gift wrapped', display: 'Chose {colour} paper', data: { colour: { type: 'text' } } },
      coupon_shown: { label: 'Coupon shown', display: 'Saw a coupon', purpose: 'marketing' },
    },
  }),
)

export const compiled = new Map<string, Compiled>(
  Object.entries(vectors.policies).map(([name, file]) => [name, compilePolicy(parsePolicy(file), taxonomy)]),
)
export const policyOf = ({ policy }: Row): Compiled => {
  const found = compiled.get(policy)
  if (!found) throw new Error('A row names a policy that is not there.')
  return found
}

/** What is known of the visitor of a row. Frameworks that the policy does not listen to have nobody who hears them. */
export function signalsOf(row: Row, tcf: Statement | undefined = row.tcf?.means): Signals {
  const { region, gpc, dnt, legal = {}, choice } = row
  const heard = Object.entries({ ...(tcf && { tcf }), ...legal }).filter(([name]) => policyOf(row).legal.includes(name))
  return { region, gpc, dnt, legal: Object.fromEntries(heard), choice }
}

/** A decision in one line, to be compared and read. */
export const said = ({ verb, purpose, reason }: Row['expect']): string =>
  `${verb}, ${purpose || 'no purpose'}, ${reason}`

/** One line for each row that is decided otherwise than it should be. */
export const differences = (rows: readonly Row[], ask: (row: Row) => Row['expect']): string[] =>
  rows.flatMap((row) => {
    const got = said(ask(row))
    return got === said(row.expect) ? [] : [`${row.name}: ${got} instead of ${said(row.expect)}`]
  })
