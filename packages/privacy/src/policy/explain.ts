import { attributeWords, type EventDefinition, fieldWords, type Taxonomy } from '@wend/protocol'
import { type Purpose, purposes } from '@wend/protocol/purposes'
import { type Compiled, regimeOf, type Verb } from '../decide.ts'
import { compilePolicy, purposesOfTypes } from './compile.ts'
import { type Block, type Document, enumerate, heading, list, paragraph, plural, table } from './document.ts'
import { compact } from './families.ts'
import { messageLines } from './messages.ts'
import { cookies, type Kept, type Outcome, outcomes } from './outcome.ts'
import type { Policy } from './presets.ts'
import { listSignals, regimeSentence } from './reasons.ts'
import { monthsOf } from './retention.ts'
import { statesOf } from './visitors.ts'

/** Everything that a policy does, for people. Each row of its tables is what `decide` answered. */
export function explain(policy: Policy, taxonomy: Taxonomy, site = ''): Document {
  const compiled = compilePolicy(policy, taxonomy)
  const all = outcomes(policy, taxonomy)
  return [
    heading(site ? `What the privacy policy of ${site} does` : 'What this privacy policy does', 1),
    paragraph(
      `Policy ${compiled.id}, preset ${policy.preset}. ${policy.controller ? `Responsible: ${policy.controller.name}, ${policy.controller.contact}.` : 'It names nobody who is responsible; add “controller”.'}`,
    ),
    heading('Who is asked, and what happens then'),
    ...regionBlocks(compiled, all, taxonomy),
    heading('What is listened to'),
    list(listSignals(policy, compiled)),
    heading('What is put on the device'),
    list(deviceLines(policy, all)),
    heading('What goes over the network'),
    list(networkLines(policy, taxonomy)),
    heading('What is made of the words of a chat'),
    list(messageLines(policy)),
    heading('What data is used for'),
    ...purposeBlocks(policy, taxonomy),
    ...fieldBlocks(policy, compiled, taxonomy),
  ]
}

const of = (outcome: Outcome, verb: Verb): string[] =>
  Object.entries(outcome.verbs)
    .filter(([, found]) => found === verb)
    .map(([type]) => type)

const networks = { none: 'nothing', anonymous: 'events without identity', identified: 'events with pseudonym' } as const

/** Regions with the same rules share a table: what `decide` says depends on nothing else of a region. */
function regionBlocks(compiled: Compiled, all: readonly Outcome[], taxonomy: Taxonomy): Block[] {
  const groups = Map.groupBy(all, ({ signals }) => regimeOf(compiled, signals.region).join())
  const title = (name: string) =>
    ({ default: 'everybody else', unknown: 'visitors whose region is not known' })[name] ?? name
  return [...groups.values()].flatMap((group) => {
    const regions = [...new Set(group.map(({ region }) => region))]
    const first = group.filter(({ region }) => region === regions[0])
    const states = new Map(statesOf(compiled).map((state) => [state.name, state.title]))
    return [
      heading(`Region: ${enumerate(regions.map(title))}`, 3),
      paragraph(regimeSentence(regimeOf(compiled, first[0]?.signals.region))),
      table(
        ['The visitor', 'Kept with pseudonym', 'Kept without identity', 'Held in the page', 'On the device', 'Sent'],
        first.map((outcome) => [
          states.get(outcome.state) ?? outcome.state,
          compact(of(outcome, 'keep'), taxonomy),
          compact(of(outcome, 'anonymous'), taxonomy),
          compact(of(outcome, 'hold'), taxonomy),
          outcome.device.map(({ name }) => name).join(', ') || 'nothing',
          networks[outcome.requests],
        ]),
      ),
    ]
  })
}

function deviceLines(policy: Policy, all: readonly Outcome[]): string[] {
  const kept = new Map(all.flatMap(({ device }) => device.map((one) => [one.name, one] as const)))
  return [...kept.values()]
    .map((one) => keptSentence(policy, one))
    .concat(
      kept.has(cookies.decision) ? [] : [refusedOnPage(policy)],
      'Nothing else: no local or session storage, no other database, no cache, no fingerprint.',
    )
}

/** The page with a visitor's data is Wend's own, so what is said there no dialog of the site can remember. */
export const refusedOnPage = ({ askAgain }: Policy): string =>
  `${cookies.decision}: only when a visitor says no on the page with their own data, so that this no stays for ${plural(askAgain, 'month')}, whatever dialog the site has; the site’s own pages can read it.`

/** What one thing on the device is, in a sentence. */
export const keptSentence = (policy: Policy, { name, kind, months, httpOnly }: Kept): string => {
  const access = httpOnly ? 'pages’ scripts cannot read it (HttpOnly)' : 'the site’s own pages can read it'
  if (kind === 'database')
    return `${name}: a database of the browser (IndexedDB), named after the site, with events that the collector has not confirmed yet, so that a lost connection or a closed page costs none. Each leaves it once the collector has answered, or after a week; at most 500 of a page; ${access}. Only while ${policy.visitor ? policy.visitor.purpose : 'nothing'} is agreed to or not refused, as the tables say: a no empties it, and once the collector has heard the no it is deleted.`
  return name === cookies.visitor
    ? `${name}: a first-party cookie with a random number, by which the browser is recognised. It lives ${plural(months, 'month')} from the first visit and is not renewed; ${access}. Only while ${policy.visitor ? policy.visitor.purpose : 'nothing'} is agreed to or not refused, as the tables say.`
    : `${name}: a first-party cookie with the decision and its time, for ${plural(months, 'month')}; ${access}. Only after a decision.`
}

const networkLines = (policy: Policy, taxonomy: Taxonomy): string[] => [
  'The script comes from the site’s own domain. Wend asks nobody else for anything, and sends nothing anywhere else.',
  'Before a decision and after a refusal the tracker sends no event, unless a table says so (“Sent”).',
  ...(purposesOfTypes(policy, taxonomy).get('consent.asked') === 'necessary'
    ? [
        'Events of the family consent are necessary: if the site’s pages report them (wend.track), they are sent in every state, without identity where nobody may be recognised.',
      ]
    : []),
  ...(policy.identify
    ? [
        'Where events are kept with a pseudonym, pages may name a visitor (wend.identify): identifiers are hashed in the browser, and again with a secret key on arrival.',
      ]
    : ['Identifiers are not taken: wend.identify does nothing.']),
  policy.onWithdrawal === 'erase'
    ? 'A withdrawal stops everything, clears the cookie and erases what was collected.'
    : 'A withdrawal stops everything and clears the cookie. What was collected stays until its time is up.',
]

/** The words of a purpose in English, or in the first language there is. */
export const wordsOf = (policy: Policy, purpose: Purpose): { title: string; text: string } => {
  const { texts } = policy.purposes[purpose]
  return texts.en ?? Object.values(texts)[0] ?? { title: purpose, text: '' }
}

function purposeBlocks(policy: Policy, taxonomy: Taxonomy): Block[] {
  const covered = purposesOfTypes(policy, taxonomy)
  const rows = purposes.flatMap((purpose) => {
    const types = [...covered].filter(([, found]) => found === purpose).map(([type]) => type)
    const { title, text } = wordsOf(policy, purpose)
    return types.length
      ? [
          [
            `${title} (${purpose}, version ${policy.purposes[purpose].version})`,
            text,
            compact(types, taxonomy),
            retained(policy, taxonomy, types),
          ],
        ]
      : []
  })
  const nowhere = [...covered].filter(([, purpose]) => !purpose).map(([type]) => type)
  return [
    ...(rows.length ? [table(['Purpose', 'Why', 'Events', 'Kept for'], rows)] : []),
    ...(nowhere.length ? [paragraph(`Not collected at all: ${compact(nowhere, taxonomy)}.`)] : []),
  ]
}

/** `25 months; form: 3 months`. */
export function retained(policy: Policy, taxonomy: Taxonomy, types: readonly string[]): string {
  const byMonths = Map.groupBy(types, (type) => monthsOf(policy, taxonomy.get(type) as EventDefinition))
  const groups = [...byMonths].sort(([, a], [, b]) => b.length - a.length)
  return groups
    .map(([months, some], at) =>
      at ? `${compact(some, taxonomy)}: ${plural(months, 'month')}` : plural(months, 'month'),
    )
    .join('; ')
}

/** The fields that are kept of a type. */
export const fieldsOfType = (compiled: Compiled, { type, data }: EventDefinition): readonly string[] =>
  Object.keys(data.shape).filter((field) => compiled.fields?.[type]?.includes(field) ?? true)

/** Whether any purpose covers it. */
export const collected = (policy: Policy, taxonomy: Taxonomy): EventDefinition[] => {
  const covered = purposesOfTypes(policy, taxonomy)
  return [...taxonomy.values()].filter(({ type }) => covered.get(type))
}

function fieldBlocks(policy: Policy, compiled: Compiled, taxonomy: Taxonomy): Block[] {
  const types = collected(policy, taxonomy)
  if (!types.length) return []
  const covered = purposesOfTypes(policy, taxonomy)
  return [
    heading('Which fields are kept'),
    table(
      ['Event', 'What happened', 'Purpose', 'Kept for', 'Fields'],
      types.map((definition) => [
        definition.type,
        definition.label,
        covered.get(definition.type) ?? '',
        plural(monthsOf(policy, definition), 'month'),
        fieldsOfType(compiled, definition).join(', ') || 'none',
      ]),
    ),
    ...(policy.undeclared ? [paragraph(`Events that the site has not declared: ${policy.undeclared}`)] : []),
    heading('What the fields mean'),
    table(['Field', 'What it holds', 'In'], glossary(compiled, types, taxonomy)),
    heading('What stands on every event besides'),
    table(
      ['Attribute', 'What it holds', ''],
      Object.entries(attributeWords).map(([name, words]) => [
        name,
        words,
        name === 'subject' ? 'only with pseudonym' : '',
      ]),
    ),
  ]
}

/** Each field with its words, and the types that it means this in. */
export function glossary(compiled: Compiled, types: readonly EventDefinition[], taxonomy: Taxonomy): string[][] {
  const fields = types.flatMap((definition) =>
    fieldsOfType(compiled, definition).map((field) => ({
      type: definition.type,
      field,
      words: fieldWords(definition, field) ?? 'not described',
    })),
  )
  const groups = Map.groupBy(fields, ({ field, words }) => `${field}\n${words}`)
  return [...groups.values()]
    .map((group) => [
      group[0]?.field ?? '',
      group[0]?.words ?? '',
      compact(
        group.map(({ type }) => type),
        taxonomy,
      ),
    ])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0))
}
