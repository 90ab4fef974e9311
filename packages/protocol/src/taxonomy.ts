import type { z } from 'zod'
import { families } from './events/index.ts'
import type { EventDeclaration, Family, Meta } from './family.ts'

type Families = (typeof families)[number]
type TypesOf<F> = F extends { name: infer N extends string; events: infer E }
  ? { [V in keyof E & string as `${N}.${V}`]: E[V] extends { data: infer D extends z.ZodObject } ? z.infer<D> : never }
  : never
type Union<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never

/** The data of each built-in event type: `EventData['page.viewed']`. */
export type EventData = Union<TypesOf<Families>>
export type EventType = keyof EventData

/** One event type with everything that is known of it. */
export interface EventDefinition extends EventDeclaration, Meta {
  type: string
  family: string
}

/** Event types by name. */
export type Taxonomy = ReadonlyMap<string, EventDefinition>

/** Lays families out into one map from type to definition. Throws on a type declared twice. */
export function compileTaxonomy(list: readonly Family[]): Taxonomy {
  const definitions = new Map<string, EventDefinition>()
  for (const { name, label: _label, comes: _comes, events, ...meta } of list) {
    for (const [verb, declaration] of Object.entries(events)) {
      const type = `${name}.${verb}`
      if (definitions.has(type)) throw new Error(`The event type ${type} is declared twice. Keep one declaration.`)
      definitions.set(type, { ...meta, ...declaration, type, family: name })
    }
  }
  return definitions
}

/** The event types that Wend knows without any declaration by a site. */
export const builtIn: Taxonomy = compileTaxonomy(families)
