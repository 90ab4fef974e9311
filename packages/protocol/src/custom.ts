import { z } from 'zod'
import { stages } from './family.ts'
import { code, text } from './fields.ts'
import { purposes } from './purposes.ts'
import type { EventDefinition, Taxonomy } from './taxonomy.ts'

const name = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'Use lower-case letters, digits and _, starting with a letter')
const fieldName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'Use letters, digits and _, starting with a letter')
  .refine((field) => !(field in {}), 'Use another name; every JavaScript object has something of this one')

/** Says what is wrong with the key itself, where zod says only that something is. */
const badKey = {
  error: (issue: z.core.$ZodRawIssue) => (issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined),
}

const field = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    max: z.int().min(1).max(4096).default(256),
    required: z.boolean().default(false),
  }),
  z.strictObject({ type: z.literal('code'), required: z.boolean().default(false) }),
  z.strictObject({ type: z.literal('number'), required: z.boolean().default(false) }),
  z.strictObject({ type: z.literal('boolean'), required: z.boolean().default(false) }),
  z.strictObject({
    type: z.literal('choice'),
    options: z.array(z.string().max(64)).min(1).max(100),
    required: z.boolean().default(false),
  }),
])

/** A site's own event types, as it writes them in its declaration file. The name `sample_ordered` makes `custom.sample_ordered`. */
export const customEvents = z.strictObject({
  events: z.record(
    name,
    z.strictObject({
      label: z.string().min(1).max(80),
      display: z.string().min(1).max(200),
      purpose: z.enum(purposes).exclude(['necessary']).default('analytics'),
      stage: z.enum(stages).default('none'),
      sensitivity: z.enum(['low', 'personal', 'sensitive']).default('low'),
      data: z.record(fieldName, field, badKey).default({}),
    }),
    badKey,
  ),
})

export type CustomEvents = z.infer<typeof customEvents>
type Field = z.infer<typeof field>

const meta = { family: 'custom', channel: 'web', purpose: 'analytics', stage: 'none', sensitivity: 'low' } as const

function schemaOf(declared: Field): z.ZodType {
  const schemas = {
    text: () => text(declared.type === 'text' ? declared.max : 256),
    code: () => code(),
    number: () => z.number(),
    boolean: () => z.boolean(),
    choice: () => z.enum(declared.type === 'choice' ? declared.options : []),
  }
  const schema = schemas[declared.type]()
  return declared.required ? schema : schema.optional()
}

/** The built-in event types together with those a site declares. */
export function withCustom(builtIn: Taxonomy, declared: CustomEvents): Taxonomy {
  const definitions = new Map<string, EventDefinition>(builtIn)
  for (const [verb, { data, ...declaration }] of Object.entries(declared.events)) {
    const shape = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, schemaOf(value)]))
    const type = `custom.${verb}`
    definitions.set(type, { ...meta, ...declaration, type, data: z.object(shape) })
  }
  return definitions
}

const openData = z
  .object({})
  .catchall(z.union([text(512), z.number(), z.boolean(), z.null()], 'Send a short text, a number, true, false or null'))
  .superRefine((data, ctx) => {
    const names = Object.keys(data)
    if (names.length > 50) ctx.addIssue({ code: 'custom', message: 'Send at most 50 fields' })
    for (const key of names) {
      const message = fieldName.safeParse(key).error?.issues[0]?.message
      if (message) ctx.addIssue({ code: 'custom', message, path: [] })
    }
  })

/**
 * What stands in for a custom type that nobody declared, on a site that allows those: up to 50 flat fields, each a short
 * text, a number, a yes or no, or null. Undefined for a name that is not `custom.` and a verb.
 */
export function undeclared(type: string): EventDefinition | undefined {
  const verb = type.startsWith('custom.') ? type.slice(7) : ''
  if (!name.safeParse(verb).success) return undefined
  return { ...meta, type, label: verb.replaceAll('_', ' '), display: verb.replaceAll('_', ' '), data: openData }
}
