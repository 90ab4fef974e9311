import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLog } from '@wend/storage/log'
import { afterAll, describe, expect, it } from 'vitest'
import { explain } from '../commands/check.ts'
import { BadConfig, defaultPath, type Environment, loadConfig } from './load.ts'

const folder = mkdtempSync(join(tmpdir(), 'wend-config-'))
afterAll(() => rmSync(folder, { recursive: true }))
let count = 0
/** Writes a file of its own and gives its path. */
const file = (text: string): string => {
  const path = join(folder, `${count++}.yaml`)
  writeFileSync(path, text)
  return path
}
const sites = 'sites:\n  shop:\n    origins: [https://shop.example]\n'
const load = (text: string, environment: Environment = {}) => loadConfig(file(text), environment)
const messageOf = (text: string, environment: Environment = {}): string => {
  try {
    load(text, environment)
  } catch (error) {
    if (error instanceof BadConfig) return error.message
    throw error
  }
  return 'It was taken.'
}

describe('a configuration', () => {
  it('needs a site with an origin and nothing else', () => {
    const config = load(sites)
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      prefix: '/w',
      data: join(folder, 'data'),
      log: `sqlite:${join(folder, 'data')}/log.db`,
      level: 'info',
      retention: { events: 30 * 86_400_000, size: 10 * 2 ** 30, ids: 90 * 86_400_000 },
      sites: { shop: { origins: ['https://shop.example'], query: [], undeclared: 'reject' } },
    })
    expect(config.taxonomies.get('shop')?.has('page.viewed')).toBe(true)
  })

  it('takes everything it knows', () => {
    writeFileSync(join(folder, 'own.yaml'), 'events: { sample_ordered: { label: Sample ordered, display: Ordered } }')
    const config = load(`host: 0.0.0.0
port: 0
publicUrl: https://shop.example
prefix: /a/b-c
data: /var/lib/wend
log: sqlite:./logs/{data}.db
level: warn
retention: { events: 7d, size: 500MB, ids: 36h }
sites:
  shop:
    origins: [https://shop.example, 'https://*.shop.example', 'http://localhost:*', 'http://127.0.0.1:8080']
    query: [q]
    events: own.yaml
    undeclared: accept
    countryHeader: CF-IPCountry
`)
    expect(config.retention).toEqual({ events: 7 * 86_400_000, size: 500 * 2 ** 20, ids: 36 * 3_600_000 })
    expect(config.sites.shop?.countryHeader).toBe('cf-ipcountry')
    expect(config.taxonomies.get('shop')?.get('custom.sample_ordered')?.label).toBe('Sample ordered')
  })

  it.each<[string, Environment, object]>([
    ['PORT', { PORT: '4001' }, { port: 4001 }],
    ['WEND_PORT before PORT', { PORT: '4001', WEND_PORT: '4002' }, { port: 4002 }],
    ['WEND_HOST', { WEND_HOST: '::1' }, { host: '::1' }],
    ['WEND_PUBLIC_URL', { WEND_PUBLIC_URL: 'https://a.example' }, { publicUrl: 'https://a.example' }],
    ['WEND_PREFIX', { WEND_PREFIX: '/t' }, { prefix: '/t' }],
    ['WEND_DATA', { WEND_DATA: '/tmp/d' }, { data: '/tmp/d', log: 'sqlite:/tmp/d/log.db' }],
    ['WEND_DATA from where the command runs', { WEND_DATA: 'd' }, { data: join(process.cwd(), 'd') }],
    ['WEND_LOG', { WEND_LOG: 'sqlite:/tmp/l.db' }, { log: 'sqlite:/tmp/l.db' }],
    ['WEND_LEVEL', { WEND_LEVEL: 'silent' }, { level: 'silent' }],
    ['nothing that is empty', { PORT: '', WEND_DATA: '', WEND_PREFIX: '' }, { port: 4000, prefix: '/w' }],
    ['nothing else', { WEND_SITES: '{}', DATA: '/tmp/d' }, { data: join(folder, 'data') }],
  ])('is overridden by %s', (_, environment, expected) => {
    expect(load(sites, environment)).toMatchObject(expected)
  })

  it.each(['plain', 'a b', 'a#b', 'a?b', '50%', 'ü', '$&', 'a%20b'])(
    'keeps its log in a folder named %s',
    async (name) => {
      const data = join(folder, name)
      mkdirSync(data)
      const config = load(sites, { WEND_DATA: data })
      const log = await openLog(config.log)
      await log.close()
      expect(readdirSync(data)).toContain('log.db')
    },
  )

  it('takes domains that origins name or cover', () => {
    const site =
      "sites:\n  shop:\n    origins: [https://shop.example, 'https://*.a.example:8443']\n    domains: [shop.example, b.a.example]\n"
    expect(load(site).sites.shop?.domains).toEqual(['shop.example', 'b.a.example'])
  })

  it.each<[string, string, string, Environment?]>([
    ['an unknown key', `${sites}colour: blue`, '{file}: the file: Unrecognized key: "colour".'],
    ['no sites', 'port: 1', '{file}: sites: '],
    ['an empty file', '', '{file}: sites: '],
    ['empty sites', 'sites: {}', '{file}: sites: Name at least one site.'],
    ['a list', '- a', '{file} should hold keys and values, such as “sites:”.'],
    ['text', 'hello', '{file} should hold keys and values, such as “sites:”.'],
    ['no YAML', 'a: [', '{file} is not YAML: '],
    ['tabs', 'a:\n\tb: 1', '{file} is not YAML: '],
    ['a port of text', `${sites}port: high`, '{file}: port: Invalid input: expected number'],
    ['a port of nothing', `${sites}port:`, '{file}: port: Invalid input: expected number'],
    ['a port of true', `${sites}port: true`, '{file}: port: Invalid input: expected number'],
    ['half a port', `${sites}port: 80.5`, '{file}: port: Invalid input: expected int'],
    ['a negative port', `${sites}port: -1`, '{file}: port: Too small'],
    ['a large port', `${sites}port: 65536`, '{file}: port: Too big'],
    ['PORT of text', sites, 'PORT: port: Invalid input: expected number', { PORT: 'http' }],
    ['PORT too large', sites, 'PORT: port: Too big', { PORT: '65536' }],
    ['WEND_LEVEL of nothing known', sites, 'WEND_LEVEL: level: Invalid option', { WEND_LEVEL: 'loud' }],
    ['WEND_PUBLIC_URL of no address', sites, 'WEND_PUBLIC_URL: publicUrl: Invalid URL', { WEND_PUBLIC_URL: 'shop' }],
    [
      'a prefix without its slash',
      `${sites}prefix: w`,
      '{file}: prefix: Begin with / and end without one, such as /w.',
    ],
    ['a prefix that ends in one', `${sites}prefix: /w/`, '{file}: prefix: Begin with /'],
    ['a bare prefix', `${sites}prefix: /`, '{file}: prefix: Begin with /'],
    ['a prefix of the API', `${sites}prefix: /api`, '{file}: prefix: '],
    ['a prefix of the console', `${sites}prefix: /console`, '{file}: prefix: '],
    [
      'a duration of words',
      `${sites}retention: { events: a month }`,
      '{file}: retention.events: Write a number and s, m, h or d, such as 30d.',
    ],
    ['a size of bytes', `${sites}retention: { size: 5 }`, '{file}: retention.size: '],
    ['an unknown kind of retention', `${sites}retention: { bodies: 1d }`, '{file}: retention: Unrecognized key'],
    ['a site in capitals', 'sites: { Shop: { origins: [https://a.example] } }', '{file}: sites.Shop: '],
    ['a site without origins', 'sites: { shop: {} }', '{file}: sites.shop.origins: '],
    ['a site with no origins', 'sites: { shop: { origins: [] } }', '{file}: sites.shop.origins: '],
    [
      'an origin with a path',
      'sites: { shop: { origins: [https://a.example/] } }',
      '{file}: sites.shop.origins.0: Write a scheme and a host',
    ],
    ['an origin of everything', 'sites: { shop: { origins: ["*"] } }', '{file}: sites.shop.origins.0: '],
    ['an origin without a scheme', 'sites: { shop: { origins: [a.example] } }', '{file}: sites.shop.origins.0: '],
    [
      'a domain with a scheme',
      `${sites}    domains: [https://shop.example, a.example]`,
      '{file}: sites.shop.domains.0: ',
    ],
    ['a domain alone', `${sites}    domains: [shop.example]`, '{file}: sites.shop.domains: Name at least two'],
    [
      'a domain that no origin covers',
      `${sites}    domains: [shop.example, a.shop.example]`,
      '{file}: sites.shop.domains: Name only hosts that stand in “origins” too.',
    ],
    [
      'a click among the query keys',
      `${sites}    query: [tab, gclid]`,
      '{file}: sites.shop.query.1: This names a click',
    ],
    ['an unknown key of a site', `${sites}    ip: yes`, '{file}: sites.shop: Unrecognized key: "ip".'],
    ['a file of events that is not there', `${sites}    events: none.yaml`, 'none.yaml cannot be read.'],
    [
      'a file of events that is wrong',
      `${sites}    events: ${file('events: { Sample: { label: a, display: b } }')}`,
      '.yaml: events.Sample: ',
    ],
    [
      'events that need no consent',
      `${sites}    events: ${file('events: { a: { label: a, display: b, purpose: necessary } }')}`,
      '.yaml: events.a.purpose: ',
    ],
  ])('is refused with a sentence that names the place: %s', (_, text, expected, environment) => {
    const message = messageOf(text, environment)
    const path = join(folder, `${count - 1}.yaml`)
    expect(message).toContain(expected.replace('{file}', path))
    expect(message).toMatch(/\.$/)
  })

  it('is told every mistake at once', () => {
    expect(messageOf('port: x\nprefix: y\nsites: {}').split('\n')).toHaveLength(3)
  })

  it('is looked for where WEND_CONFIG says, else where the command runs', () => {
    expect(defaultPath({ WEND_CONFIG: '/a.yaml' })).toBe('/a.yaml')
    expect(defaultPath({})).toBe(join(process.cwd(), 'wend.yaml'))
    expect(() => loadConfig('/nowhere/wend.yaml')).toThrow(
      '/nowhere/wend.yaml cannot be read. Create it, or name another file.',
    )
  })
})

it('a configuration is explained in sentences', () => {
  const own = file('events: { sample_ordered: { label: Sample ordered, display: Ordered } }')
  const config = load(`retention: { events: 1d, size: 500MB, ids: 12h }
data: /d
sites:
  shop:
    origins: [https://shop.example, 'http://localhost:*']
    query: [q, sort]
    events: ${own}
    countryHeader: CF-IPCountry
  blog:
    origins: [https://blog.example]
    undeclared: accept
    policy: ${file('{ version: 1, undeclared: Votes under an article. }')}
`)
  const lines = explain(config).split('\n')
  expect(lines.filter((line) => /^ +(Its policy|On the device)/.test(line))).toHaveLength(4)
  expect(lines.join('\n')).toContain('The log forgets after 1 day')
  const told = [
    'The collector listens on 127.0.0.1:4000; browsers find the script and send events under /w.',
    'Events are kept in sqlite:/d/log.db for 1 day or until the log reaches 500 MB; their ids are remembered for 1 day.',
    'Site shop takes events from pages of https://shop.example, http://localhost:*.',
    '  In page addresses it keeps the utm_ query keys and q, sort, and no others.',
    '  It declares custom.sample_ordered; undeclared custom events are rejected.',
    "  The visitor's country comes from the header cf-ipcountry.",
    'Site blog takes events from pages of https://blog.example.',
    '  In page addresses it keeps the utm_ query keys, and no others.',
    '  It declares no custom events; undeclared custom events are stored as well.',
    "  The visitor's country is not known.",
  ]
  expect(lines.filter((line) => told.includes(line))).toEqual(told)
})
