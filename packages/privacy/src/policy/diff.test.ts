import { describe, expect, it } from 'vitest'
import { diff } from './diff.ts'
import { parsePolicy } from './parse.ts'
import { policies, taxonomy } from './testing.ts'
import { toText } from './text.ts'

const from = (old: object, now: object) =>
  diff(parsePolicy({ version: 1, ...old }), parsePolicy({ version: 1, ...now }), taxonomy)
const said = (old: object, now: object) => toText(from(old, now).document).replace(/\s+/g, ' ')

describe.each(policies)('a policy beside itself (%s)', (_, policy) => {
  it('changes nothing for anybody', () => {
    const { document, widens } = diff(policy, policy, taxonomy)
    expect(widens).toBe(false)
    expect(toText(document)).toContain('Nothing changes for anybody.')
  })
})

/** What collects more, and what it says. The other way round it collects less. */
const wider: [string, object, object, string][] = [
  [
    'a region that collects without asking',
    {},
    { regions: { US: { mode: 'opt-out' } } },
    'held in the page → kept with pseudonym',
  ],
  [
    'sending before a decision',
    {},
    { regions: { default: { mode: 'opt-in', before: 'anonymous' } } },
    'held in the page → kept without identity',
  ],
  [
    'more event types',
    { purposes: { analytics: { events: ['page'] } } },
    { purposes: { analytics: { events: ['page', 'chat'] } } },
    'chat (not message_weighed, message_quoted): dropped → kept with pseudonym',
  ],
  [
    'more fields',
    { purposes: { analytics: { fields: { 'page.viewed': ['url'] } } } },
    {},
    'page.viewed also keeps title, referrer, via, landing, language, width',
  ],
  ['a longer time', { retention: { default: 13 } }, {}, 'kept for 13 → 25 months'],
  [
    'a longer time for one class',
    { retention: { default: 25, classes: { form: 3 } } },
    {},
    'form: kept for 3 → 25 months',
  ],
  ['a longer cookie', { visitor: { months: 6 } }, {}, 'cookie __Host-wend: 6 → 13 months'],
  ['a cookie at all', { visitor: false }, {}, 'cookie __Host-wend: not set → 13 months'],
  [
    'another purpose for the same types',
    { purposes: { marketing: { events: ['ad', 'email', 'social', 'custom.newsletter_read', 'chat'] } } },
    { purposes: { marketing: { events: ['ad', 'email', 'social', 'custom.newsletter_read'] } } },
    'chat (not message_weighed, message_quoted): dropped → kept with pseudonym',
  ],
  ['identify', { identify: false }, {}, 'identity: dropped → kept with pseudonym'],
  ['no GPC', {}, { signals: { gpc: ['personalisation'] } }, 'gpc no longer stops marketing'],
  ['no DNT', { signals: { dnt: ['analytics'] } }, {}, 'dnt no longer stops analytics'],
  ['a legal framework less', { signals: { tcf: {} } }, {}, 'tcf is no longer listened to'],
  [
    'a looser mapping',
    { signals: { tcf: {} } },
    { signals: { tcf: { analytics: [1] } } },
    'tcf: its purposes stand for others of ours',
  ],
  [
    'legitimate interest',
    { signals: { tcf: {} } },
    { signals: { tcf: { legitimateInterest: [8] } } },
    'tcf: its purposes stand for others of ours',
  ],
  ['withdrawal without erasure', {}, { onWithdrawal: 'stop' }, 'a withdrawal no longer erases'],
  ['asking less often', {}, { askAgain: 12 }, 'a decision holds for 6 → 12 months'],
  ['undeclared events', {}, { undeclared: 'Anything.' }, 'undeclared custom events are described'],
]

describe('what collects more', () => {
  it.each(wider)('needs another version: %s', (_, old, now, words) => {
    expect(from(old, now).widens).toBe(true)
    expect(said(old, now)).toContain(words)
    expect(said(old, now)).toContain('raise version: 2')
  })

  it.each(wider)('is no trouble with another version: %s', (_, old, now) => {
    expect(from(old, { ...now, version: 2 }).widens).toBe(false)
    expect(said(old, { ...now, version: 2 })).toContain('visitors will be asked again')
  })

  it('is told from less', () => {
    const less = wider.filter(([name]) => name !== 'another purpose for the same types' && name !== 'a looser mapping')
    for (const [name, old, now] of less) {
      expect(from(now, old).widens, name).toBe(false)
      expect(said(now, old)).not.toContain('Nothing changes')
    }
  })
})

describe('other changes', () => {
  it('name the regions and states that they touch, and no others', () => {
    const rows = from({}, { version: 2, regions: { US: { mode: 'opt-out' } } }).document.flatMap((block) =>
      'rows' in block ? block.rows : [],
    )
    expect(rows.map(([region, state]) => [region, state])).toEqual([
      ['US', 'Not asked yet'],
      ['US', 'GPC on, not asked yet'],
    ])
  })

  it('of words are shown, and are not more data', () => {
    const now = {
      purposes: {
        marketing: {
          texts: { en: { title: 'Ads', text: 'We write to you.' }, de: { title: 'Werbung', text: 'Post.' } },
        },
      },
    }
    expect(from({}, now).widens).toBe(false)
    expect(said({}, now)).toContain('marketing, en: now reads “Ads: We write to you.”')
    expect(said({}, now)).toContain('marketing, de: new: “Werbung: Post.”')
    expect(said({}, now)).toContain('raise its version')
  })

  it('that lower the version are named', () => {
    expect(said({ version: 3 }, { version: 2 })).toContain('The version went down.')
    expect(from({ version: 3 }, { version: 2, askAgain: 7 }).widens).toBe(true)
    expect(said({ version: 3 }, { version: 2, askAgain: 7 })).toContain('raise version: 4')
  })
})
