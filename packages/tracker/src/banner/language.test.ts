import { expect, it } from 'vitest'
import { directionOf, pickLanguage } from './language.ts'

it.each<[what: string, there: string[], wanted: string[], picked: string]>([
  ['the language of the page', ['en', 'de'], ['de', 'en'], 'de'],
  ['the language for its region', ['en', 'de'], ['de-AT'], 'de'],
  ['the region before the language', ['de', 'de-AT'], ['de-AT'], 'de-AT'],
  ['the language before another of its regions', ['de-AT', 'de'], ['de-CH'], 'de'],
  ['another region of the language', ['en', 'pt-BR'], ['pt-PT', 'en'], 'pt-BR'],
  ['a language however it is written', ['en', 'pt-BR'], ['PT_br'], 'pt-BR'],
  ['no language for another that begins like it', ['en', 'fi'], ['fil'], 'en'],
  ['the language of the browser where that of the page is not there', ['en', 'fr'], ['pl', 'fr-CA', 'en'], 'fr'],
  ['the language of the browser where the page names none', ['en', 'nl'], ['', 'nl'], 'nl'],
  ['the first where none is there', ['it', 'en'], ['', 'ja'], 'it'],
])('picks %s', (_, there, wanted, picked) => {
  expect(pickLanguage(there, wanted)).toBe(picked)
})

it('knows which way a language is written', () => {
  expect(['ar', 'ar-EG', 'he', 'fa'].map(directionOf)).toEqual(['rtl', 'rtl', 'rtl', 'rtl'])
  expect(['en', 'arn', 'fr-CA', 'de'].map(directionOf)).toEqual(['ltr', 'ltr', 'ltr', 'ltr'])
})
