import { builtIn, compileTaxonomy } from '@wend/protocol'
import { describe, expect, it } from 'vitest'
import { bannerWords, ourPurposes, ourWords } from './our-words.ts'
import { parsePolicy } from './parse.ts'
import { presets } from './presets.ts'
import { bannerSettings, shownTexts } from './words.ts'

const languages = ['en', 'de', 'fr', 'es', 'it', 'nl']
const settings = (policy: object) => {
  const made = bannerSettings(parsePolicy({ version: 1, banner: {}, ...policy }))
  if (!made) throw new Error('The policy has no banner.')
  return made
}
const asked = (policy: object) => settings(policy).purposes.map(({ id }) => id)

describe('our words', () => {
  it('are there in each language', () => {
    expect(Object.keys(ourWords).sort()).toEqual([...languages].sort())
    for (const words of Object.values(ourWords)) {
      expect(Object.keys(words).sort()).toEqual(Object.keys(bannerWords).sort())
      for (const word of Object.values(words)) expect(word.trim()).toBe(word)
    }
    for (const words of Object.values(ourWords)) expect(new Set(Object.values(words)).size).toBe(11)
  })

  it('name each purpose in each language', () => {
    expect(['en', ...Object.keys(ourPurposes)].sort()).toEqual([...languages].sort())
    for (const purposes of Object.values(ourPurposes))
      for (const { title, text } of Object.values(purposes)) expect(title && text).toMatch(/\w/)
  })

  it('translate the English that the presets have', () => {
    expect(Object.values(presets['strict-opt-in'].purposes).map(({ texts }) => texts.en)).toEqual([
      { title: 'Necessary', text: 'Keeps your privacy choice and keeps the site secure. Always on.' },
      {
        title: 'Statistics',
        text: 'We record which pages and products you look at and where you get stuck, to make this site better.',
      },
      { title: 'Personalisation', text: 'We show you first what you are likely to look for.' },
      {
        title: 'Marketing',
        text: 'We record which advert or e-mail brought you here, and write to you about what you liked.',
      },
    ])
  })
})

describe('what the banner shows', () => {
  it('is nothing where the policy has no banner', () => {
    expect(bannerSettings(parsePolicy({ version: 1 }))).toBeUndefined()
  })

  it('has every word and every purpose in each of its languages', () => {
    const policies = [
      {},
      {
        purposes: { analytics: { texts: { pl: { title: 'Statystyka', text: 'Co tu widać.' } } } },
        banner: { texts: { pl: ourWords.en } },
      },
      { purposes: { marketing: { texts: { en: { title: 'Adverts', text: 'Which advert brought you here.' } } } } },
      { purposes: { marketing: { texts: { 'de-AT': { title: 'Werbung', text: 'Welche Anzeige Sie herführt.' } } } } },
    ]
    for (const policy of policies) {
      const { words, purposes } = settings(policy)
      for (const language of Object.keys(words)) {
        expect(Object.keys(words[language] ?? {}).sort()).toEqual(Object.keys(bannerWords).sort())
        for (const { texts } of purposes)
          expect(texts[language]).toEqual({ title: expect.any(String), text: expect.any(String) })
      }
      for (const { texts } of purposes) expect(Object.keys(texts)).toEqual(Object.keys(words))
    }
  })

  it('asks only for purposes that something is collected for', () => {
    expect(asked({})).toEqual(['necessary', 'analytics', 'marketing'])
    expect(asked({ purposes: { marketing: { events: [] } } })).toEqual(['necessary', 'analytics'])
    expect(asked({ purposes: { personalisation: { events: ['search'] } } })).toEqual([
      'necessary',
      'analytics',
      'personalisation',
      'marketing',
    ])
  })

  it('asks for the purpose that visitors are recognised for, even if it covers no event', () => {
    const policy = { purposes: { marketing: { events: [] } }, visitor: { purpose: 'marketing' } }
    expect(asked(policy)).toEqual(['necessary', 'analytics', 'marketing'])
  })

  it('asks for what events of the site’s own need', () => {
    const policy = parsePolicy({ version: 1, banner: {} })
    const loyalty = { ...[...builtIn.values()][0], purpose: 'personalisation', type: 'quiz.ended', family: 'quiz' }
    const taxonomy = new Map([...compileTaxonomy([]), ...builtIn, ['quiz.ended', loyalty as never]])
    expect(bannerSettings(policy, taxonomy)?.purposes.map(({ id }) => id)).toContain('personalisation')
  })

  it('takes the words of the policy before ours, and those of a language for its regions', () => {
    const { words } = settings({
      purposes: { analytics: { texts: { 'de-AT': { title: 'Statistik', text: 'Was Sie ansehen.' } } } },
      banner: { texts: { de: { title: 'Dürfen wir zusehen?' } } },
    })
    expect(words.de).toEqual({ ...ourWords.de, title: 'Dürfen wir zusehen?' })
    expect(words['de-AT']).toEqual(words.de)
    expect(words.en).toEqual(ourWords.en)
  })

  it('shows a purpose of the policy’s own in the languages it is written in, and falls back to the first of them', () => {
    const texts = {
      en: { title: 'Counting', text: 'We count visits.' },
      nl: { title: 'Tellen', text: 'We tellen bezoeken.' },
    }
    const { words, purposes } = settings({ purposes: { analytics: { texts }, marketing: { texts: { de: texts.nl } } } })
    expect(Object.keys(words)).toEqual(['en', 'nl', 'de'])
    const analytics = purposes.find(({ id }) => id === 'analytics')
    expect(analytics?.texts).toEqual({ ...texts, de: texts.en })
  })

  it.each([
    [
      'a word it does not know',
      { texts: { en: { titel: 'x' } } },
      /^banner\.texts\.en: the banner has no word titel\. It has title, /,
    ],
    ['an emptied word', { texts: { de: { reject: ' ' } } }, /^banner\.texts\.de: add reject\.$/],
    [
      'a language that lacks words',
      { texts: { pl: { title: 'Czy możemy?' } } },
      /^banner\.texts\.pl: add text, later, /,
    ],
    ['a link that is no address', { privacyUrl: 'javascript:alert(1)' }, /^banner\.privacyUrl: Write a path/],
  ])('says what is wrong with %s', (_, banner, message) => {
    expect(() => settings({ banner })).toThrow(message)
  })

  it('can be told again, word by word, for whoever has to prove what was shown', () => {
    const shown = shownTexts(settings({ banner: { privacyUrl: '/privacy' } }), 'en')
    expect(shown.banner.split('\n')).toEqual([
      'May we use data about your visit?',
      'With your permission, we use data about your visit for:',
      'Statistics',
      'Marketing',
      'You can change your mind at any time.',
      'Privacy notice',
      'Reject all',
      'Accept all',
      'Let me choose',
    ])
    expect(shown.dialog.split('\n')).toHaveLength(14)
    expect(shown.dialog).toContain('Necessary\nAlways on\nKeeps your privacy choice')
    expect(shownTexts(settings({}), 'en').banner).not.toContain('Privacy notice')
  })
})
