import type { Pseudonymise } from '@wend/privacy/pseudonym'
import {
  campaignKeys,
  type EventDefinition,
  event,
  families,
  type MapStrings,
  mapStrings,
  type Purpose,
  type Taxonomy,
  undeclared,
  type WireEvent,
} from '@wend/protocol'
import type { z } from 'zod'

/** Everything the pipeline asks of a site, worked out once when the collector starts. */
export interface Site {
  name: string
  /** CloudEvents source, `/sites/{name}`. */
  source: string
  origins: readonly string[]
  allows(origin: string): boolean
  taxonomy: Taxonomy
  /** The declaration of a type, or undefined when nobody declared it. */
  definition(type: string): EventDefinition | undefined
  /** Checks a whole event of a type at once. */
  schema(definition: EventDefinition): EventSchema
  strings(definition: EventDefinition): MapStrings
  /** Query keys that survive scrubbing. */
  query: ReadonlySet<string>
  /** Request header with the visitor's country, set by a proxy of the site's own. */
  countryHeader: string | undefined
  pseudonymise: Pseudonymise
}

/** An event with the data of its type, or with any for a type that nobody declared. */
export type EventSchema = z.ZodType<WireEvent>

export type Sites = ReadonlyMap<string, Site>

export interface SiteOptions {
  origins: readonly string[]
  query: readonly string[]
  taxonomy: Taxonomy
  /** Whether `custom.` types that nobody declared are stored too. */
  undeclared: 'reject' | 'accept'
  countryHeader: string | undefined
  pseudonymise: Pseudonymise
}

export function createSite(name: string, options: SiteOptions): Site {
  const { taxonomy, origins, countryHeader, pseudonymise } = options
  const patterns = origins.map(originPattern)
  return {
    name,
    source: `/sites/${name}`,
    origins,
    taxonomy,
    countryHeader,
    pseudonymise,
    query: new Set([...campaignKeys, ...options.query]),
    allows: (origin) => patterns.some((pattern) => pattern.test(origin)),
    definition: (type) => taxonomy.get(type) ?? (options.undeclared === 'accept' ? undeclared(type) : undefined),
    schema: remember(({ data }: EventDefinition) => event.extend({ data: data.prefault({}) })),
    strings: remember(({ data }: EventDefinition) => mapStrings(data)),
  }
}

/** Works something out for each definition once. */
function remember<Result>(make: (definition: EventDefinition) => Result): (definition: EventDefinition) => Result {
  const made = new WeakMap<object, Result>()
  return (definition) => {
    const known = made.get(definition.data) ?? make(definition)
    made.set(definition.data, known)
    return known
  }
}

/** `https://*.shop.example` matches one label, `http://localhost:*` any port. Everything else is meant literally. */
function originPattern(origin: string): RegExp {
  const [rest, port] = origin.endsWith(':*') ? [origin.slice(0, -2), '(:\\d{1,5})?'] : [origin, '']
  const escaped = rest.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace('*', '[a-z0-9-]{1,63}')
  return new RegExp(`^${escaped}${port}$`)
}

/**
 * What consent covers, where it is not analytics: by family, and by type where a type differs from its family. The
 * tracker needs it to hold and drop events itself.
 */
export const purposesOf = (site: Site): Record<string, Purpose> => {
  const ofFamily = new Map<string, Purpose>(families.map(({ name, purpose }) => [name, purpose]))
  const usual = (family: string) => ofFamily.get(family) ?? 'analytics'
  const types = [...site.taxonomy.values()].filter(({ family, purpose }) => purpose !== usual(family))
  return Object.fromEntries([
    ...[...ofFamily].filter(([, purpose]) => purpose !== 'analytics' && purpose !== 'necessary'),
    ...types.map(({ type, purpose }) => [type, purpose] as const),
  ])
}
