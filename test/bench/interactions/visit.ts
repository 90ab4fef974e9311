import type { Wend } from '@wend/tracker'
import type { BrowserName, Page } from '../../browsers/browser.ts'
import type { Facts } from './facts.ts'

declare global {
  interface Window {
    wend: Wend
  }
}

/** A scripted visit, and what somebody who watched it would say. */
export interface Visit {
  name: string
  /** What the page has. `{here}` is its own path: what lies under it thanks the visitor, and there is nothing under `{here}/missing`. */
  body: string
  act(page: Page): Promise<void>
  /** Kinds of frustration. */
  signs: readonly string[]
  /** What they did with forms. */
  facts: Facts
  /** Where it can be driven. */
  in?: readonly BrowserName[]
}

export const visit = (
  name: string,
  signs: readonly string[],
  body: string,
  act: Visit['act'],
  facts: Facts = {},
): Visit => ({ name, signs, body, act, facts })

export const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
export const clicks =
  (selector: string, times: number, between = 60) =>
  async (page: Page) => {
    for (let count = 0; count < times; count++) {
      await page.click(selector)
      await pause(between)
    }
  }
/** Goes to an address inside the page, as a router does. */
export const go = (page: Page, path: string) =>
  page.evaluate((to) => {
    history.pushState({}, '', to)
    document.title = to
  }, path)
/** Waits for what thanks the visitor: another page, or this one. */
export const thanked = (page: Page) => page.waitFor(() => document.body.textContent.includes('Thank you'))

export const tall = '<div style="height:6000px"></div>'
export const toggle = (id: string) => `const e = document.querySelector('${id}'); e.hidden = !e.hidden`
/** After how long it means something here that nothing happens, in milliseconds. A visitor has longer. */
export const patience = 4000
