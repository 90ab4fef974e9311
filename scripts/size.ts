import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { eachMapping, TraceMap } from '@jridgewell/trace-mapping'
import { captureModule, settings } from '../apps/collector/src/tracker.ts'
import { captured } from '../packages/protocol/src/captured.ts'
import { defaults } from '../packages/tracker/src/defaults.ts'

/** `npm run size`: what each bundle weighs, which part of the core weighs what, and an exit code of 1 over the budget. */
const folder = join(import.meta.dirname, '../packages/tracker')
const budget: Record<string, number> = JSON.parse(readFileSync(join(folder, 'budget.json'), 'utf8'))
/** What every page loads, what the collector adds to a site's script by its policy, and what comes only when it is needed. */
const groups: Record<string, Record<string, string>> = {
  'every page': { core: 'w.js', always: 'pieces/always.js', stub: 'stub.js' },
  'added by policy': Object.fromEntries([
    ...['legal', 'memory', 'ask', 'landing', 'refusals', 'region', 'regime'].map((name) => [name, `pieces/${name}.js`]),
    ...['tcf', 'gpp', 'consent-mode', 'dnt'].map((name) => [name, `signals/${name}.js`]),
  ]),
  'captured, where a site asks for it': Object.fromEntries([
    ['capture', 'pieces/capture.js'],
    ['arrival', 'pieces/arrival.js'],
    ...['guards', 'shared', 'vitals-attribution', ...Object.keys(captured)].map((name) => [name, `capture/${name}.js`]),
    ...['talk', 'intercom', 'zendesk', 'zendesk-classic', 'livechat', 'crisp', 'hubspot', 'tawk', 'chatwoot'].map(
      (name) => [`chat/${name}`, `chat/${name}.js`],
    ),
    ...['freshchat', 'olark', 'weigh', 'quote'].map((name) => [`chat/${name}`, `chat/${name}.js`]),
  ]),
  'loaded when needed': { identify: 'identify.js', scrub: 'scrub.js', banner: 'banner.js' },
}

const read = (file: string) => readFileSync(join(folder, 'dist', file), 'utf8')
const weighed = (text: string) => ({
  minified: text.length,
  gzip: gzipSync(text, { level: 9 }).length,
  brotli: brotliCompressSync(text).length,
})
const weigh = (file: string) => weighed(read(file))

/** Minified bytes of the core by source file, read off its source map. */
function parts(): [source: string, bytes: number][] {
  const lines = readFileSync(join(folder, 'dist/w.js'), 'utf8').split('\n')
  const mappings: { line: number; column: number; source: string }[] = []
  eachMapping(
    new TraceMap(readFileSync(join(folder, 'dist/w.js.map'), 'utf8')),
    ({ generatedLine, generatedColumn, source }) =>
      mappings.push({ line: generatedLine, column: generatedColumn, source: source ?? '' }),
  )
  const bytes = new Map<string, number>()
  for (const [index, { line, column, source }] of mappings.entries()) {
    const next = mappings[index + 1]
    const end = next?.line === line ? next.column : (lines[line - 1]?.length ?? column)
    const name = source.replace(/^.*\/(?=(tracker|privacy|protocol)\/)/, '').replace(/^\.\.\/(src\/)/, 'tracker/$1')
    bytes.set(name, (bytes.get(name) ?? 0) + end - column)
  }
  return [...bytes].sort(([, a], [, b]) => b - a)
}

const bundles = Object.entries(groups).flatMap(([group, files]) =>
  Object.entries(files).map(([name, file]) => ({ group, name, ...weigh(file) })),
)
const sum = (key: 'minified' | 'gzip' | 'brotli') =>
  bundles.filter(({ group }) => group === 'every page').reduce((total, bundle) => total + bundle[key], 0)
const total = { minified: sum('minified'), gzip: sum('gzip'), brotli: sum('brotli') }
const site = {
  name: 'shop',
  query: new Set(defaults.query),
  policy: defaults.policy,
  rules: { banner: false as const, chat: undefined },
  origins: [],
}
/** What a site with the default policy really gets: the core with its settings and the pieces that everybody has, in one file. */
const script = (asked: { capture: Record<string, boolean>; domains: string[] }) =>
  weighed(read('w.js').replace('__WEND_SETTINGS__', () => settings({ ...site, ...asked }, read)))
const served = script({ capture: {}, domains: [] })
/** The same site with every part of capture, and the one module that these make. */
const all = {
  capture: Object.fromEntries(Object.keys(captured).map((name) => [name, true])),
  domains: ['shop.example'],
}
const everything = script(all).gzip + weighed(captureModule({ ...site, ...all }, read)).gzip
const over = bundles.filter(({ name, gzip }) => gzip > (budget[name] ?? 0))

if (process.argv.includes('--json'))
  console.log(
    JSON.stringify({
      bundles,
      total,
      served,
      everything,
      budget,
      module: weigh('index.js'),
      parts: Object.fromEntries(parts()),
    }),
  )
else {
  const row = (name: string, { minified, gzip, brotli }: typeof total, note = '') =>
    console.log(
      `${name.padEnd(22)}${[minified, gzip, brotli].map((bytes) => String(bytes).padStart(10)).join('')}   ${note}`,
    )
  console.log(`${'bytes'.padEnd(22)}  minified      gzip    brotli`)
  for (const group in groups) {
    console.log(group)
    for (const bundle of bundles)
      if (bundle.group === group) row(`  ${bundle.name}`, bundle, `budget ${budget[bundle.name]} gzip`)
    if (group === 'every page') {
      row('  total', total)
      row('  as served', served, 'to a site with the default policy')
      row('  npm module', weigh('index.js'), 'instead of these and of what policies add')
    }
  }
  console.log(`\nthe script and every part of capture, as served: ${everything} bytes gzipped`)
  const shares = parts()
  const whole = shares.reduce((bytes, [, part]) => bytes + part, 0)
  console.log('\nshare of the core, minified')
  for (const [source, part] of shares)
    console.log(`${String(part).padStart(8)}  ${((100 * part) / whole).toFixed(1).padStart(5)} %  ${source}`)
}
for (const { name, gzip } of over)
  console.error(`${name} is ${gzip} bytes gzipped, over its budget of ${budget[name]} in packages/tracker/budget.json.`)
process.exitCode = over.length ? 1 : 0
