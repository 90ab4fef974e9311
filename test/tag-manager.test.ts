import { describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { permitted, readTemplate, standIn } from './fixtures/tag-manager.ts'

const { code, permissions, parameters, tests } = readTemplate()
const allowed = permitted(permissions)
const { scenarios, setup } = parse(tests) as { scenarios: { name: string; code: string }[]; setup: string }

describe('the Tag Manager template', () => {
  it('keeps to the language of the sandbox', () => {
    expect(code).not.toMatch(/`|\bnew\b|\bthis\b|\bclass\b|\basync\b|\bwindow\b|\bdocument\b|\.\.\.|\?\.|\?\?|\/\^/)
  })

  it('asks for what it uses, and for nothing else', () => {
    const required = [...code.matchAll(/^const (\w+) = require\('(\w+)'\);$/gm)].map(([, name, api]) => [name, api])
    for (const [name = '', api] of required) {
      expect(name).toBe(api)
      expect(code.split(new RegExp(`\\b${name}\\b`)).length, name).toBeGreaterThan(3)
    }
    const { api } = standIn({}, allowed, {})
    expect(required.map(([name]) => name).sort()).toEqual(Object.keys(api).sort())
    for (const [, type] of code.matchAll(/'(\w+_\w+)'/g)) expect(allowed).toContain(`read consent ${type}`)
    expect(allowed.filter((what) => what.includes('consent ') && !what.startsWith('read'))).toEqual([])
  })

  it('uses each of its fields', () => {
    for (const { name } of JSON.parse(parameters)) expect(code).toContain(`data.${name}`)
  })

  it.each(scenarios.map(({ name, code }) => [name, code] as const))('%s', (_, scenario) => {
    const page = {}
    const { api, run } = standIn(page, allowed, {})
    const called = (name: string) => vi.mocked(api[name] as () => unknown).mock.calls
    for (const name in api) api[name] = vi.fn(api[name] as never)
    const data = { gtmOnSuccess: vi.fn(), gtmOnFailure: vi.fn() }
    const given = {
      mock: (name: string, as: unknown) => {
        api[name] = vi.fn((typeof as === 'function' ? as : () => as) as never)
      },
      runCode: (fields: object) => run(code, { ...data, ...fields }),
      assertApi: (name: string) => {
        const calls = () => (name in data ? data[name as keyof typeof data].mock.calls : called(name))
        return {
          wasCalled: () => expect(calls(), name).not.toEqual([]),
          wasNotCalled: () => expect(calls(), name).toEqual([]),
        }
      },
      assertThat: (value: unknown) => ({ isEqualTo: (other: unknown) => expect(value).toEqual(other) }),
    }
    vi.spyOn(console, 'log').mockImplementation(() => {})
    new Function(...Object.keys(given), `${setup}\n${scenario}`)(...Object.values(given))
    expect.hasAssertions()
  })

  it('may inject the script of the collector only', () => {
    const { run } = standIn({}, allowed, {})
    const other = { action: 'start', collector: 'https://other.example/w', site: 'shop' }
    expect(() => run(code, other)).toThrow('may not inject https://other.example/w/w.js?site=shop')
  })
})
