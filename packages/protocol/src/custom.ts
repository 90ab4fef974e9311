import { z } from 'zod'
import { stages } from './family.ts'
import { key, number, text } from './fields.ts'
import { purposes } from './purposes.ts'
import type { EventDefinition, Taxonomy } from './taxonomy.ts'

export * from './words.ts'

const name = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'Use lower-case letters, digits and _, starting with a letter')
const fieldName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'Use letters, digits and _, starting with a letter')
  .refine((field) => !(field in {}), 'Use another name; every JavaScript object has something of this one')

/** Says what is wrong with the key itself, where zod says only that something is. */
const badKey = {
  error: (issue: z.core.$ZodRawIssue) => (issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined),
}

const every = {
  required: z.boolean().default(false),
  /** What it holds, in plain words: visitors and the record of processing read it. `wend check` asks for it. */
  description: z.string().min(1).max(200).optional(),
}

const field = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), max: z.int().min(1).max(4096).default(256), ...every }),
  z.strictObject({ type: z.literal('code'), ...every }),
  z.strictObject({ type: z.literal('number'), ...every }),
  z.strictObject({ type: z.literal('boolean'), ...every }),
  z.strictObject({ type: z.literal('choice'), options: z.array(z.string().max(64)).min(1).max(100), ...every }),
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

/** What is said of the family of these events, which has no declaration of its own. */
export const ownFamily = {
  name: 'custom',
  label: 'Own events',
  comes: "Call `wend.track('sample ordered')` with a name that the file under `events` of the site declares.",
} as const

const meta = { family: 'custom', channel: 'web', purpose: 'analytics', stage: 'none', sensitivity: 'low' } as const

function schemaOf(declared: Field): z.ZodType {
  const schemas = {
    text: () => text(declared.type === 'text' ? declared.max : 256),
    code: () => key(),
    number: () => number(),
    boolean: () => z.boolean(),
    choice: () => z.enum(declared.type === 'choice' ? declared.options : []),
  }
  const plain = schemas[declared.type]()
  const schema = declared.description ? plain.describe(declared.description) : plain
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
  .catchall(z.union([text(512), number(), z.boolean(), z.null()], 'Send a short text, a number, true, false or null'))
  .superRefine((data, ctx) => {
    const names = Object.keys(data)
    if (names.length > 50) ctx.addIssue({ code: 'custom', message: 'Send at most 50 fields' })
    for (const own of names) {
      const message = fieldName.safeParse(own).error?.issues[0]?.message
      if (message) ctx.addIssue({ code: 'custom', message, path: [] })
    }
  })

/** Seven digits, as in a phone number or a hash, and an e-mail address in words: a type is stored as it is, and seen by everybody. */
const somebody = /(?:\d[a-z_]*){7}|_at_\w+_dot_/

/**
 * What stands in for a custom type that nobody declared, on a site that allows those: up to 50 flat fields, each a short
 * text, a number, a yes or no, or null. Undefined for a name that is not `custom.` and a verb, or that has seven digits.
 */
export function undeclared(type: string): EventDefinition | undefined {
  const verb = type.startsWith('custom.') ? type.slice(7) : ''
  if (!name.safeParse(verb).success || somebody.test(verb)) return undefined
  return { ...meta, type, label: verb.replaceAll('_', ' '), display: verb.replaceAll('_', ' '), data: openData }
}
