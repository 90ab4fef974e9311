import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bannerSettings, parsePolicy, shownTexts } from '@wend/privacy/policy'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Browser, Page } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { type BannerPage, createBannerSite } from '../fixtures/banner.ts'
import { type Served, serve } from '../fixtures/serve.ts'

declare const wendTest: BannerPage

const policy = parsePolicy({
  version: 1,
  purposes: { personalisation: { events: ['search'] } },
  banner: { privacyUrl: '/privacy' },
})
const settings = bannerSettings(policy)
const texts = (language: string) => settings && shownTexts(settings, language)
const all = { analytics: true, personalisation: true, marketing: true }
const none = { analytics: false, personalisation: false, marketing: false }
/** WebKit's window gets no narrower. */
const widths = { chromium: [390, 1280], firefox: [390, 1280], webkit: [480, 1280] } as const

/** Where the focus is, in the banner or in the page: the text of what can be pressed, the id of all else. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const inside = document.querySelector('wend-banner')?.shadowRoot?.activeElement
    return inside ? inside.id || inside.textContent : document.activeElement?.id
  })
const choices = (page: Page) => page.evaluate(() => wendTest.choices)
const isThere = (page: Page) => page.evaluate(() => document.querySelector('wend-banner') !== null)
/** What can be measured of each button of a layer. */
const buttons = (page: Page, layer: 'section' | 'dialog') =>
  page.evaluate((layer) => {
    const root = document.querySelector('wend-banner')?.shadowRoot
    return [...(root?.querySelectorAll(`${layer} .acts button`) ?? [])].map((button) => {
      const { x, y, width, height } = button.getBoundingClientRect()
      const { color, backgroundColor, borderColor, fontSize, fontWeight } = getComputedStyle(button)
      return {
        place: { x, y },
        box: [width, height].map((side) => Math.round(side * 10) / 10),
        look: [color, backgroundColor, borderColor, fontSize, fontWeight],
      }
    })
  }, layer)
const look = (page: Page) =>
  page.evaluate(() => {
    const section = document.querySelector('wend-banner')?.shadowRoot?.querySelector('section') as Element
    return [getComputedStyle(section).backgroundColor, getComputedStyle(section).color]
  })

describe.each(browsers)('in $name', ({ name, launch }) => {
  let site: Served
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    const built = readFileSync(join(import.meta.dirname, '../../packages/tracker/dist/banner.js'), 'utf8')
    site = await serve(createBannerSite(built, settings))
    browser = await launch()
  })
  afterAll(async () => {
    await browser.close()
    await site.close()
  })
  const visit = async (path = '/') => {
    await page.goto(`${site.url}${path}`)
    await page.waitFor(() => typeof wendTest === 'object')
  }
  /** Visits a page and waits for what nobody asked for. */
  const show = async (path?: string) => {
    await visit(path)
    await page.evaluate(() => wendTest.open(false))
    await page.waitFor(() => {
      const section = document.querySelector('wend-banner')?.shadowRoot?.querySelector('section.on')
      return section && getComputedStyle(section).opacity === '1'
    })
  }
  const ask = async (path?: string) => {
    await visit(path)
    await page.evaluate(() => document.getElementById('preferences')?.focus())
    await page.press('Enter')
    await page.waitFor(() => document.querySelector('wend-banner')?.shadowRoot?.querySelector('dialog:modal'))
  }
  /** Goes on with the Tab key until the focus is there. */
  const tabTo = async (wanted: string) => {
    const seen: unknown[] = []
    while (seen.length < 20) {
      await page.press('Tab')
      const now = await focused(page)
      if (now === wanted) return
      seen.push(now)
    }
    throw new Error(`The Tab key never came to ${wanted}, but to ${seen.join(', ')}.`)
  }
  beforeEach(async () => {
    page = await browser.open()
    return () => page.close()
  })

  it('comes without taking the focus, is reached in order, and lets the page be used', async () => {
    await show()
    expect(await focused(page)).toBe('')
    await page.evaluate(() => document.getElementById('last')?.focus())
    const order: unknown[] = []
    for (let step = 0; step < 4; step++) {
      await page.press('Tab')
      order.push(await focused(page))
    }
    expect(order).toEqual(['Privacy notice', 'Reject all', 'Accept all', 'Let me choose'])
    await page.press('Escape')
    expect(await choices(page)).toEqual([])
    const covered = await page.evaluate(() => {
      scrollTo(0, document.documentElement.scrollHeight)
      const last = document.getElementById('last') as Element
      const { x, y, width, height } = last.getBoundingClientRect()
      return [scrollY > 0, document.elementFromPoint(x + width / 2, y + height / 2)?.id]
    })
    expect(covered).toEqual([true, 'last'])
  })

  it('does not cover what the focus comes to', async () => {
    await show()
    await page.evaluate(() => document.getElementById('first')?.focus())
    await page.press('Tab')
    const seen = await page.evaluate(async () => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      const { x, y, width, height } = (document.activeElement as Element).getBoundingClientRect()
      return [document.activeElement?.id, document.elementFromPoint(x + width / 2, y + height / 2)?.id]
    })
    expect(seen).toEqual(['preferences', 'preferences'])
  })

  it.each([
    ['Reject all', none],
    ['Accept all', all],
  ])('takes “%s” from the keyboard, and is gone', async (word, says) => {
    await show()
    await page.evaluate(() => document.getElementById('last')?.focus())
    await tabTo(word)
    await page.press('Enter')
    expect(await choices(page)).toEqual([[says, { text: texts('en')?.banner, language: 'en' }]])
    expect(await isThere(page)).toBe(false)
    expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0)
    expect(await focused(page)).toBe('last')
  })

  it('takes a choice by purpose from the keyboard, of which nothing is ticked before', async () => {
    await show()
    await page.evaluate(() => document.getElementById('last')?.focus())
    await tabTo('Let me choose')
    await page.press('Enter')
    await page.waitFor(() => document.querySelector('wend-banner')?.shadowRoot?.querySelector('dialog:modal'))
    expect(await focused(page)).toBe('dialog')
    const ticked = await page.evaluate(() =>
      [...(document.querySelector('wend-banner')?.shadowRoot?.querySelectorAll('input') ?? [])].map(
        ({ id, checked }) => `${id} ${checked}`,
      ),
    )
    expect(ticked).toEqual(['analytics false', 'personalisation false', 'marketing false'])
    await tabTo('personalisation')
    await page.press('Space')
    await tabTo('Save my choice')
    await page.press('Enter')
    const shown = { text: texts('en')?.dialog, language: 'en' }
    expect(await choices(page)).toEqual([[{ ...none, personalisation: true }, shown]])
    expect(await isThere(page)).toBe(false)
    expect(await focused(page)).toBe('last')
  })

  it('closes the dialog on Escape without a decision, with the focus back at its button', async () => {
    await show()
    await page.evaluate(() => document.getElementById('last')?.focus())
    await tabTo('Let me choose')
    await page.press('Enter')
    await page.waitFor(() => document.querySelector('wend-banner')?.shadowRoot?.querySelector('dialog:modal'))
    await page.press('Escape')
    await page.waitFor(() => !document.querySelector('wend-banner')?.shadowRoot?.querySelector('dialog'))
    expect(await focused(page)).toBe('Let me choose')
    expect(await choices(page)).toEqual([])
  })

  it('opens its dialog for whoever asks, as they decided before, and gives the focus back', async () => {
    await visit()
    await page.evaluate(() => {
      wendTest.current = { analytics: true, marketing: false }
      document.getElementById('preferences')?.focus()
    })
    await page.press('Enter')
    await page.waitFor(() => document.querySelector('wend-banner')?.shadowRoot?.querySelector('dialog:modal'))
    const root = await page.evaluate(() => {
      const root = document.querySelector('wend-banner')?.shadowRoot
      return [root?.querySelector('section') === null, root?.querySelectorAll('input:checked').length]
    })
    expect(root).toEqual([true, 1])
    await page.press('Escape')
    await page.waitFor(() => !document.querySelector('wend-banner'))
    expect(await focused(page)).toBe('preferences')
    await page.press('Enter')
    await page.waitFor(() => document.querySelector('wend-banner'))
    await tabTo('Reject all')
    await page.press('Enter')
    expect(await choices(page)).toEqual([[none, { text: texts('en')?.dialog, language: 'en' }]])
    expect(await focused(page)).toBe('preferences')
  })

  it.each(widths[name])('gives a no the same place as a yes, at a width of %i', async (width) => {
    await page.viewport(width, 844)
    await show()
    const [reject, accept, choose] = await buttons(page, 'section')
    expect(reject?.box).toEqual(accept?.box)
    expect(reject?.look).toEqual(accept?.look)
    expect(reject?.place.y).toBe(accept?.place.y)
    for (const side of [...(reject?.box ?? [0]), ...(choose?.box ?? [0])]) expect(side).toBeGreaterThanOrEqual(44)
    const inside = await page.evaluate(() => {
      const section = document.querySelector('wend-banner')?.shadowRoot?.querySelector('section') as Element
      const { left, right, bottom, height } = section.getBoundingClientRect()
      const root = document.documentElement
      return (
        left >= 0 &&
        right <= innerWidth &&
        bottom <= innerHeight &&
        height < innerHeight / 2 &&
        root.scrollWidth <= innerWidth
      )
    })
    expect(inside).toBe(true)
    await ask()
    const [no, ...others] = await buttons(page, 'dialog')
    expect(others).toHaveLength(2)
    for (const other of others) expect({ ...other, place: {} }).toEqual({ ...no, place: {} })
    expect(no?.box[1]).toBeGreaterThanOrEqual(44)
  })

  it('speaks the language of the page', async () => {
    await show('/de')
    await page.evaluate(() => document.getElementById('last')?.focus())
    await tabTo('Alle ablehnen')
    await page.press('Space')
    expect(await choices(page)).toEqual([[none, { text: texts('de')?.banner, language: 'de' }]])
    expect(texts('de')?.banner).toContain('Statistik\nPersonalisierung\nMarketing')
  })

  it('works under a strict policy with Trusted Types, without one violation', async () => {
    await show('/csp')
    expect((await buttons(page, 'section')).map(({ box }) => box[1] && box[1] >= 44)).toEqual([true, true, true])
    await ask('/csp')
    await tabTo('Accept all')
    await page.press('Enter')
    expect(await choices(page)).toMatchObject([[all, {}]])
    expect(await page.evaluate(() => wendTest.violations)).toEqual([])
    expect(page.errors()).toEqual([])
  })

  it('looks the same whatever the styles of the page are', async () => {
    await show('/')
    const plain = await buttons(page, 'section')
    await show('/rude')
    expect(await buttons(page, 'section')).toEqual(plain)
  })

  it('is one, however often it is opened, and can be closed without a decision', async () => {
    await show()
    await page.evaluate(async () => {
      await Promise.all([wendTest.open(false), wendTest.open(false), wendTest.open(true), wendTest.open(true)])
    })
    const count = () =>
      page.evaluate(() =>
        ['section', 'dialog'].map(
          (layer) => document.querySelector('wend-banner')?.shadowRoot?.querySelectorAll(layer).length,
        ),
      )
    expect(await count()).toEqual([1, 1])
    await page.evaluate(() => wendTest.close())
    expect(await isThere(page)).toBe(false)
    expect(await choices(page)).toEqual([])
    await page.evaluate(() => wendTest.open(false))
    expect(await count()).toEqual([1, 0])
  })

  it.runIf(name === 'chromium')('follows the light and the dark scheme', async () => {
    await page.colorScheme?.('light')
    await show()
    const light = await look(page)
    await page.colorScheme?.('dark')
    expect(await look(page)).toEqual(['rgb(32, 36, 42)', 'rgb(236, 239, 243)'])
    expect(light).toEqual(['rgb(255, 255, 255)', 'rgb(27, 31, 36)'])
  })
})
