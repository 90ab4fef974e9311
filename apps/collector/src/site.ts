import type { KeyObject } from 'node:crypto'
import type { Compiled } from '@wend/privacy/decide'
import { compilePolicy, daysOf, type Policy, retentionClass } from '@wend/privacy/policy'
import type { Pseudonymise, Pseudonyms } from '@wend/privacy/pseudonym'
import {
  campaignKeys,
  type EventDefinition,
  event,
  type MapStrings,
  mapStrings,
  type Taxonomy,
  undeclared,
  type WireEvent,
} from '@wend/protocol'
import type { Sender } from './http/sender.ts'
import { type Checked, quick } from './pipeline/quick.ts'

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
  /** Hosts between which a link takes the visitor along. */
  domains: readonly string[]
  /** Words that gists of messages may have besides ours. */
  chatWords: ReadonlySet<string>
  /** What the tracker reports by itself, and what the site has set for it. */
  capture: Captured
  /** Request header with the visitor's country, set by a proxy of the site's own. */
  countryHeader: string | undefined
  /** Where phone numbers without a country belong that a backend sends, ISO 3166-1 alpha-2. Never guessed. */
  phoneRegion: string | undefined
  /** Checks what the site's backend signed. Without it every proof is ignored. */
  signing: KeyObject | undefined
  /** Where the visitor is by the headers of the site's own proxy: `DE`, `US-CA`, or undefined where nobody says. */
  regionOf(sender: Pick<Sender, 'header'>): string | undefined
  /** The policy as the site wrote it, and worked out for deciding. */
  rules: Policy
  policy: Compiled
  /** How long the visitor cookie lives from its first day, in days. */
  visitorDays: number
  /** The retention class of an event type: `shop`, or `shop/form` where the policy keeps forms for another time. */
  classOf(definition: EventDefinition): string
  pseudonyms: Pseudonyms
  pseudonymise: Pseudonymise
  /** Makes visitor ids. */
  visitorKey: KeyObject
  /** Signs the receipts of the consent ledger. */
  receiptKey: KeyObject
  /** Seals what goes with a link to another domain. */
  linkKey: KeyObject
}

/** An event with the data of its type, or with any for a type that nobody declared. */
export type EventSchema = Checked<WireEvent>

export type Sites = ReadonlyMap<string, Site>

/** Parts of capture by name: on, off, or on with settings. What is missing is off. */
export type Captured = Readonly<Record<string, boolean | Readonly<Record<string, unknown>>>>

export interface SiteOptions {
  origins: readonly string[]
  query: readonly string[]
  domains?: readonly string[]
  capture?: Captured
  taxonomy: Taxonomy
  /** Whether `custom.` types that nobody declared are stored too. */
  undeclared: 'reject' | 'accept'
  countryHeader?: string | undefined
  regionHeader?: string | undefined
  phoneRegion?: string | undefined
  signing?: KeyObject | undefined
  policy: Policy
  pseudonyms: Pseudonyms
  /** The same for all sites, which share the cookie of a host. The site's own by default. */
  visitorKey?: KeyObject
}

export function createSite(name: string, options: SiteOptions): Site {
  const { taxonomy, origins, countryHeader, regionHeader, pseudonyms, policy: rules } = options
  const patterns = origins.map(originPattern)
  return {
    name,
    source: `/sites/${name}`,
    origins,
    taxonomy,
    countryHeader,
    phoneRegion: options.phoneRegion,
    signing: options.signing,
    regionOf: regionReader(countryHeader, regionHeader),
    rules,
    policy: compilePolicy(rules, taxonomy),
    visitorDays: rules.visitor ? daysOf(rules.visitor.months) : 0,
    classOf: (definition) => [name, ...retentionClass(rules, definition)].join('/'),
    pseudonyms,
    pseudonymise: pseudonyms.of,
    visitorKey: options.visitorKey ?? pseudonyms.key('visitor'),
    receiptKey: pseudonyms.key('receipt'),
    linkKey: pseudonyms.key('link'),
    query: new Set([...campaignKeys, ...options.query]),
    domains: options.domains ?? [],
    chatWords: new Set(rules.chat?.keyMessages ? rules.chat.keyMessages.words : []),
    capture: options.capture ?? {},
    allows: (origin) => patterns.some((pattern) => pattern.test(origin)),
    definition: (type) => taxonomy.get(type) ?? (options.undeclared === 'accept' ? undeclared(type) : undefined),
    schema: remember(({ data }: EventDefinition) => quick(event.extend({ data: data.prefault({}) }))),
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

const country = /^[A-Z]{2}$/
const subdivision = /^([A-Z]{2}-)?[A-Z0-9]{1,3}$/

/** Reads where a visitor is. What the headers hold otherwise counts as nothing said. */
function regionReader(
  countryHeader: string | undefined,
  regionHeader: string | undefined,
): (sender: Pick<Sender, 'header'>) => string | undefined {
  return ({ header }) => {
    const from = countryHeader && header(countryHeader)
    const part = regionHeader && header(regionHeader)
    const region = part && subdivision.test(part) ? part : ''
    if (!from || !country.test(from)) return region.includes('-') ? region : undefined
    if (!region) return from
    return region.includes('-') ? (region.startsWith(`${from}-`) ? region : from) : `${from}-${region}`
  }
}
