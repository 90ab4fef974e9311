import type { QualityReport } from '@wend/protocol'
import { type Batch, batch, id, now, type Running, view } from '../testing.ts'

/** User agents by the name of their row. */
export const agents = {
  'Chrome 156': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  'Firefox 153': 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
  'Safari 26':
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
} as const
export type Agent = keyof typeof agents

export const bot = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'
export const day = 24 * 3_600_000

export interface Sent {
  tab: string
  n: number
  agent: Agent
  event: Batch
}

let tabs = 0
/** A tab as the tracker counts it: gives the next event with each call. */
export function tab(agent: Agent = 'Chrome 156', name = `tab${++tabs}`): (more?: Batch) => Sent {
  let n = 0
  return (more = {}) => {
    const number = n++
    return { tab: name, n: number, agent, event: view({}, { n: number, id: id(), ...more }) }
  }
}

/** Posts events of one tab as one batch. */
export const send = (to: Running, [first, ...rest]: readonly Sent[], more: Batch = {}) => {
  if (!first) throw new Error('There is nothing to send.')
  const events = [first, ...rest].map(({ event }) => event)
  return to.tell(batch(events, { tab: first.tab, sent: now, ...more }), { 'User-Agent': agents[first.agent] })
}

/** What the collector says, with rows by browser. */
export async function report(of: Running, query = ''): Promise<QualityReport & { of(browser: string): Figures }> {
  const response = await of.ask(`/api/quality${query}`, { headers: of.bearer })
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  const found = (await response.json()) as QualityReport
  return {
    ...found,
    of(name) {
      const row = found.browsers.find(({ browser }) => browser === name)
      if (!row) throw new Error(`There is no row of ${name}.`)
      return row
    },
  }
}
type Figures = QualityReport['browsers'][number]

/** Numbers from 0 to 1, the same ones in each run. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}
