import type { Taxonomy } from '@wend/protocol'
import { purposes } from '@wend/protocol/purposes'
import type { Compiled, TcfMap, Verb } from '../decide.ts'
import { compilePolicy, purposesOfTypes } from './compile.ts'
import { type Block, type Document, heading, list, paragraph, plural, table } from './document.ts'
import { fieldsOfType } from './explain.ts'
import { compact } from './families.ts'
import { messageLine, readings } from './messages.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import type { Policy } from './presets.ts'
import { monthsOf } from './retention.ts'
import { asked, regionsOf, statesOf } from './visitors.ts'

export interface Diff {
  readonly document: Document
  /** Something more is collected, or kept longer, than visitors were told, and the version was not raised. */
  readonly widens: boolean
}

/** One change in words, and whether it means more data than before. */
interface Change {
  readonly text: string
  readonly wider: boolean
}

interface Side {
  readonly policy: Policy
  readonly compiled: Compiled
}

/** How much of an event leaves the page. */
const reach: Readonly<Record<Verb, number>> = { drop: 0, hold: 0, anonymous: 1, keep: 2 }
const words: Readonly<Record<Verb, string>> = {
  keep: 'kept with pseudonym',
  anonymous: 'kept without identity',
  hold: 'held in the page',
  drop: 'dropped',
}

/** What changes for whom when one policy takes the place of another. */
export function diff(before: Policy, after: Policy, taxonomy: Taxonomy): Diff {
  const old = { policy: before, compiled: compilePolicy(before, taxonomy) }
  const now = { policy: after, compiled: compilePolicy(after, taxonomy) }
  const visitors = visitorChanges(old, now, taxonomy)
  const rest = [...fieldChanges(old, now, taxonomy), ...retentionChanges(old, now, taxonomy), ...ruleChanges(old, now)]
  const texts = textChanges(before, after)
  const wider = [...visitors.changes, ...rest].filter((change) => change.wider)
  const widens = wider.length > 0 && after.version <= before.version
  const nothing = !visitors.rows.length && !rest.length && !texts.length
  return {
    widens,
    document: [
      heading(`From policy ${old.compiled.id} to ${now.compiled.id}`, 1),
      ...(nothing ? [paragraph('Nothing changes for anybody.')] : []),
      ...versionBlocks(before, after, widens, wider),
      ...(visitors.rows.length
        ? [heading('For visitors'), table(['Region', 'The visitor', 'What changes'], visitors.rows)]
        : []),
      ...(rest.length ? [heading('In what is collected'), list(rest.map(marked))] : []),
      ...(texts.length ? [heading('In the words'), list(texts)] : []),
    ],
  }
}

const marked = ({ text, wider }: Change): string => (wider ? `${text} (more than before)` : text)

function versionBlocks(before: Policy, after: Policy, widens: boolean, wider: readonly Change[]): Block[] {
  if (after.version > before.version)
    return [paragraph(`version ${before.version} → ${after.version}: visitors will be asked again.`)]
  const lowered = after.version < before.version ? [paragraph('The version went down. It may only be raised.')] : []
  if (!widens) return [...lowered, paragraph('The version stays, so nobody is asked again.')]
  const first = [...new Set(wider.map(({ text }) => text))].slice(0, 3)
  return [
    ...lowered,
    paragraph(
      `This collects more than visitors were asked for, under a version that they answered already. raise version: ${Math.max(before.version, after.version) + 1}`,
    ),
    list(first),
  ]
}

/** What changes for each region and state of mind; regions for which the same changes share a row. */
function visitorChanges(old: Side, now: Side, taxonomy: Taxonomy): { rows: string[][]; changes: Change[] } {
  const changes: Change[] = []
  const rows = new Map<string, { regions: string[]; state: string; texts: string[] }>()
  for (const region of regionsOf(old.policy, now.policy))
    for (const state of statesOf(old.compiled, now.compiled)) {
      const [a, b] = [old, now].map(({ policy, compiled }) => outcomeOf(policy, compiled, taxonomy, region, state))
      const found = a && b ? [...verbChanges(a, b, taxonomy), ...deviceChanges(a, b)] : []
      if (!found.length) continue
      changes.push(...found)
      const texts = found.map(marked)
      const key = [state.name, ...texts].join('\n')
      const row = rows.get(key) ?? { regions: [], state: state.title, texts }
      row.regions.push(region.name)
      rows.set(key, row)
    }
  return {
    changes,
    rows: [...rows.values()].map(({ regions, state, texts }) => [regions.join(', '), state, texts.join('; ')]),
  }
}

function verbChanges(a: Outcome, b: Outcome, taxonomy: Taxonomy): Change[] {
  const moved = Object.keys(b.verbs).filter((type) => a.verbs[type] !== b.verbs[type])
  const groups = Map.groupBy(moved, (type) => `${a.verbs[type]} ${b.verbs[type]}`)
  return [...groups].map(([key, types]) => {
    const [from, to] = key.split(' ') as [Verb, Verb]
    return { text: `${compact(types, taxonomy)}: ${words[from]} → ${words[to]}`, wider: reach[to] > reach[from] }
  })
}

function deviceChanges(a: Outcome, b: Outcome): Change[] {
  // The database is there where the visitor's cookie is, and for as long everywhere.
  const names = new Set([...a.device, ...b.device].flatMap(({ name, kind }) => (kind === 'cookie' ? name : [])))
  const monthsIn = ({ device }: Outcome, name: string) => device.find((one) => one.name === name)?.months
  return [...names].flatMap((name): Change[] => {
    const [from, to] = [monthsIn(a, name), monthsIn(b, name)]
    if (from === to) return []
    if (from === undefined) return [{ text: `cookie ${name}: not set → ${plural(to ?? 0, 'month')}`, wider: true }]
    if (to === undefined) return [{ text: `cookie ${name}: no longer set`, wider: false }]
    return [{ text: `cookie ${name}: ${from} → ${plural(to, 'month')}`, wider: to > from }]
  })
}

/** Types that both policies collect. One that comes or goes stands among the visitors already. */
function both(old: Side, now: Side, taxonomy: Taxonomy) {
  const covered = [old, now].map(({ policy }) => purposesOfTypes(policy, taxonomy))
  return [...taxonomy.values()].filter(({ type }) => covered.every((purposes) => purposes.get(type)))
}

function fieldChanges(old: Side, now: Side, taxonomy: Taxonomy): Change[] {
  return both(old, now, taxonomy).flatMap((definition): Change[] => {
    const [had, has] = [fieldsOfType(old.compiled, definition), fieldsOfType(now.compiled, definition)]
    const added = has.filter((field) => !had.includes(field))
    const gone = had.filter((field) => !has.includes(field))
    return [
      ...(added.length ? [{ text: `${definition.type} also keeps ${added.join(', ')}`, wider: true }] : []),
      ...(gone.length ? [{ text: `${definition.type} no longer keeps ${gone.join(', ')}`, wider: false }] : []),
    ]
  })
}

function retentionChanges(old: Side, now: Side, taxonomy: Taxonomy): Change[] {
  const changed = both(old, now, taxonomy)
    .map((definition) => ({
      type: definition.type,
      from: monthsOf(old.policy, definition),
      to: monthsOf(now.policy, definition),
    }))
    .filter(({ from, to }) => from !== to)
  const groups = Map.groupBy(changed, ({ from, to }) => `${from} → ${plural(to, 'month')}`)
  return [...groups].map(([months, types]) => ({
    text: `${compact(
      types.map(({ type }) => type),
      taxonomy,
    )}: kept for ${months}`,
    wider: types.some(({ from, to }) => to > from),
  }))
}

/** What no state of mind shows: which sources are listened to, what a no does, and what nobody declared. */
function ruleChanges({ policy: a, compiled: old }: Side, { policy: b, compiled: now }: Side): Change[] {
  const changes: Change[] = []
  const note = (text: string, wider: boolean) => changes.push({ text, wider })
  for (const name of old.legal) if (!now.legal.includes(name)) note(`${name} is no longer listened to`, true)
  for (const name of now.legal) if (!old.legal.includes(name)) note(`${name} is listened to`, false)
  if (old.tcf && now.tcf && JSON.stringify(old.tcf) !== JSON.stringify(now.tcf))
    note('tcf: its purposes stand for others of ours', asksLess(old.tcf, now.tcf))
  for (const signal of ['gpc', 'dnt'] as const) {
    const gone = old[signal].filter((purpose) => !now[signal].includes(purpose))
    const added = now[signal].filter((purpose) => !old[signal].includes(purpose))
    if (gone.length) note(`${signal} no longer stops ${gone.join(', ')}`, true)
    if (added.length) note(`${signal} stops ${added.join(', ')}`, false)
  }
  if (a.onWithdrawal !== b.onWithdrawal)
    note(
      b.onWithdrawal === 'stop'
        ? 'a withdrawal no longer erases what was collected'
        : 'a withdrawal erases what was collected',
      b.onWithdrawal === 'stop',
    )
  changes.push(...chatChanges(a, b))
  if (a.askAgain !== b.askAgain)
    note(`a decision holds for ${a.askAgain} → ${plural(b.askAgain, 'month')}`, b.askAgain > a.askAgain)
  if (a.undeclared !== b.undeclared) {
    const what = b.undeclared ? `described as “${b.undeclared}”` : 'no longer described'
    note(`undeclared custom events are ${what}`, Boolean(b.undeclared))
  }
  return changes
}

/** What is made of the words of a chat from now on. */
function chatChanges(a: Policy, b: Policy): Change[] {
  const quotes = ({ chat }: Policy) => chat?.keyMessages || { most: 0, words: [] }
  const [old, now] = [quotes(a), quotes(b)]
  const wider = {
    sentiment: !a.chat?.sentiment,
    keyMessages: now.most > old.most || now.words.some((word) => !old.words.includes(word)),
  }
  return readings.flatMap((reading) => {
    const text = messageLine(b, reading)
    return text === messageLine(a, reading) ? [] : [{ text, wider: wider[reading] && Boolean(b.chat?.[reading]) }]
  })
}

/** Whether a yes of the TCF dialog comes more easily: fewer of its purposes are needed, or more of its answers count. */
function asksLess(old: TcfMap, now: TcfMap): boolean {
  const claims = (map: TcfMap) => map.legitimateInterest ?? []
  return (
    asked.some((purpose) => (old[purpose] ?? []).some((one) => !now[purpose]?.includes(one))) ||
    (old.use !== 'purpose' && now.use === 'purpose') ||
    claims(now).some((one) => !claims(old).includes(one))
  )
}

function textChanges(a: Policy, b: Policy): string[] {
  return purposes.flatMap((purpose) => {
    const [old, now] = [a.purposes[purpose], b.purposes[purpose]]
    const languages = [...new Set([...Object.keys(old.texts), ...Object.keys(now.texts)])]
    const changed = languages.flatMap((language) => {
      const [from, to] = [old.texts[language], now.texts[language]]
      if (from?.title === to?.title && from?.text === to?.text) return []
      if (!to) return [`${purpose}, ${language}: the words are gone.`]
      return [`${purpose}, ${language}: ${from ? 'now reads' : 'new:'} “${to.title}: ${to.text}”`]
    })
    if (old.version !== now.version) return [...changed, `${purpose}: version ${old.version} → ${now.version}.`]
    return changed.some((text) => text.includes('now reads'))
      ? [...changed, `${purpose}: raise its version if the words mean something else now.`]
      : changed
  })
}
