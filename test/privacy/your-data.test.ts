import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Page } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { leftOnDevice } from '../e2e/device.ts'
import { type Stack, startStack } from '../e2e/stack.ts'
import { createSite } from '../fixtures/site.ts'

const policy =
  'version: 1\ncontroller: { name: Saltmoor, contact: privacy@shop.example }\nundeclared: What the tests make up.\n'
const config = '    undeclared: accept\n'

/** What the site's own dialog says on each page: yes, again and again. */
async function agree(page: Page): Promise<void> {
  await page.waitFor(() => Object.isFrozen(window.wend))
  await page.evaluate(async () => {
    window.wend.consent({ analytics: true }, 'dialog')
    window.wend.track('search.performed', { term: 'mug' })
    await new Promise((resolve) => setTimeout(resolve, 500))
    await window.wend.flush()
  })
}
const text = (page: Page) => page.evaluate(() => document.body.textContent ?? '')
const files = (stack: Stack) => [...stack.files().values()].map((bytes) => bytes.toString('latin1')).join('\n')

describe.each(browsers)('in $name, the page with a visitor’s data', ({ launch }) => {
  it('shows what is held, hands it out, and erases it for good, by the cookie alone', async () => {
    const stack = await startStack({ site: (snippet, collector) => createSite({ snippet, collector }), policy, config })
    const browser = await launch()
    const other = await launch()
    try {
      const stranger = await other.open(`${stack.site}/b`)
      await agree(stranger)
      const page = await browser.open(`${stack.site}/a`)
      await agree(page)
      const mine = (await stack.until((found) => found.length === 4)).slice(2)
      const { subject = '' } = mine[0] ?? {}
      const cookie = (await page.cookies()).find(({ name }) => name === '__Host-wend')?.value ?? ''
      expect([subject.length > 40, cookie.length]).toEqual([true, 22])

      // Only a visit shows it: no script of any page may read it.
      const taken = await page.evaluate(
        (address) =>
          fetch(address, { credentials: 'include' }).then(
            ({ status }) => String(status),
            () => 'blocked',
          ),
        `${stack.collector}/w/you/data.json?site=shop`,
      )
      expect(['403', 'blocked']).toContain(taken)

      await page.goto(`${stack.collector}/w/you?site=shop`)
      const shown = await text(page)
      for (const part of ['Page viewed', 'Search', 'dialog', 'Saltmoor', '13 months']) expect(shown).toContain(part)
      expect(shown).not.toContain(cookie)
      expect(await page.evaluate(() => document.scripts.length)).toBe(0)

      await page.click('a.final')
      await page.waitFor(() => document.querySelector('form button.final') !== null)
      await page.click('form button.final')
      await page.waitFor(() => document.querySelector('[role=status]') !== null)
      expect(await text(page)).toMatch(/Recorded events\s*2/)
      expect((await page.cookies()).map(({ name }) => name)).toEqual(['wend_consent'])
      const left = await stack.events()
      expect(left.length).toBe(2)
      expect(left.every((event) => event.subject !== subject)).toBe(true)
      const bytes = files(stack)
      for (const trace of [cookie, subject, ...mine.map(({ batch }) => batch)]) expect(bytes).not.toContain(trace)

      // The dialog knows nothing of it and says yes: the visitor's no stands.
      await page.goto(`${stack.site}/a`)
      await agree(page)
      expect(await stack.events()).toHaveLength(2)
      expect((await page.cookies()).map(({ name }) => name)).toEqual(['wend_consent'])
      expect(stack.requests.filter(({ headers }) => headers.cookie?.includes(cookie)).length).toBeGreaterThan(0)
      expect(await stranger.cookies()).toHaveLength(1)
    } finally {
      await browser.close()
      await other.close()
      await stack.stop()
    }
  })
})

describe.each(browsers)('in $name, a withdrawal', ({ launch }) => {
  it('wipes everything in all tabs at once, and nothing of before comes back with a new yes', async () => {
    const stack = await startStack({ site: (snippet, collector) => createSite({ snippet, collector }), policy, config })
    const browser = await launch()
    try {
      const [first, second] = [await browser.open(`${stack.site}/a`), await browser.open(`${stack.site}/b`)]
      await agree(first)
      await agree(second)
      await stack.until((found) => found.length === 4)
      const before = (await first.cookies())[0]?.value
      await second.evaluate(() => window.wend.track('made before the no'))
      await first.evaluate(() => window.wend.consent({ analytics: false }, 'dialog'))
      await expect.poll(async () => leftOnDevice(first), { timeout: 10_000 }).toEqual([])
      await expect.poll(async () => leftOnDevice(second), { timeout: 10_000 }).toEqual([])
      // Whoever withdraws is erased, unless the policy says otherwise.
      await expect.poll(() => stack.events(), { timeout: 10_000 }).toEqual([])
      const asked = stack.requests.length
      await second.evaluate(async () => {
        window.wend.track('made after the no')
        window.wend.identify({ email: 'jo@example.com' })
        await window.wend.flush()
      })
      await second.close()
      expect(stack.requests.slice(asked).map(({ path }) => path)).toEqual([])

      await first.evaluate(() => {
        window.wend.consent({ analytics: true }, 'dialog')
        window.wend.track('made after the second yes')
        return window.wend.flush()
      })
      const events = await stack.until((found) => found.length > 0)
      expect(events.map(({ type }) => type)).toEqual(['custom.made_after_the_second_yes'])
      expect((await first.cookies())[0]?.value).not.toBe(before)
      const ledger = [...stack.files()].find(([path]) => path.endsWith('consent.jsonl'))?.[0] ?? ''
      const kinds = () => readFileSync(ledger, 'utf8').match(/"kind":"(\w+)"/g) ?? []
      // The file follows what is durable in the log.
      await expect.poll(() => kinds().filter((kind) => kind.includes('given'))).toHaveLength(2)
      expect(kinds().some((kind) => kind.includes('withdrawn'))).toBe(true)
    } finally {
      await browser.close()
      await stack.stop()
    }
  })
})
