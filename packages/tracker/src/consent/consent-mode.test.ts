// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Said, Statement } from './adapter.ts'
import { consentMode } from './consent-mode.ts'
import { type Stage, signalContract } from './contract.ts'
import { built } from './testing.ts'

const page = window as unknown as { dataLayer?: unknown }
/** As Google's snippet has it: what is pushed are the arguments themselves. */
const gtag: (...args: unknown[]) => number = function () {
  page.dataLayer ??= []
  // biome-ignore lint/complexity/noArguments: that is what Google reads
  return (page.dataLayer as unknown[]).push(arguments)
}
const every = (value: string) => ({
  analytics_storage: value,
  ad_storage: value,
  ad_user_data: value,
  ad_personalization: value,
  functionality_storage: value,
  personalization_storage: value,
  security_storage: value,
})
const denied = every('denied')
const granted = every('granted')

const stage: () => Stage = () => ({
  arrive: () => void gtag('consent', 'default', denied),
  answer: (yes) => void gtag('consent', 'update', yes ? granted : denied),
  listeners: () => (Object.hasOwn(page.dataLayer ?? {}, 'push') ? 1 : 0),
  leave: () => void delete page.dataLayer,
  nonsense: (
    [
      ['a text', 'layer'],
      ['an object', { push: 7 }],
      ['an empty list', []],
      ['a frozen list', Object.freeze([])],
      ['lists where arguments should be', [['consent', 'update', granted]]],
      ['objects where arguments should be', [{ 0: 'consent', 1: 'update', 2: granted, length: 3 }]],
      ['nothing of every kind', [null, undefined, 0, '', Number.NaN]],
    ] as const
  ).map(([what, dataLayer]) => [what, () => void Object.assign(page, { dataLayer })]),
})
signalContract('consent-mode', consentMode, stage)
signalContract('consent-mode, built', built('consent-mode'), stage)

describe('consent-mode', () => {
  let told: Statement[]
  let stop: (() => void) | undefined
  const last = () => told.at(-1)
  const start = (region?: string) => {
    stop = consentMode.watch((statement) => void told.push(statement), undefined, region)
  }
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'Date'],
      now: Date.UTC(2026, 10, 22, 12),
    })
    told = []
  })
  afterEach(() => {
    stop?.()
    stop = undefined
    delete page.dataLayer
    vi.useRealTimers()
  })

  type Command = readonly [command: 'default' | 'update', values: Record<string, unknown>]
  const no = { analytics: false, personalisation: false, marketing: false }
  const yes = { analytics: true, personalisation: true, marketing: true }
  const ads = { ad_storage: 'granted', ad_user_data: 'granted', ad_personalization: 'granted' }
  const rows: readonly (readonly [string, readonly Command[], Said | 'pending'])[] = [
    ['a default that denies everything', [['default', denied]], 'pending'],
    ['a default that grants everything', [['default', granted]], yes],
    [
      'a refusal',
      [
        ['default', denied],
        ['update', denied],
      ],
      no,
    ],
    [
      'an agreement',
      [
        ['default', denied],
        ['update', granted],
      ],
      yes,
    ],
    [
      'an agreement that comes before the default',
      [
        ['update', granted],
        ['default', denied],
      ],
      yes,
    ],
    [
      'a refusal that comes before the default',
      [
        ['update', denied],
        ['default', granted],
      ],
      no,
    ],
    [
      'an agreement taken back',
      [
        ['update', granted],
        ['update', denied],
      ],
      no,
    ],
    ['a default alone for measuring', [['default', { analytics_storage: 'granted' }]], { analytics: true }],
    [
      'measuring granted and ads denied by default',
      [['default', { ...denied, analytics_storage: 'granted' }]],
      { ...no, analytics: true },
    ],
    [
      'an update for measuring alone',
      [
        ['default', denied],
        ['update', { analytics_storage: 'granted' }],
      ],
      { ...no, analytics: true },
    ],
    [
      'an update for measuring alone, without a default',
      [['update', { analytics_storage: 'granted' }]],
      { analytics: true },
    ],
    ['all about ads', [['update', ads]], { marketing: true }],
    ['ads as they were before version 2', [['update', { ad_storage: 'granted' }]], { marketing: true }],
    ...['ad_storage', 'ad_user_data', 'ad_personalization'].map(
      (type) => [`ads without ${type}`, [['update', { ...ads, [type]: 'denied' }]], { marketing: false }] as const,
    ),
    ['only the use of data for ads', [['update', { ad_user_data: 'granted' }]], {}],
    ['only no use of data for ads', [['update', { ad_user_data: 'denied' }]], { marketing: false }],
    ['personalisation', [['update', { personalization_storage: 'granted' }]], { personalisation: true }],
    ['functions of the site, which are no personalisation', [['update', { functionality_storage: 'granted' }]], {}],
    [
      'functions of the site by default',
      [['default', { ...denied, functionality_storage: 'granted', security_storage: 'granted' }]],
      'pending',
    ],
    [
      'no functions of the site',
      [['update', { personalization_storage: 'granted', functionality_storage: 'denied' }]],
      { personalisation: false },
    ],
    ['security alone', [['default', { security_storage: 'granted' }]], 'pending'],
    ['a type that nobody knows', [['update', { mind_reading: 'granted' }]], {}],
    ['other words', [['update', { analytics_storage: 'GRANTED', ad_storage: true }]], {}],
    [
      'other words after a default',
      [
        ['default', denied],
        ['update', { analytics_storage: 'yes' }],
      ],
      no,
    ],
    [
      'a later default',
      [
        ['default', denied],
        ['default', granted],
      ],
      yes,
    ],
    [
      'a later default that denies',
      [
        ['default', granted],
        ['default', denied],
      ],
      'pending',
    ],
  ]
  it.each(rows)('%s', (_, commands, says) => {
    for (const when of ['before', 'after']) {
      delete page.dataLayer
      told = []
      const push = () => {
        for (const command of commands) gtag('consent', ...command)
      }
      if (when === 'after') {
        page.dataLayer = []
        start()
        push()
      } else {
        push()
        start()
      }
      if (says === 'pending') expect(last(), when).toBe('pending')
      else expect((last() as { says: Said }).says, when).toEqual(says)
      stop?.()
    }
  })

  const rule = (value: string, ...region: string[]): Command => [
    'default',
    { analytics_storage: value, ...(region.length && { region }) },
  ]
  it.each<[string, string | undefined, Command[], boolean]>([
    ['everybody’s', 'DE', [rule('granted')], true],
    ['that of the country', 'DE', [rule('granted', 'DE', 'FR'), rule('denied')], true],
    ['that of the country, in the other order', 'DE', [rule('denied'), rule('granted', 'DE')], true],
    ['that of another country', 'US', [rule('denied', 'DE'), rule('granted')], true],
    ['that of the state before that of the country', 'US-CA', [rule('denied', 'US-CA'), rule('granted', 'US')], false],
    ['that of the state, in the other order', 'US-CA', [rule('granted', 'US'), rule('denied', 'US-CA')], false],
    ['that of the state before that of all', 'US-CA', [rule('granted', 'US-CA'), rule('denied')], true],
    ['that of the country for another state', 'US-NY', [rule('denied', 'US-CA'), rule('granted', 'US')], true],
    ['that of a state that may be ours', 'US', [rule('denied', 'US-CA'), rule('granted')], false],
    ['not that of a state that may be ours and grants', 'US', [rule('granted', 'US-CA'), rule('denied')], false],
    ['the strictest where nobody knows', undefined, [rule('granted'), rule('denied', 'DE')], false],
    ['the strictest where nobody knows, in the other order', undefined, [rule('denied', 'DE'), rule('granted')], false],
    ['everybody’s where nobody knows', undefined, [rule('granted')], true],
    ['nobody’s', 'FR', [rule('granted', 'DE')], false],
    ['a region that is no list', 'DE', [['default', { analytics_storage: 'granted', region: 'DE' }]], true],
  ])('takes the default of the region: %s', (_, region, commands, granted) => {
    for (const command of commands) gtag('consent', ...command)
    start(region)
    if (granted) expect(last()).toMatchObject({ says: { analytics: true } })
    else expect(last()).toBe('pending')
    gtag('consent', 'update', { analytics_storage: 'granted' })
    expect(last()).toMatchObject({ says: { analytics: true } })
  })

  it('waits for the update as long as it is told to', () => {
    gtag('consent', 'default', { ...granted, wait_for_update: 500 })
    start()
    vi.advanceTimersByTime(499)
    expect(last()).toBe('pending')
    vi.advanceTimersByTime(1)
    expect(last()).toMatchObject({ says: yes })
  })

  it('waits no longer when the update is there', () => {
    gtag('consent', 'default', { ...granted, wait_for_update: 5_000 })
    start()
    gtag('consent', 'update', denied)
    expect(last()).toMatchObject({ says: no })
    const before = told.length
    vi.advanceTimersByTime(10_000)
    expect(told).toHaveLength(before)
  })

  it('does not wait for what another region is told to wait for', () => {
    gtag('consent', 'default', granted)
    gtag('consent', 'default', { ...denied, region: ['DE'], wait_for_update: 5_000 })
    start('US')
    expect(last()).toMatchObject({ says: yes })
  })

  it('stops waiting when it is stopped', () => {
    gtag('consent', 'default', { ...granted, wait_for_update: 500 })
    start()
    stop?.()
    vi.advanceTimersByTime(1_000)
    expect(told).toEqual(['pending'])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('knows when somebody agreed before our eyes, and not what was before', () => {
    gtag('consent', 'update', granted)
    start()
    expect(last()).toMatchObject({ at: 0 })
    vi.advanceTimersByTime(1_234)
    gtag('consent', 'update', denied)
    expect(last()).toMatchObject({ at: Date.now() })
  })

  it('fails on a command that cannot be read, until the next that can', () => {
    gtag('consent', 'update', granted)
    start()
    gtag('consent', 'update')
    expect(last()).toBe('failed')
    gtag('event', 'page_view')
    expect(last()).toBe('failed')
    gtag('consent', 'update', granted)
    expect(last()).toMatchObject({ says: yes })
  })

  it('leaves the push of the page as it was, and what it gives', () => {
    page.dataLayer = [1]
    start()
    const layer = page.dataLayer as unknown[]
    expect(layer.push('a', 'b')).toBe(3)
    expect(layer).toEqual(Object.assign([1, 'a', 'b'], { push: layer.push }))
    stop?.()
    expect(Object.keys(layer)).toEqual(['0', '1', '2'])
    expect(layer.push).toBe(Array.prototype.push)
  })

  it('calls a push of the page’s own and puts it back', () => {
    const own = vi.fn(() => 7)
    page.dataLayer = Object.assign([], { push: own })
    start()
    expect(gtag('consent', 'update', granted)).toBe(7)
    expect(own).toHaveBeenCalledOnce()
    expect(last()).toMatchObject({ says: yes })
    stop?.()
    expect((page.dataLayer as unknown[]).push).toBe(own)
  })

  it('lets what goes wrong in the page’s own push be the page’s', () => {
    page.dataLayer = Object.assign([], {
      push() {
        throw new Error('theirs')
      },
    })
    start()
    expect(() => gtag('consent', 'update', granted)).toThrow('theirs')
  })

  it('leaves a push alone that somebody wrapped after us, and hears it no more', () => {
    page.dataLayer = []
    start()
    const layer = page.dataLayer as unknown[]
    const ours = layer.push
    const theirs = (...entries: unknown[]) => ours.apply(layer, entries)
    layer.push = theirs
    gtag('consent', 'update', granted)
    expect(last()).toMatchObject({ says: yes })
    stop?.()
    expect(layer.push).toBe(theirs)
    const before = told.length
    gtag('consent', 'update', denied)
    expect(told).toHaveLength(before)
    expect(layer).toHaveLength(2)
  })
})
