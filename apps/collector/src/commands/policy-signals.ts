import type { Said, Signals, Statement } from '@wend/privacy/decide'
import { type Purpose, purposes } from '@wend/protocol'
import { BadConfig } from '../config/load.ts'

/** What a dry run asks about a visitor, as options of the command line. */
export const signalOptions = {
  region: { type: 'string' },
  gpc: { type: 'boolean' },
  dnt: { type: 'boolean' },
  granted: { type: 'string' },
  denied: { type: 'string' },
  tcf: { type: 'string' },
  gpp: { type: 'string' },
  'consent-mode': { type: 'string' },
  pending: { type: 'string' },
  failed: { type: 'string' },
} as const

type Values = { readonly [K in keyof typeof signalOptions]?: string | boolean | undefined }

const frameworks = ['tcf', 'gpp', 'consent-mode'] as const

/** A visitor's signals, from options. Throws a sentence on what it cannot read. */
export function signalsFrom(values: Values): Signals {
  const text = (name: keyof Values): string => (typeof values[name] === 'string' ? values[name] : '')
  const region = text('region')
  if (region && !/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(region))
    throw new BadConfig('--region: use a country (DE) or a subdivision (US-CA), in capitals.')
  const legal: Record<string, Statement> = {}
  for (const name of frameworks) if (text(name)) legal[name] = { says: saidOf(name, text(name)) }
  for (const state of ['pending', 'failed'] as const)
    for (const name of named(text(state))) {
      if (!frameworks.some((one) => one === name))
        throw new BadConfig(`--${state}: name ${frameworks.join(', ')}, one or more, with commas between.`)
      if (legal[name]) throw new BadConfig(`--${state} and --${name}: only one of the two can be true of ${name}.`)
      legal[name] = state
    }
  const granted = named(text('granted')).map((name) => purposeOf('granted', name))
  const denied = named(text('denied')).map((name) => purposeOf('denied', name))
  const twice = granted.find((purpose) => denied.includes(purpose))
  if (twice) throw new BadConfig(`--granted and --denied both name ${twice}. Keep one.`)
  const says = Object.fromEntries([...granted.map((one) => [one, true]), ...denied.map((one) => [one, false])])
  return {
    ...(region && { region }),
    ...(values.gpc && { gpc: true }),
    ...(values.dnt && { dnt: true }),
    ...(Object.keys(legal).length && { legal }),
    ...(Object.keys(says).length && { choice: { says } }),
  }
}

const named = (text: string): string[] => text.split(',').filter(Boolean)

function purposeOf(option: string, name: string): Purpose {
  const found = purposes.find((purpose) => purpose === name)
  if (!found || found === 'necessary')
    throw new BadConfig(`--${option}: name analytics, personalisation or marketing, with commas between.`)
  return found
}

/** `analytics=yes,marketing=no`. */
function saidOf(option: string, text: string): Said {
  return Object.fromEntries(
    named(text).map((part) => {
      const [name = '', answer = ''] = part.split('=')
      if (answer !== 'yes' && answer !== 'no')
        throw new BadConfig(
          `--${option}: write purposes with their answers, such as --${option} analytics=yes,marketing=no.`,
        )
      return [purposeOf(option, name), answer === 'yes']
    }),
  )
}
