import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'

/** Where the bundles go; a test builds them a second time elsewhere and compares. */
const out = process.env.WEND_OUT ?? 'dist'

const types = {
  name: 'strip-types',
  transform: (code, id) => (id.endsWith('.ts') ? { code: stripTypeScriptTypes(code), map: null } : null),
}
const shrink = terser({
  ecma: 2022,
  module: true,
  compress: { passes: 3, unsafe_arrows: true, unsafe_methods: true },
  mangle: { properties: { regex: /^_/ } },
})
const plugins = [resolve({ extensions: ['.ts', '.js'] }), types, shrink]
const asIs = { name: 'as-is', load: (id) => readFileSync(id, 'utf8') }

export default [
  { input: 'src/script.ts', plugins, output: { file: `${out}/w.js`, format: 'iife', sourcemap: true } },
  { input: 'src/index.ts', plugins, output: { file: `${out}/index.js`, format: 'es', sourcemap: true } },
  {
    input: 'src/stub.js',
    plugins: [asIs, terser({ ecma: 2015, module: false })],
    output: { file: `${out}/stub.js`, format: 'es' },
  },
]
