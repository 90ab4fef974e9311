import { parsePolicy } from '@wend/privacy/policy'
import { builtIn } from '@wend/protocol'
import { describe, expect, it } from 'vitest'
import { languageFor } from './language.ts'

const plain = { rules: parsePolicy({ version: 1 }), taxonomy: builtIn }
const texts = (title: string) => ({ title, text: `${title}.` })
const own = {
  rules: parsePolicy({
    version: 1,
    purposes: {
      necessary: { texts: { en: texts('Needed'), 'pt-BR': texts('Preciso'), de: texts('Nötig') } },
      analytics: { texts: { en: texts('Counting'), de: texts('Zählen') } },
      marketing: { texts: { en: texts('Adverts'), de: texts('Werbung') } },
    },
  }),
  taxonomy: builtIn,
}

describe('the language of the page', () => {
  it.each([
    ['de', 'de'],
    ['de-CH, en;q=0.5', 'de'],
    ['pl, fr;q=0.4, it;q=0.9', 'it'],
    ['en;q=0.1, nl;q=0', 'en'],
    ['pl', 'en'],
    ['', 'en'],
    [undefined, 'en'],
    [';;;,,q=', 'en'],
    [`${'x,'.repeat(10_000)}de`, 'en'],
  ])('for %s is %s', (header, expected) => {
    expect(languageFor(header, plain).name).toBe(expected)
  })

  it('tells purposes in the policy’s own words', () => {
    const { purposes, titleOf } = languageFor('de', own)
    expect(purposes.map(({ title }) => title)).toEqual(['Nötig', 'Zählen', 'Werbung'])
    expect(titleOf('analytics')).toBe('Zählen')
    expect(titleOf('personalisation')).toBe('Personalisierung')
  })

  it('is none in which a policy of its own words says nothing', () => {
    expect(languageFor('fr', own).name).toBe('en')
  })
})
