import type { KeyObject } from 'node:crypto'
import type { CloudEvent } from '@wend/protocol'
import type { Stored } from '@wend/storage/log'
import type { Appended } from '../pipeline/append.ts'
import { type Counts, countDelay } from './counts.ts'
import { bots, createDays, type Days, dayLength, dayOf, daysKept } from './days.ts'
import { isNumber, sizeOf, take } from './numbers.ts'
import { createReport } from './report.ts'
import type { State } from './state.ts'
import { createTabs, type Tab, type Tabs } from './tabs.ts'
import { countTold } from './told.ts'

/** After a tab had to go too early, this long nobody can say whether a tab that begins late is a new one. */
const blindFor = 30 * dayLength

export interface QualityOptions {
  key: KeyObject
  clock: () => number
  state?: State | undefined
  mostTabs?: number
}

/** Counts what came and what did not. In memory; `openQuality` keeps it on disk. */
export function createQuality({ key, clock, state, mostTabs }: QualityOptions) {
  const days: Days = createDays(state?.days)
  let { offset = 0, blind = 0, rebuilt = 0 } = state ?? {}
  let changed = false
  const tabs: Tabs = createTabs(
    {
      key,
      ...(mostTabs !== undefined && { most: mostTabs }),
      gone(tab, hole) {
        days.row(tab.site, hole.day, tab.browser).gone += sizeOf(hole)
      },
    },
    state?.tabs,
  )

  const hear = (site: string, name: string, browser: string, received: number): Tab => {
    const { tab, pushed } = tabs.hear(site, name, () => ({ site, browser, top: -1, holes: [], heard: 0 }))
    if (pushed) blind = received
    return tab
  }
  /** Takes numbers of one tab, in the order in which they stand in a batch. */
  const count = (tab: Tab, numbers: readonly number[], counts: Counts, received: number, blindly = false) => {
    if (tab.top < 0 && (blindly || received - blind < blindFor)) tab.top = Math.min(...numbers) - 1
    for (const number of numbers) {
      const { kind } = take(tab, number, dayOf(received))
      if (kind !== 'known') counts.seen++
      // What is read from the log after later numbers have come did not come after them.
      if (kind === 'filled' && received >= tab.heard) counts.outOfOrder++
    }
    tab.heard = Math.max(tab.heard, received)
    tabs.settle(tab)
  }

  return {
    /** Counts an answered batch. */
    observe({ batch, stored, others }: Appended) {
      const { site, received, envelope, attributes } = batch
      const browser = rowOf(attributes)
      const counts = days.row(site.name, dayOf(received), browser)
      counts.received += stored.length + others.length
      counts.accepted += stored.length
      for (const { verdict } of others) counts[verdict === 'duplicate' ? 'duplicates' : verdict]++
      const sent = envelope.sent ?? received
      for (const { item, offset: at } of stored) {
        countDelay(counts, sent - item.at - (item.attributes.held ?? 0))
        offset = Math.max(offset, at)
      }
      changed = true

      const again = others.some(({ verdict }) => verdict === 'duplicate')
      const named = envelope.tab !== undefined && envelope.consent?.nobody !== true
      const numbers = named ? envelope.events.map(numberOf).filter((number) => number !== undefined) : []
      if (numbers.length === 0 || envelope.tab === undefined) return countTold(counts, envelope, undefined, again)
      const tab = hear(site.name, envelope.tab, browser, received)
      count(tab, numbers, counts, received)
      countTold(counts, envelope, tab, again)
    },

    /** Counts an event from the log. `blindly`: what came before it may have left the log, so that its tab may begin with it. */
    replay({ site, body, offset: at }: Stored, blindly: boolean) {
      const event = JSON.parse(body) as CloudEvent
      const received = Date.parse(event.recordedtime)
      offset = Math.max(offset, at)
      changed = true
      if (dayOf(received) <= dayOf(clock()) - daysKept) return
      const browser = rowOf(event)
      const counts = days.row(site, dayOf(received), browser)
      counts.received++
      counts.accepted++
      countDelay(counts, received - Date.parse(event.time) - (event.held ?? 0))
      if (event.tab !== undefined && isNumber(event.number))
        count(hear(site, event.tab, browser, received), [event.number], counts, received, blindly)
    },

    report: createReport({ days, tabs, clock, told: () => ({ rebuilt, crowded: clock() - blind < blindFor }) }),
    /** Whether anything was counted since it was asked last. */
    changed(): boolean {
      const was = changed
      changed = false
      return was
    },
    /** What was not kept after all counts as changed again. */
    unsaved() {
      changed = true
    },
    /** What has to be kept. Tabs are read on while it is written, so that they may know of more than the counts do. */
    state(): State {
      tabs.forget(clock() - daysKept * dayLength)
      return { offset, blind, rebuilt, days: days.rows(), tabs: tabs.entries() }
    },
    /** Notes that everything before was counted anew from the log. */
    rebuilt(at: number) {
      rebuilt = at
    },
    tabs: () => tabs.size(),
  }
}

export type Quality = ReturnType<typeof createQuality>

const rowOf = ({ browser, botscore = 0 }: Partial<CloudEvent>): string =>
  botscore >= 100 ? bots : (browser ?? 'unknown')

/** The number that an event says it has. Events that were refused have one too: they came. */
function numberOf(event: unknown): number | undefined {
  if (typeof event !== 'object' || event === null || !Object.hasOwn(event, 'n')) return undefined
  const { n } = event as { n: unknown }
  return isNumber(n) ? n : undefined
}
