import { z } from 'zod'
import { event } from './batch.ts'
import type { EventDefinition, Taxonomy } from './taxonomy.ts'

type Json = Record<string, unknown>

/** JSON Schema (2020-12) of what a sender may post. Fields that it does not name are stripped, not refused. */
export const toJsonSchema = (schema: z.ZodType): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json
  return rest
}

const eventSchema = ({ type, label, purpose, channel, stage, sensitivity, display, data }: EventDefinition): Json => ({
  title: label,
  'x-purpose': purpose,
  'x-channel': channel,
  'x-stage': stage,
  'x-sensitivity': sensitivity,
  'x-display': display,
  ...toJsonSchema(event.extend({ type: z.literal(type), data })),
})

/** One document with a schema under `$defs` for each event type. Whatever is true of a type stands in it as `x-…`. */
export const eventsJsonSchema = (taxonomy: Taxonomy): Json => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Events of a Wend site',
  oneOf: [...taxonomy.keys()].map((type) => ({ $ref: `#/$defs/${type}` })),
  $defs: Object.fromEntries([...taxonomy.values()].map((definition) => [definition.type, eventSchema(definition)])),
})
