import type { z } from 'zod'
import type { Purpose } from './purposes.ts'

export const channels = [
  'web',
  'chat',
  'email',
  'ads',
  'social',
  'phone',
  'service',
  'store',
  'survey',
  'loyalty',
  'crm',
] as const
export const stages = ['awareness', 'consideration', 'conversion', 'service', 'loyalty', 'none'] as const
export const sensitivities = ['low', 'personal', 'sensitive'] as const

/** What is true of an event type besides its fields. Validation, consent, docs and the timeline follow from it. */
export interface Meta {
  /** What consent must cover for the event to be kept. */
  purpose: Purpose
  /** Where the customer met the company. */
  channel: (typeof channels)[number]
  /** Where in the funnel the event stands. */
  stage: (typeof stages)[number]
  /** `low`: behaviour. `personal`: says something of the person. `sensitive`: could hurt them. */
  sensitivity: (typeof sensitivities)[number]
}

export interface EventDeclaration {
  /** What happened, for people: `Page viewed`. */
  label: string
  /** One line of a timeline. `{product.name}` takes from the data; `{title|url}` takes the first that is there. */
  display: string
  data: z.ZodObject
}

/** One family of events: `page` with `viewed` and `left` makes the types `page.viewed` and `page.left`. */
export interface Family extends Meta {
  name: string
  label: string
  /** What one does to make such events come, for somebody who looks for them. Names of settings in backquotes. */
  comes: string
  /** Verbs in the past tense. What an event says of itself wins over what its family says. */
  events: Record<string, EventDeclaration & Partial<Meta>>
}

/** Keeps the literal types of a declaration, so that event types and their data can be inferred from it. */
export const family = <const F extends Family>(declaration: F): F => declaration
