import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { config, site } from '@wend/collector/config/schema'
import { builtIn, families, toJsonSchema } from '@wend/protocol'
import { outcomes, policySchema, precedence, presets } from '../packages/privacy/src/policy/index.ts'

/** `npm run docs`: writes the parts of the documentation that follow from the schemas, between their marks. */
type Schema = {
  type?: string
  properties?: Record<string, Schema>
  description?: string
  default?: unknown
  enum?: unknown[]
  items?: Schema
  required?: string[]
  anyOf?: Schema[]
  additionalProperties?: Schema | boolean
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

const keys = (schema: Schema, skip: string[] = [], prefix = ''): string[][] =>
  Object.entries(schema.properties ?? {})
    .filter(([key]) => !skip.includes(key))
    .flatMap(([key, value]) =>
      value.properties
        ? keys(value, [], `${prefix}${key}.`)
        : [
            [
              `\`${prefix}${key}\``,
              value.description ?? '',
              value.default === undefined
                ? schema.required?.includes(key)
                  ? 'required'
                  : ''
                : `\`${JSON.stringify(value.default)}\``,
            ],
          ],
    )

const fields = (schema: Schema): string => {
  const names = Object.entries(schema.properties ?? {}).map(([key, value]) => {
    const name = value.properties ? `${key}.{${Object.keys(value.properties).join(', ')}}` : key
    return schema.required?.includes(key) ? name : `${name}?`
  })
  return names.join(', ')
}

/** The keys of a policy. Some stand under names of the author's choosing; the four purposes have the same. */
function policyKeys(schema: Schema, prefix = '', required: readonly string[] = []): string[][] {
  const inner = schema.anyOf?.find((option) => option.properties) ?? schema
  if (inner.properties)
    return Object.entries(inner.properties).flatMap(([key, value]) => {
      if (prefix === 'purposes.' && key !== 'analytics') return []
      const name = prefix === 'purposes.' ? 'purposes.<purpose>' : `${prefix}${key}`
      const deeper = policyKeys(value, `${name}.`)
      const fallback = value.default === undefined ? '' : `\`${JSON.stringify(value.default)}\``
      const given = (inner.required ?? required).includes(key) ? 'required' : fallback
      const own = value.description ? [[`\`${name}\``, value.description, given]] : []
      return [...own, ...deeper]
    })
  const { additionalProperties: named } = inner
  return typeof named === 'object' && (named.properties || named.additionalProperties)
    ? policyKeys(
        named,
        `${prefix}<${prefix === 'regions.' ? 'region' : /texts\.$/.test(prefix) ? 'language' : 'name'}>.`,
      )
    : []
}

/** What the presets say, side by side. */
function presetTable(): string {
  const names = Object.keys(presets) as (keyof typeof presets)[]
  const row = (what: string, say: (preset: (typeof presets)[keyof typeof presets]) => string) => [
    what,
    ...names.map((name) => say(presets[name])),
  ]
  const sentIn = (state: string, preset: (typeof presets)[keyof typeof presets]): string => {
    const found = outcomes(preset, builtIn).filter((outcome) => outcome.state === state)
    const usual = found.find(({ region }) => region === 'default')?.requests ?? ''
    const others = found.filter(({ region, requests }) => region !== 'unknown' && requests !== usual)
    return [usual, ...others.map(({ region, requests }) => `${region}: ${requests}`)].join('; ')
  }
  return table(
    ['', ...names.map((name) => `\`${name}\``)],
    [
      row('regions', ({ regions }) =>
        Object.entries(regions)
          .map(([name, { mode, before }]) => `${name}: ${mode}, ${before}`)
          .join('; '),
      ),
      row('events sent before a decision', (preset) => sentIn('not-asked', preset)),
      row('events sent after a refusal', (preset) => sentIn('refused', preset)),
      row(
        'events for analytics',
        ({ purposes }) =>
          purposes.analytics.events?.join(', ') || (purposes.analytics.events ? 'none' : 'all that declare it'),
      ),
      row('GPC stops', ({ signals }) => signals.gpc.join(', ')),
      row('identify', ({ identify }) => (identify ? 'yes' : 'no')),
      row('cookie of the visitor', ({ visitor }) =>
        visitor ? `with ${visitor.purpose}, ${visitor.months} months` : 'never',
      ),
      row('decision remembered by', ({ remember, askAgain }) =>
        remember === 'cookie' ? `the cookie wend_consent, ${askAgain} months` : 'the page’s dialog',
      ),
      row('events kept for', ({ retention }) => `${retention.default} months`),
      row('a withdrawal', ({ onWithdrawal }) => (onWithdrawal === 'erase' ? 'erases' : 'stops')),
    ],
  )
}

const dataOf = (type: string) => builtIn.get(type)?.data

export const generated = {
  'docs/configuration.md': {
    keys: () => table(['key', 'what it says', 'by default'], keys(toJsonSchema(config) as Schema, ['sites'])),
    site: () => table(['key of a site', 'what it says', 'by default'], keys(toJsonSchema(site) as Schema)),
  },
  'docs/events.md': {
    types: () =>
      families
        .map(({ name, label, comes, purpose, channel, events }) => {
          const rows = Object.entries(events).map(([verb, { label, display }]) => {
            const data = dataOf(`${name}.${verb}`)
            return [`\`${name}.${verb}\``, label, data ? fields(toJsonSchema(data) as Schema) : '', display]
          })
          return `### ${label}\nConsent to ${purpose}; channel ${channel}. ${comes}\n\n${table(['type', 'what happened', 'data', 'in a timeline'], rows)}`
        })
        .join('\n\n'),
  },
  'docs/policy.md': {
    presets: presetTable,
    keys: () => table(['key', 'what it says', 'by default'], policyKeys(policySchema() as Schema)),
    precedence: () =>
      table(
        ['said', 'where visitors are asked first', 'where they may say no'],
        precedence().map(({ said, optIn, optOut }) => [said, optIn, optOut]),
      ),
  },
} as const

/** The document with its generated parts as they should be. */
export function withGenerated(path: keyof typeof generated): string {
  const text = readFileSync(join(import.meta.dirname, '..', path), 'utf8')
  return Object.entries(generated[path]).reduce((result, [name, make]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
    if (!result.includes(begin) || !result.includes(end)) throw new Error(`${path} has no ${begin} … ${end}.`)
    return `${result.slice(0, result.indexOf(begin) + begin.length)}\n${make()}\n${result.slice(result.indexOf(end))}`
  }, text)
}

if (process.argv[1] === import.meta.filename)
  for (const path of Object.keys(generated) as (keyof typeof generated)[]) {
    writeFileSync(join(import.meta.dirname, '..', path), withGenerated(path))
    console.log(`${path} is up to date.`)
  }
