import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { built } from './testing.ts'

const folder = join(import.meta.dirname, '../../dist')
const names = ['consent-mode', 'dnt', 'gpp', 'tcf']
const codeOf = (name: string) => readFileSync(join(folder, `signals/${name}.js`), 'utf8')

describe('the built signals', () => {
  it('are all there, and no others', () => {
    expect(readdirSync(join(folder, 'signals')).sort()).toEqual(names.map((name) => `${name}.js`))
  })

  it.each(names)('%s is one expression that gives the adapter', (name) => {
    expect(built(name)).toMatchObject({ name })
    const adapters = new Function(
      `"use strict"; const adapters = [${codeOf(name)}, ${codeOf(name)}]; return adapters`,
    )()
    expect(adapters).toHaveLength(2)
    expect(adapters[0]).not.toBe(adapters[1])
  })

  it.each(names)('%s can stand in a script, and touches no storage', (name) => {
    expect(codeOf(name)).not.toMatch(
      /<\/script|<!--|cookie|Storage\b|indexedDB|\beval\b|Function\(|innerHTML|createElement|fetch|import/,
    )
  })

  it.each(names)('%s is a module too', async (name) => {
    expect(existsSync(join(folder, `${name}.js`))).toBe(true)
    const adapters = Object.values(await import(join(folder, `${name}.js`)))
    expect(adapters).toContainEqual({ name, watch: expect.any(Function) })
  })
})
