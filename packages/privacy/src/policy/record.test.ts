import { attributeWords, type EventDefinition, fieldWords } from '@wend/protocol'
import { describe, expect, it } from 'vitest'
import { compilePolicy } from './compile.ts'
import type { Document } from './document.ts'
import { collected, fieldsOfType } from './explain.ts'
import { toHtml } from './html.ts'
import { toMarkdown } from './markdown.ts'
import { parsePolicy } from './parse.ts'
import { recordOfProcessing } from './record.ts'
import type { SiteFacts } from './site.ts'
import { declarationLanguages, storageDeclaration } from './storage-declaration.ts'
import { policies, taxonomy } from './testing.ts'

const site: SiteFacts = {
  name: 'shop',
  origins: ['https://shop.example'],
  prefix: '/w',
  query: ['q'],
  undeclared: 'reject',
  days: 30,
}
const cells = (document: Document): string[] =>
  document.flatMap((block) => ('rows' in block ? block.rows.flat() : 'list' in block ? block.list : []))

describe.each(policies)('the record of processing of %s', (_, policy) => {
  const record = recordOfProcessing(policy, taxonomy, site)
  const said = cells(record)

  it('describes every field that is collected, in words', () => {
    for (const definition of collected(policy, taxonomy))
      for (const field of fieldsOfType(compilePolicy(policy, taxonomy), definition))
        expect(said).toContain(fieldWords(definition, field))
    expect(said).not.toContain('not described')
  })

  it('has every part that article 30(1) names', () => {
    const headings = record.flatMap((block) => ('heading' in block ? [block.heading] : []))
    for (const letter of 'abcdefg') expect(headings.filter((one) => one.startsWith(`(${letter})`))).toHaveLength(1)
  })

  it('has every attribute of a stored event, where anything is stored', () => {
    const any = collected(policy, taxonomy).length > 0
    for (const [name, words] of Object.entries(attributeWords))
      expect(said.includes(words), name).toBe(any && name !== 'country')
  })
})

describe('the record of processing', () => {
  const text = (file: object, facts: Partial<SiteFacts> = {}) =>
    toMarkdown(recordOfProcessing(parsePolicy({ version: 1, ...file }), taxonomy, { ...site, ...facts }))

  it('names who is responsible, or that it is missing', () => {
    expect(text({})).toContain('Missing. Add')
    const controller = { name: 'Saltmoor', contact: 'privacy@shop.example', officer: 'dpo@shop.example' }
    expect(text({ controller })).toContain('Controller: Saltmoor, privacy@shop.example')
    expect(text({ controller })).toContain('Data protection officer: dpo@shop.example')
  })

  it('has the months of each class, and the days of the log', () => {
    const said = text({ retention: { default: 13, classes: { form: 3, 'chat.opened': 1 } } })
    expect(said).toContain('13 months; form: 3 months; chat.opened: 1 month')
    expect(said).toContain('after 30 days at the latest')
  })

  it('leaves out fields that the policy leaves out', () => {
    const said = text({ purposes: { analytics: { events: ['page.viewed'], fields: { 'page.viewed': ['url'] } } } })
    expect(said).toContain('| url |')
    expect(said).not.toContain('| title |')
  })

  it('says what undeclared events hold where they are taken', () => {
    expect(text({ undeclared: 'Things we try.' }, { undeclared: 'accept' })).toContain('Things we try.')
  })

  it('claims no anonymity', () => {
    expect(text({})).toContain('pseudonymous, not anonymous')
  })
})

describe('the storage declaration', () => {
  const rows = (file: object, language = 'en') =>
    storageDeclaration(parsePolicy({ version: 1, ...file }), taxonomy, language).flatMap((block) =>
      'rows' in block ? block.rows : [],
    )

  it.each<[string, object, string[], RegExp]>([
    ['asks first', {}, ['__Host-wend', 'wend/…', 'wend_consent'], /only while “Statistics” is agreed to/],
    [
      'asks nobody',
      { preset: 'audience-exempt' },
      ['__Host-wend', 'wend/…', 'wend_consent'],
      /^unless you say no to “Statistics”$/,
    ],
    [
      'asks some',
      { preset: 'us-opt-out' },
      ['__Host-wend', 'wend/…', 'wend_consent'],
      /in some countries only after you agree/,
    ],
    ['recognises nobody', { visitor: false }, ['wend_consent'], /after you say no on the page with your data/],
    ['remembers decisions', { remember: 'cookie', visitor: false }, ['wend_consent'], /after your choice/],
  ])('has what is kept by a policy that %s', (_, file, names, when) => {
    expect(rows(file).map(([name]) => name)).toEqual(names)
    expect(rows(file)[0]?.[3]).toMatch(when)
  })

  it('has no table where nothing is collected', () => {
    expect(rows({ preset: 'off' })).toEqual([])
  })

  it('is in the languages of the policy’s texts', () => {
    const purposes = { analytics: { texts: { de: { title: 'Statistik', text: 'Wir zählen.' } } } }
    expect(declarationLanguages(parsePolicy({ version: 1, purposes }))).toEqual(['en', 'de'])
    expect(rows({ purposes }, 'de')[0]?.join(' ')).toMatch(/Wir zählen\..*13 Monate ab dem ersten Besuch/)
    expect(rows({ visitor: { months: 1 } }, 'en')[0]?.[4]).toBe('1 month from your first visit, not renewed')
  })

  it.each(['en', 'de', 'fr', 'es', 'it', 'nl', 'de-CH'])('is in one language alone: %s', (language) => {
    const said = (other: string) => JSON.stringify(storageDeclaration(parsePolicy({ version: 1 }), taxonomy, other))
    if (!language.startsWith('en')) expect(said(language)).not.toMatch(/This site|We record|months/)
    for (const months of [1, 6]) expect(rows({ visitor: { months } }, language)[0]?.[4]).toContain(String(months))
    expect(said('fi')).toBe(said('en'))
    expect(said('constructor')).toBe(said('en'))
  })

  it('says nothing of ours in place of what the policy says', () => {
    const purposes = { analytics: { texts: { en: { title: 'Numbers', text: 'We count.' } } } }
    expect(rows({ purposes }, 'de')[0]?.join(' ')).toContain('We count.')
    expect(rows({}, 'de')[0]?.join(' ')).not.toContain('We record')
  })
})

describe('a page', () => {
  const hostile = '<script>alert(1)</script>"\'&|`[x](javascript:y)'
  const policy = parsePolicy({
    version: 1,
    controller: { name: hostile, contact: hostile },
    purposes: { analytics: { texts: { en: { title: hostile.slice(0, 80), text: hostile } } } },
  })
  const documents = [recordOfProcessing(policy, taxonomy, site), storageDeclaration(policy, taxonomy)]

  it('has no markup but its own', () => {
    for (const document of documents) {
      const html = toHtml(document)
      expect(html).toContain('&lt;script&gt;')
      const tags = new Set([...html.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag]) => tag))
      const own = 'html head meta title style body main h1 h2 h3 p br ul li table thead tbody tr th td'.split(' ')
      expect([...tags].filter((tag) => !own.includes(tag ?? ''))).toEqual([])
      expect(html).not.toMatch(/\son[a-z]+=|src=|href=|@import|url\(/i)
    }
  })

  it('is valid where cells hold anything: as many as there are columns', () => {
    for (const document of documents)
      for (const line of toMarkdown(document)
        .split('\n')
        .filter((one) => one.startsWith('|'))) {
        const columns = line.replaceAll(/\\./g, '').split('|').length
        expect([4, 5, 6, 8]).toContain(columns)
      }
  })

  it('names its language', () => {
    expect(toHtml(storageDeclaration(policy, taxonomy, 'de'), 'de')).toMatch(/^<!doctype html>\n<html lang="de">/)
  })
})

it('a field without words would stand in the record as what it is', () => {
  const bare = new Map(taxonomy).set('custom.bare', {
    ...(taxonomy.get('custom.sample_ordered') as EventDefinition),
    type: 'custom.bare',
    data: (taxonomy.get('page.left') as EventDefinition).data,
  })
  expect(cells(recordOfProcessing(parsePolicy({ version: 1 }), bare, site))).toContain('not described')
})
