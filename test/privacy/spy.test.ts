import { compilePolicy, type Outcome, outcomes, parsePolicy } from '@wend/privacy/policy'
import { builtIn } from '@wend/protocol'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Browser, Page } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { leftOnDevice } from '../e2e/device.ts'
import { type Stack, startStack } from '../e2e/stack.ts'
import { page as html } from '../fixtures/page.ts'
import { withSnippet } from '../fixtures/snippet.ts'
import { spy } from './spy.ts'

const policies = {
  'asks first': 'version: 1\n',
  'asks first and remembers': 'version: 1\nremember: cookie\n',
  'asks first, counts without identity': 'version: 1\nregions: { default: { mode: opt-in, before: anonymous } }\n',
  'asks first, keeps nothing': 'version: 1\nregions: { default: { mode: opt-in, before: "off" } }\n',
  'is exempt': 'version: 1\npreset: audience-exempt\n',
  'is off': 'version: 1\npreset: "off"\n',
} as const

/** What a visitor does in each state of mind: what their dialog calls, or nothing. */
const states: Record<string, Record<string, boolean> | undefined> = {
  'not-asked': undefined,
  refused: { analytics: false, personalisation: false, marketing: false },
  'accepted-analytics': { analytics: true, personalisation: false, marketing: false },
  'accepted-marketing': { analytics: false, personalisation: false, marketing: true },
  'accepted-all': { analytics: true, personalisation: true, marketing: true },
}

describe.each(browsers)('in $name', ({ launch }) => {
  let browser: Browser
  /** Each visitor goes to a host of their own, which has cookies and storage of its own, so that one browser is all of them. */
  let visitors = 1
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  describe.each(Object.entries(policies))('a policy that %s', (_, policy) => {
    const told = outcomes(parsePolicy(parse(policy)), builtIn).filter(({ region }) => region === 'unknown')
    const remembers = compilePolicy(parsePolicy(parse(policy)), builtIn).remember > 0
    const begin = () =>
      startStack({
        site: (snippet) =>
          new Hono().get('/:page?', (c) =>
            c.html(withSnippet(html('Shop', '<a id="a" href="/a">A</a>', spy), snippet)),
          ),
        policy,
        host: `127.0.0.${++visitors}`,
      })

    it.each(Object.entries(states))('does to somebody who is %s what the explanation says', async (state, choices) => {
      const stack = await begin()
      const before = told.find((outcome) => outcome.state === 'not-asked') as Outcome
      try {
        const page = await visit(browser, stack, choices)
        const expected = told.find((outcome) => outcome.state === state) as Outcome
        const stored = await stack.events()

        const cookies = new Map((await page.cookies()).map((cookie) => [cookie.name, cookie]))
        const declared = Object.groupBy(expected.device, ({ kind }) => kind)
        expect([...cookies.keys()].sort()).toEqual((declared.cookie ?? []).map(({ name }) => name).sort())
        for (const { name, months, httpOnly } of declared.cookie ?? []) {
          const cookie = cookies.get(name)
          expect(cookie).toMatchObject({ httpOnly, path: '/', secure: true })
          const life = (cookie?.expires ?? 0) - Date.now() / 1000
          expect(Math.abs(life / 86_400 - (months * 365) / 12)).toBeLessThan(1)
        }
        expect((await leftOnDevice(page)).filter((left) => !left.startsWith('cookie '))).toEqual(
          (declared.database ?? []).map(({ name }) => `indexedDB ${name.replace('…', 'shop')}`),
        )

        const asked = [...new Set(stack.requests.map(({ path }) => path.replace(/\?.*/, '')))].sort()
        const sends = expected.requests === 'none' ? [] : ['/w/e']
        const parts = asked.filter((path) => /^\/w\/(scrub|identify)\.js$/.test(path))
        // A no where nobody had to be asked is a withdrawal, and the collector has to hear of it.
        const withdraws = before.identity && Object.values(choices ?? {}).includes(false) ? ['/w/c'] : []
        expect(asked).toEqual([...withdraws, ...sends, ...parts, '/w/w.js'].sort())
        // Parts of the tracker are static files; all the same nothing is asked for before something may be sent.
        if (!sends.length) expect(parts).toEqual([])
        const identified = stack.requests.some(({ headers }) => headers.cookie?.includes('__Host-wend'))
        expect(identified && !expected.identity).toBe(false)
        for (const { subject, type } of stored) {
          // What happened before the decision stays as it was then.
          const { verbs } = subject === undefined && before.verbs[type] === 'anonymous' ? before : expected
          expect([type, verbs[type]]).toEqual([type, subject === undefined ? 'anonymous' : 'keep'])
        }
        const kept = (type: string) => ['keep', 'anonymous'].includes(expected.verbs[type] ?? '')
        const done = ['page.viewed', 'search.performed', 'ad.clicked', 'identity.claimed'].filter(kept)
        expect(new Set(stored.map(({ type }) => type))).toEqual(new Set(done))

        const spied = await page.evaluate(() => window.spied)
        const allowed = [
          ...(remembers && choices ? [/^cookie wend_consent=/] : []),
          ...(done.length ? [/^fetch \/w\/e/] : []),
          // Where somebody was recognised before they said no, it goes with that.
          ...(declared.database || before.identity ? [/^indexedDB (open|deleteDatabase) wend\/shop$/] : []),
          // Only what could be identified waits there, and all that does is handed over at the end.
          ...(declared.database ? [/^fetchLater /, /^beacon /] : []),
          ...withdraws.map(() => /^fetch \/w\/c/),
        ]
        expect(spied.filter((line) => !allowed.some((pattern) => pattern.test(line)))).toEqual([])
        await page.close()
      } finally {
        await stack.stop()
      }
    })
  })
})

/** Two pages, on each of which everything happens that a policy could treat in another way. */
async function visit(browser: Browser, stack: Stack, choices: Record<string, boolean> | undefined): Promise<Page> {
  const page = await browser.open(`${stack.site}/?utm_source=news&email=jo@example.com`)
  for (const path of ['/', '/a']) {
    if (path !== '/') await page.goto(stack.site + path)
    await page.waitFor(() => Object.isFrozen(window.wend))
    await page.evaluate(async (choices) => {
      if (choices) window.wend.consent(choices, 'dialog')
      window.wend.track('search.performed', { term: 'mug' })
      window.wend.track('ad.clicked', {})
      window.wend.identify({ email: 'jo@example.com' })
      await new Promise((resolve) => setTimeout(resolve, 700))
      await window.wend.flush()
    }, choices ?? null)
  }
  return page
}
