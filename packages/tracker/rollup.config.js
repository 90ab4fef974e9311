import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'

/** Where the bundles go; a test builds them a second time elsewhere and compares. */
const out = process.env.WEND_OUT ?? 'dist'

const types = {
  name: 'strip-types',
  transform: (code, id) => (id.endsWith('.ts') ? { code: stripTypeScriptTypes(code), map: null } : null),
}
const shrinkTo = (properties) =>
  terser({
    ecma: 2022,
    module: true,
    compress: { passes: 3, unsafe_arrows: true, unsafe_methods: true },
    mangle: { properties },
  })
const shrink = shrinkTo({ regex: /^_/ })
/** Properties of the core that neither a page, nor the wire, nor a piece beside it ever sees: they are renamed. */
const inner =
  /^_|^(epochs|who|cut|anonymous|schedule|prune|withdraw|leave|wrap|allowed|heard|say|queue|take|keep|look|claim|reason|flies|again|saved|turns|live|recognised|agreed|adopt|left|lose|back|done|save|write|exists|detach|online|stay)$/
const shrinkCore = shrinkTo({ regex: inner, builtins: true })
const plugins = [resolve({ extensions: ['.ts', '.js'] }), types, shrink]
const corePlugins = plugins.with(-1, shrinkCore)
const asIs = { name: 'as-is', load: (id) => readFileSync(id, 'utf8') }

/**
 * Each legal signal twice: as a module for pages that bundle us, and as one expression that gives the adapter, which the
 * collector puts into the settings of the script, so that a page fetches nothing more for it.
 */
const signals = ['tcf', 'gpp', 'consent-mode', 'dnt'].flatMap((name) => {
  const input = `src/consent/${name}.ts`
  const adapter = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())
  const alone = {
    name: 'adapter-alone',
    resolveId: (id) => (id === 'adapter-alone' ? id : null),
    load: (id) =>
      id === 'adapter-alone' ? `export { ${adapter} as default } from '${join(import.meta.dirname, input)}'` : null,
  }
  const expression = {
    name: 'as-expression',
    renderChunk: (code) => ({ code: code.replace(/^var \w+=/, '(').replace(/;\s*$/, ')'), map: null }),
  }
  const kept = terser({
    ecma: 2022,
    compress: { passes: 3, unsafe_arrows: true, unsafe_methods: true },
    mangle: { properties: { regex: /^_/ } },
  })
  return [
    { input, plugins, output: { file: `${out}/${name}.js`, format: 'es' } },
    {
      input: 'adapter-alone',
      plugins: [alone, resolve({ extensions: ['.ts', '.js'] }), types, kept, expression],
      output: { file: `${out}/signals/${name}.js`, format: 'iife', name: 'a' },
    },
  ]
})

/** Each piece as one expression that gives it, which the collector puts into the settings of the script too. */
const pieces = ['always', 'legal', 'memory', 'ask', 'landing', 'refusals', 'region'].map((name) => {
  const alone = {
    name: 'piece-alone',
    resolveId: (id) => (id === 'piece-alone' ? id : null),
    load: (id) => {
      const path = join(import.meta.dirname, `src/pieces/${name}.ts`)
      return id === 'piece-alone'
        ? `export { ${name === 'region' ? 'default' : `${name} as default`} } from '${path}'`
        : null
    },
  }
  const expression = {
    name: 'as-expression',
    renderChunk: (code) => ({ code: code.replace(/^var \w+=/, '(').replace(/;\s*$/, ')'), map: null }),
  }
  const kept = terser({ ecma: 2022, compress: { passes: 3, unsafe_arrows: true, unsafe_methods: true } })
  return {
    input: 'piece-alone',
    plugins: [alone, resolve({ extensions: ['.ts', '.js'] }), types, kept, expression],
    output: { file: `${out}/pieces/${name}.js`, format: 'iife', name: 'a' },
  }
})

export default [
  { input: 'src/script.ts', plugins: corePlugins, output: { file: `${out}/w.js`, format: 'iife', sourcemap: true } },
  {
    input: 'src/index.ts',
    plugins: corePlugins,
    // They lie beside it, as the collector serves them.
    external: (id) => id.startsWith('./parts/'),
    output: {
      file: `${out}/index.js`,
      format: 'es',
      sourcemap: true,
      paths: (id) => id.replace(/^.*\/parts\/(\w+)\.ts$/, './$1.js'),
    },
  },
  ...['identify', 'scrub'].map((part) => ({
    input: `src/parts/${part}.ts`,
    plugins,
    output: { file: `${out}/${part}.js`, format: 'es' },
  })),
  { input: 'src/banner/index.ts', plugins, output: { file: `${out}/banner.js`, format: 'es' } },
  {
    input: 'src/stub.js',
    plugins: [asIs, terser({ ecma: 2015, module: false })],
    output: { file: `${out}/stub.js`, format: 'es' },
  },
  ...pieces,
  ...signals,
  // The decision by itself, as it stands in the core: what the published vectors are run against.
  { input: '@wend/privacy/decide', plugins, output: { file: `${out}/decide.js`, format: 'es' } },
]
