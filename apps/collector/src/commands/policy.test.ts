import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Outcome, outcomes, parsePolicy, policySchema, presets } from '@wend/privacy/policy'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { z } from 'zod'
import { BadConfig, loadConfig } from '../config/load.ts'
import { explain } from './check.ts'
import { policyCommand } from './policy.ts'
import { signalsFrom } from './policy-signals.ts'

const folder = mkdtempSync(join(tmpdir(), 'wend-policy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, value: unknown): string => {
  writeFileSync(join(folder, name), typeof value === 'string' ? value : stringify(value))
  return join(folder, name)
}
const origins = ['https://shop.example']
const load = () => loadConfig(join(folder, 'wend.yaml'))
const run = (...args: string[]) => policyCommand(args, load)

beforeAll(() => {
  file('wend.yaml', { sites: { shop: { origins, policy: 'policy.yaml' }, blog: { origins, policy: 'blog.yaml' } } })
  file('policy.yaml', { version: 1, controller: { name: 'Saltmoor', contact: 'privacy@shop.example' } })
  file('blog.yaml', { version: 1, preset: 'off' })
})

describe('wend policy', () => {
  it('explains the policy of the first site, or of the one that is named', () => {
    expect(run('explain').text).toMatch(/^What the privacy policy of shop does\n/)
    expect(run('explain', '--site', 'blog').text).toMatch(/preset off/)
    expect(run('explain', '--markdown').text).toMatch(/^# What the privacy policy of shop does\n/)
    expect(run('explain', '--html').text).toMatch(/^<!doctype html>/)
  })

  it('gives the explanation to programs as what decide says', () => {
    const said = JSON.parse(run('explain', '--json').text) as Outcome[]
    expect(said).toEqual(
      JSON.parse(
        JSON.stringify(
          outcomes(
            parsePolicy(
              parse(stringify({ version: 1, controller: { name: 'Saltmoor', contact: 'privacy@shop.example' } })),
            ),
            load().taxonomies.get('shop') ?? new Map(),
          ),
        ),
      ),
    )
    const granted = said.find(({ region, state }) => region === 'default' && state === 'accepted-all')
    expect(granted).toMatchObject({
      device: [
        { name: '__Host-wend', kind: 'cookie', months: 13, httpOnly: true },
        { name: 'wend/…', kind: 'database', days: 7 },
      ],
      requests: 'identified',
      identity: true,
    })
    const refused = said.find(({ region, state }) => region === 'unknown' && state === 'refused')
    expect(refused).toMatchObject({ device: [], requests: 'none', identity: false })
  })

  it('says what becomes of one visitor', () => {
    const { text } = run('dry-run', '--gpc', '--granted', 'marketing', '--type', 'ad.clicked')
    expect(text).toContain('ad.clicked is dropped: Global Privacy Control is on')
    expect(JSON.parse(run('dry-run', '--json', '--type', 'ad.clicked').text)).toEqual({
      'ad.clicked': { verb: 'hold', purpose: 'marketing', reason: 'default' },
    })
  })

  it('compares files, and ends with 1 when more is collected under the same version', () => {
    const old = join(folder, 'policy.yaml')
    const wide = file('wide.yaml', { version: 1, preset: 'us-opt-out' })
    expect(run('diff', old, wide).code).toBe(1)
    expect(run('diff', old, file('raised.yaml', { version: 2, preset: 'us-opt-out' })).code).toBe(0)
    expect(run('diff', old)).toMatchObject({ code: 0, text: expect.stringContaining('Nothing changes') })
  })

  it('makes the papers', () => {
    expect(run('record').text).toContain('Controller: Saltmoor')
    expect(run('record', '--html').text).toContain('<html lang="en">')
    expect(run('storage').text).toContain('\\_\\_Host-wend')
    expect(run('storage', '--language', 'de', '--html').text).toContain('<html lang="de">')
  })

  it('writes a schema that takes what we take', () => {
    const schema = z.fromJSONSchema(JSON.parse(run('schema').text))
    expect(JSON.parse(run('schema').text)).toEqual(policySchema())
    for (const name of Object.keys(presets)) expect(schema.safeParse({ version: 1, preset: name }).success).toBe(true)
    for (const bad of [{}, { version: '1' }, { version: 1, preset: 'none' }, { version: 1, colour: 'red' }])
      expect(schema.safeParse(bad).success).toBe(false)
  })

  it.each(Object.keys(presets) as (keyof typeof presets)[])('begins a file that says what %s says', (preset) => {
    const { text } = run('init', '--preset', preset)
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/policy\.schema\.json\n/)
    expect(parsePolicy(parse(text))).toEqual(parsePolicy({ version: 1, preset }))
    // Every key that is shown as a comment says the same when the # is taken away.
    const open = text.replace(
      /^# (?=(regions|signals|identify|visitor|remember|askAgain|banner|onWithdrawal|retention): )/gm,
      '',
    )
    expect(Object.keys(parse(open))).toHaveLength(Object.keys(parse(text)).length + 9)
    expect(parsePolicy(parse(open))).toEqual(parsePolicy({ version: 1, preset }))
  })

  it('hands over where its text is to be written', () => {
    expect(run('schema', '--out', 'policy.schema.json').out).toBe('policy.schema.json')
    expect(run('schema').out).toBeUndefined()
  })

  it.each<[string, string[], RegExp]>([
    ['no command', [], /^wend policy explain/],
    ['another command', ['erase'], /^There is no command “policy erase”/],
    [
      'another site',
      ['explain', '--site', 'nowhere'],
      /^There is no site “nowhere” in the configuration\. It has shop, blog\.$/,
    ],
    ['a site that every object has', ['explain', '--site', 'constructor'], /^There is no site/],
    [
      'a file that is not there',
      ['explain', '--file', 'none.yaml'],
      /^none\.yaml cannot be read\. Create it with “wend policy init”/,
    ],
    ['no old policy', ['diff'], /^Name the old policy file/],
    ['another preset', ['init', '--preset', 'soft'], /^--preset: name one of strict-opt-in/],
    ['a type that nobody declares', ['dry-run', '--type', 'page.eaten'], /^--type: nobody declares page\.eaten/],
    ['a region in small letters', ['dry-run', '--region', 'de'], /^--region: use a country/],
    ['a purpose that is none', ['dry-run', '--granted', 'all'], /^--granted: name analytics/],
    ['necessary', ['dry-run', '--denied', 'necessary'], /^--denied: name analytics/],
    ['yes and no at once', ['dry-run', '--granted', 'analytics', '--denied', 'analytics'], /both name analytics/],
    ['half an answer', ['dry-run', '--tcf', 'analytics'], /^--tcf: write purposes with their answers/],
    ['a framework that is none', ['dry-run', '--pending', 'cmp'], /^--pending: name tcf, gpp, consent-mode/],
    [
      'a framework that answers and does not',
      ['dry-run', '--tcf', 'analytics=yes', '--failed', 'tcf'],
      /only one of the two/,
    ],
  ])('says in a sentence what is wrong with %s', (_, args, message) => {
    expect(() => run(...args)).toThrow(BadConfig)
    expect(() => run(...args)).toThrow(message)
  })

  it('names every mistake of a policy file with the file', () => {
    const path = file('bad.yaml', { version: 0, colour: 'red' })
    expect(() => run('explain', '--file', path)).toThrow(/bad\.yaml: version: .*\n.*bad\.yaml: /)
    const foreign = file('foreign.yaml', { version: 1, purposes: { analytics: { events: ['weather'] } } })
    expect(() => run('explain', '--file', foreign)).toThrow(/nobody declares weather/)
    expect(() => run('explain', '--file', file('broken.yaml', 'version: [1'))).toThrow(/broken\.yaml is not YAML/)
  })
})

it('reads every option of a visitor', () => {
  expect(
    signalsFrom({
      region: 'US-CA',
      gpc: true,
      granted: 'analytics',
      denied: 'marketing,personalisation',
      tcf: 'analytics=yes,marketing=no',
      pending: 'gpp',
      failed: 'consent-mode',
    }),
  ).toEqual({
    region: 'US-CA',
    gpc: true,
    legal: { tcf: { says: { analytics: true, marketing: false } }, gpp: 'pending', 'consent-mode': 'failed' },
    choice: { says: { analytics: true, marketing: false, personalisation: false } },
  })
  expect(signalsFrom({})).toEqual({})
})

describe('wend check', () => {
  const check = (site: object, files: Record<string, unknown> = {}) => {
    for (const [name, value] of Object.entries(files)) file(name, value)
    return explain(loadConfig(file('check.yaml', { sites: { shop: { origins, ...site } } })))
  }
  const events = { tour: { label: 'Tour', display: 'x', data: { guide: { type: 'text' } } } }

  it('says what the policy of a site means', () => {
    const said = check({ policy: 'policy.yaml' })
    expect(said).toContain('Its policy 1.')
    expect(said).toContain('Asked first (opt-in)')
    expect(said).toContain('the cookie __Host-wend for 13 months')
    expect(said).toContain('wend policy explain --site shop')
    expect(check({ policy: 'blog.yaml' })).toContain('It collects nothing.')
  })

  it.each<[string, object, Record<string, unknown>, RegExp]>([
    [
      'a field that nobody describes',
      { events: 'events.yaml' },
      { 'events.yaml': { events } },
      /^Site shop: custom\.tour: nobody says what its field guide holds/,
    ],
    [
      'undeclared events that nobody describes',
      { undeclared: 'accept' },
      {},
      /^Site shop: Undeclared custom events are accepted/,
    ],
    [
      'a retention class that nobody declares',
      { policy: 'class.yaml' },
      { 'class.yaml': { version: 1, retention: { default: 25, classes: { weather: 1 } } } },
      /class\.yaml: retention\.classes: nobody declares weather/,
    ],
  ])('fails on %s', (_, site, files, message) => {
    expect(() => check(site, files)).toThrow(BadConfig)
    expect(() => check(site, files)).toThrow(message)
  })

  it.each<[string, object, Record<string, unknown>]>([
    [
      'is described',
      { events: 'events.yaml' },
      {
        'events.yaml': {
          events: { tour: { ...events.tour, data: { guide: { type: 'text', description: 'Who led the tour' } } } },
        },
      },
    ],
    [
      'is described as a whole',
      { undeclared: 'accept', policy: 'open.yaml' },
      { 'open.yaml': { version: 1, undeclared: 'What we try out.' } },
    ],
  ])('is content when it %s', (_, site, files) => {
    expect(check(site, files)).toContain('Site shop takes events')
  })
})
