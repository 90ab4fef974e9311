import type { CloudEvent } from '@wend/protocol'
import { Hono } from 'hono'
import type { BrowserKind } from '../../browsers/browser.ts'
import { startStack } from '../../e2e/stack.ts'
import { page } from '../../fixtures/page.ts'
import { withSnippet } from '../../fixtures/snippet.ts'
import { patience, pause, type Visit } from './visit.ts'

/** The visitor has decided, and their page says so each time. */
const again = '<script>wend.consent({ analytics: true })</script>'
/** A click has two seconds to show that it did something. */
const answered = 2300

export interface Driven {
  /** What was stored of each visit. */
  told: Map<Visit, CloudEvent[]>
  /** Those whose page did not do what it should, and why. */
  undriven: Map<Visit, unknown>
}

/**
 * Drives visits in some browsers of a kind at once, each with a profile and a share of the visits, against a real collector.
 * A visit mostly waits, so this costs the machine little.
 */
export async function drive(kind: BrowserKind, visits: readonly Visit[], lanes: number): Promise<Driven> {
  const stack = await startStack({
    site: (snippet) => {
      const site = new Hono()
      for (const [index, { name, body }] of visits.entries()) {
        const here = `/visit/${index}`
        site.get(here, (c) => c.html(withSnippet(page(name, body.replaceAll('{here}', here)), snippet)))
        site.all(`${here}/failing`, (c) => c.html(withSnippet(page('Sorry', `Something broke${again}`), snippet), 500))
        site.get(`${here}/missing`, (c) =>
          c.html(withSnippet(page('Nothing', `There is no such page${again}`), snippet), 404),
        )
        site.all(`${here}/*`, (c) => c.html(withSnippet(page('Sent', `Thank you${again}`), snippet)))
      }
      return site
    },
    config: `    capture: { clicks: true, errors: true, search: { parameters: [q] }, forms: true, frustration: { quickBack: ${patience}, noSubmit: ${patience}, noNextStep: ${patience}, idleAfterError: ${patience} } }\n`,
  })
  try {
    const waiting = visits.entries()
    const undriven: Driven['undriven'] = new Map()
    const lane = async () => {
      const browser = await kind.launch()
      try {
        for (const [index, visit] of waiting) {
          const tab = await browser.open(`${stack.site}/visit/${index}`)
          await tab.waitFor(() => Object.isFrozen(window.wend))
          await tab.evaluate(() => window.wend.consent({ analytics: true }, 'banner'))
          // The parts come after the load.
          await tab.waitFor(() =>
            performance.getEntriesByType('resource').some(({ name }) => name.includes('/capture.js')),
          )
          await pause(300)
          try {
            await visit.act(tab)
          } catch (error) {
            undriven.set(visit, error)
          }
          await pause(answered)
          await tab.close()
        }
      } finally {
        await browser.close()
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    let events: CloudEvent[] = []
    // The last of it may still be on its way.
    for (let before = -1; before !== events.length; ) {
      before = events.length
      await pause(1500)
      events = await stack.events()
    }
    const told = new Map(visits.map((visit) => [visit, [] as CloudEvent[]]))
    // A visit may take several pages, and each page says where it began.
    const pages: CloudEvent[][] = []
    const current = new Map<string | undefined, CloudEvent[]>()
    for (const event of events) {
      const page = current.get(event.tab)
      if (page) page.push(event)
      else current.set(event.tab, pages[pages.push([event]) - 1] as CloudEvent[])
    }
    for (const page of pages) {
      const first = page.find(({ type }) => type === 'page.viewed')
      const visit = visits[Number(/\/visit\/(\d+)/.exec(`${first?.data.url}`)?.[1])]
      if (visit) told.get(visit)?.push(...page)
    }
    return { told, undriven }
  } finally {
    await stack.stop()
  }
}
