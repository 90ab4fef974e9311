// @vitest-environment happy-dom

import { bannerSettings, parsePolicy, shownTexts } from '@wend/privacy/policy'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBanner } from './banner.ts'
import type { BannerHost } from './host.ts'

const settingsOf = (policy: object = {}) => {
  const made = bannerSettings(parsePolicy({ version: 1, banner: {}, ...policy }))
  if (!made) throw new Error('The policy has no banner.')
  return made
}
const settings = settingsOf()
const none = { analytics: false, personalisation: false, marketing: false }

let choices: Parameters<BannerHost['choose']>[]
let current: ReturnType<BannerHost['current']>
const host: BannerHost = {
  endpoint: 'https://shop.example/w',
  site: 'shop',
  current: () => current,
  choose: (...choice) => choices.push(choice),
}
let stops: (() => void)[]
const start = (given = settings) => {
  const banner = createBanner(given)
  stops.push(banner.close)
  return banner
}
const root = () => document.querySelector('wend-banner')?.shadowRoot
const all = <E extends Element>(selector: string) => [...(root()?.querySelectorAll<E>(selector) ?? [])]
const press = (word: string) => {
  const found = all<HTMLButtonElement>('button').filter(({ textContent }) => textContent === word)
  // With both open, that of the dialog.
  const button = found.at(-1)
  if (!button) throw new Error(`There is no button “${word}”.`)
  button.click()
}
const tick = (id: string) => all<HTMLInputElement>(`#${id}`)[0]?.click()
const boxes = () => Object.fromEntries(all<HTMLInputElement>('input').map(({ id, checked }) => [id, checked]))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  choices = []
  current = undefined
  stops = []
  document.documentElement.lang = 'en'
})
afterEach(() => {
  for (const stop of stops) stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  document.body.replaceChildren()
})

describe('the banner', () => {
  it('shows what the policy says, and its words come into what is there already, to be announced', async () => {
    await start().open(host, false)
    expect(all('[aria-live=polite]').map(({ textContent }) => textContent)).toEqual([''])
    vi.runAllTimers()
    expect(
      all('h2, p, li, button')
        .map(({ textContent }) => textContent)
        .join('\n'),
    ).toBe(shownTexts(settings, 'en').banner)
    expect(all('section').map((section) => section.getAttribute('aria-labelledby'))).toEqual([all('h2')[0]?.id])
  })

  it.each([
    ['Accept all', { ...none, analytics: true, marketing: true }],
    ['Reject all', none],
  ])(
    'tells what “%s” means for each purpose, one that it did not offer being refused, and is gone',
    async (word, says) => {
      await start().open(host, false)
      press(word)
      expect(choices).toEqual([[says, { text: shownTexts(settings, 'en').banner, language: 'en' }]])
      expect(document.body.childElementCount).toBe(0)
    },
  )

  it('links the privacy notice where the policy names it', async () => {
    const linked = settingsOf({ banner: { privacyUrl: '/privacy' } })
    await start(linked).open(host, false)
    vi.runAllTimers()
    expect(all('a').map((link) => [link.getAttribute('href'), link.textContent])).toEqual([
      ['/privacy', 'Privacy notice'],
    ])
    press('Reject all')
    expect(choices[0]?.[1].text).toBe(shownTexts(linked, 'en').banner)
  })

  it.each([
    ['de-CH', 'de', 'Alle ablehnen'],
    ['fr', 'fr', 'Tout refuser'],
    ['ja', 'en', 'Reject all'],
  ])('on a page in %s it is in %s', async (lang, language, word) => {
    document.documentElement.lang = lang
    await start().open(host, false)
    expect(document.querySelector('wend-banner')?.getAttribute('lang')).toBe(language)
    press(word)
    expect(choices[0]?.[1]).toEqual({ text: shownTexts(settings, language).banner, language })
  })

  it('is one, however often it is opened', async () => {
    const banner = start()
    await Promise.all([banner.open(host, false), banner.open(host, false)])
    expect(document.querySelectorAll('wend-banner')).toHaveLength(1)
    expect(all('section')).toHaveLength(1)
  })

  it('comes again where the page has replaced its body', async () => {
    const banner = start()
    await banner.open(host, false)
    document.body.replaceChildren()
    await banner.open(host, false)
    expect(all('section')).toHaveLength(1)
  })

  it('closes without a decision', async () => {
    const banner = start()
    await banner.open(host, false)
    banner.close()
    banner.close()
    expect(document.body.childElementCount).toBe(0)
    vi.runAllTimers()
    expect(choices).toEqual([])
  })

  it('waits for the end of the page that it stands at', async () => {
    Object.defineProperty(document, 'readyState', { value: 'loading', configurable: true })
    const opened = start().open(host, false)
    await Promise.resolve()
    expect(root()).toBeUndefined()
    Reflect.deleteProperty(document, 'readyState')
    document.dispatchEvent(new Event('DOMContentLoaded'))
    await opened
    expect(all('section')).toHaveLength(1)
  })
})

describe('the dialog', () => {
  it('ticks nothing for who has not decided, whatever is known otherwise', async () => {
    current = { analytics: true }
    await start().open(host, false)
    press('Let me choose')
    expect(boxes()).toEqual({ analytics: false, marketing: false })
    expect(all('dialog .told').map(({ textContent }) => textContent)).toEqual(['NecessaryAlways on'])
  })

  it('shows who asks for it what they decided', async () => {
    current = { analytics: true, marketing: false }
    await start().open(host, true)
    expect(all('section')).toEqual([])
    expect(boxes()).toEqual({ analytics: true, marketing: false })
  })

  it('tells what is ticked, and everything is gone', async () => {
    await start().open(host, false)
    press('Let me choose')
    tick('marketing')
    press('Save my choice')
    const shown = { text: shownTexts(settings, 'en').dialog, language: 'en' }
    expect(choices).toEqual([[{ ...none, marketing: true }, shown]])
    expect(document.body.childElementCount).toBe(0)
  })

  it.each([
    ['Accept all', { ...none, analytics: true, marketing: true }],
    ['Reject all', none],
  ])('takes “%s”, whatever is ticked', async (word, says) => {
    await start().open(host, true)
    tick('marketing')
    press(word)
    expect(choices).toEqual([[says, { text: shownTexts(settings, 'en').dialog, language: 'en' }]])
  })

  it('shows what its hash stands for', async () => {
    await start().open(host, true)
    expect(
      all('dialog :is(h2, p, span, button)')
        .map(({ textContent }) => textContent)
        .join('\n'),
    ).toBe(shownTexts(settings, 'en').dialog)
  })

  it('closed leaves the banner as it was', async () => {
    await start().open(host, false)
    press('Let me choose')
    press('Close')
    await vi.waitFor(() => expect(all('dialog')).toEqual([]))
    expect(all('section')).toHaveLength(1)
    expect(choices).toEqual([])
    press('Let me choose')
    expect(all('dialog')).toHaveLength(1)
  })

  it('closed leaves nothing where it was asked for', async () => {
    await start().open(host, true)
    press('Close')
    await vi.waitFor(() => expect(document.body.childElementCount).toBe(0))
    expect(choices).toEqual([])
  })
})

describe('in a page where something is missing', () => {
  it('styles itself by an element where sheets cannot be made by script', async () => {
    vi.stubGlobal(
      'CSSStyleSheet',
      class {
        constructor() {
          throw new TypeError('Illegal constructor')
        }
      },
    )
    await start().open(host, false)
    expect(all('style')).toHaveLength(1)
    press('Reject all')
    expect(choices).toHaveLength(1)
    expect(document.body.childElementCount).toBe(0)
  })

  it('is not there, and decides nothing, where it cannot be shown', async () => {
    vi.spyOn(HTMLDialogElement.prototype, 'showModal').mockImplementationOnce(() => {
      throw new TypeError('not a function')
    })
    const banner = start()
    await expect(banner.open(host, true)).resolves.toBeUndefined()
    expect(document.body.childElementCount).toBe(0)
    await banner.open(host, true)
    expect(all('dialog')).toHaveLength(1)
  })

  it('throws nothing into it when the core does', async () => {
    const errors: unknown[] = []
    const hear = (event: Event) => errors.push(event)
    addEventListener('error', hear)
    await start().open(
      {
        ...host,
        choose: () => {
          throw new Error('broken')
        },
      },
      false,
    )
    press('Accept all')
    removeEventListener('error', hear)
    expect(errors).toEqual([])
    expect(document.body.childElementCount).toBe(0)
  })
})
