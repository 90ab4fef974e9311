import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { config, site } from '@wend/collector/config/schema'
import { builtIn, families, toJsonSchema } from '@wend/protocol'

/** `npm run docs`: writes the parts of the documentation that follow from the schemas, between their marks. */
type Schema = {
  type?: string
  properties?: Record<string, Schema>
  description?: string
  default?: unknown
  enum?: unknown[]
  items?: Schema
  required?: string[]
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

const dataOf = (type: string) => builtIn.get(type)?.data

export const generated = {
  'docs/configuration.md': {
    keys: () => table(['key', 'what it says', 'by default'], keys(toJsonSchema(config) as Schema, ['sites'])),
    site: () => table(['key of a site', 'what it says', 'by default'], keys(toJsonSchema(site) as Schema)),
  },
  'docs/events.md': {
    types: () =>
      families
        .map(({ name, label, purpose, channel, events }) => {
          const rows = Object.entries(events).map(([verb, { label, display }]) => {
            const data = dataOf(`${name}.${verb}`)
            return [`\`${name}.${verb}\``, label, data ? fields(toJsonSchema(data) as Schema) : '', display]
          })
          return `### ${label}\nConsent to ${purpose}; channel ${channel}.\n\n${table(['type', 'what happened', 'data', 'in a timeline'], rows)}`
        })
        .join('\n\n'),
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
