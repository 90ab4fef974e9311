import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'

/** Where the bundles go; a test builds them a second time elsewhere and compares. */
const out = process.env.WEND_OUT ?? 'dist'

const types = {
  name: 'strip-types',
  // One word for all that is declared repeats better. Types keep their places, so that the source map stays right.
  transform: (code, id) =>
    id.endsWith('.ts')
      ? { code: stripTypeScriptTypes(code).replace(/\bconst (?=[\w$[{])/g, 'let   '), map: null }
      : null,
}
/**
 * Properties that neither a page, nor the wire, nor the device ever sees. The core and the pieces that the collector puts
 * beside it are built apart, so each has the same short name in all of them. No two of the letters stand for anything else.
 */
const inner = (
  'saved state epoch epochs epochOf answers choice gate lacks busy verb recognised decide take mark done prune sync ' +
  'others leave left lose save schedule withdraw online wrap replied say queue turns claim look weigh regime proof changed ' +
  'follow release hookHistory raw ready anonymous api act enter read write exists detach lock gather settle ' +
  'gathered told report methods quietly'
).split(' ')
const letters = [...'etroaicdslufpmhgbkwxzjABCDEFGHIJKLMNOPQRSTUVWXYZ$_']
const shrinkTo = (names, options, compress) => {
  const props = Object.fromEntries(
    names.map((name, index) => [`$${name}`, letters[index] ?? `t${letters[index - letters.length]}`]),
  )
  return terser({
    ecma: 2022,
    compress: { passes: 6, unsafe_arrows: true, unsafe_methods: true, pure_getters: true, ...compress },
    mangle: { properties: { regex: new RegExp(`^(${['_.+', ...names].join('|')})$`), builtins: true } },
    ...(names[0] && { nameCache: { props: { props } } }),
    ...options,
  })
}
const shrink = shrinkTo([], { module: true })
const plugins = [resolve({ extensions: ['.ts', '.js'] }), types, shrink]
// Each bundle has its own: what it keeps in mind of one would be wrong in another. The core compares nothing with NaN.
const corePlugins = (options) =>
  plugins.with(-1, shrinkTo(inner, { module: true, ...options }, { lhs_constants: false, unsafe_comps: true }))
/** Chromium compiles all functions of such a script while it comes, on another thread: nearly all of them run at once. */
const eager = { format: { preamble: '//# allFunctionsCalledOnLoad' } }
const asIs = { name: 'as-is', load: (id) => readFileSync(id, 'utf8') }

/** One export of a file as an expression that gives it, or all of them (`*`) as an object. */
const expressionOf = (source, exported, file, shrunk) => {
  const alone = {
    name: 'piece-alone',
    resolveId: (id) => (id === 'piece-alone' ? id : null),
    load: (id) =>
      id === 'piece-alone'
        ? `export ${exported === '*' ? '*' : `{ ${exported} as default }`} from '${join(import.meta.dirname, source)}'`
        : null,
  }
  const expression = {
    name: 'as-expression',
    renderChunk: (code) => ({
      code: code
        .replace(/^var \w+=/, '(')
        .replace('"use strict";', '')
        .replace(/;\s*$/, ')'),
      map: null,
    }),
  }
  return {
    input: 'piece-alone',
    plugins: [alone, resolve({ extensions: ['.ts', '.js'] }), types, shrunk, expression],
    output: { file: `${out}/${file}`, format: 'iife', name: 'a' },
  }
}

/**
 * Each legal signal twice: as a module for pages that bundle us, and as one expression that gives the adapter, which the
 * collector puts into the settings of the script, so that a page fetches nothing more for it.
 */
const signals = ['tcf', 'gpp', 'consent-mode', 'dnt'].flatMap((name) => {
  const input = `src/consent/${name}.ts`
  const adapter = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())
  return [
    { input, plugins, output: { file: `${out}/${name}.js`, format: 'es' } },
    expressionOf(input, adapter, `signals/${name}.js`, shrinkTo([])),
  ]
})

/** Each piece, which the collector puts into the settings of the script too. */
const pieces = [
  'always',
  'legal',
  'memory',
  'ask',
  'landing',
  'refusals',
  'region',
  'regime',
  'capture',
  'arrival',
].map((name) =>
  expressionOf(`src/pieces/${name}.ts`, name === 'region' ? 'default' : name, `pieces/${name}.js`, shrinkTo(inner)),
)

/** Each part of capture, of which the collector makes one module for a site. */
const captured = {
  links: 'links',
  campaigns: 'campaigns',
  engagement: 'engagement',
  clicks: 'clicks',
  errors: 'errors',
  search: 'search',
  forms: 'forms',
  vitals: 'vitals',
  'vitals-attribution': 'vitals-attribution',
  commerce: 'commerce',
  chat: 'chat/chat',
  frustration: 'frustration/frustration',
}
/** What several parts need comes once with them, and is called `shared` there. */
const common = ['page', 'selector'].map((name) => join(import.meta.dirname, `src/capture/${name}.ts`))
const capture = Object.entries(captured).map(([name, path]) => {
  const part = expressionOf(`src/capture/${path}.ts`, 'default', `capture/${name}.js`, shrinkTo([]))
  return { ...part, external: common, output: { ...part.output, globals: () => 'shared' } }
})
capture.push(expressionOf('src/capture/shared.ts', '*', 'capture/shared.js', shrinkTo([])))

/**
 * Adapters to chat widgets, what they have in common, and what a policy may let be made of messages: modules beside the script,
 * for pages that have such a widget.
 */
const chats = [
  ...[
    'talk',
    'intercom',
    'zendesk',
    'zendesk-classic',
    'livechat',
    'crisp',
    'hubspot',
    'tawk',
    'chatwoot',
    'freshchat',
  ],
  ...['olark', 'weigh', 'quote'],
].map((name) => ({
  input: `src/capture/chat/${name}.ts`,
  plugins,
  output: { file: `${out}/chat/${name}.js`, format: 'es' },
}))

/** Beside the module, which they share with what else of a site imports it. */
const bindings = ['react', 'vue'].map((name) => ({
  input: `src/bindings/${name}.ts`,
  plugins: plugins.slice(0, -1),
  external: (id) => id === name || id.endsWith('../index.ts'),
  output: {
    file: `${out}/${name}.js`,
    format: 'es',
    paths: (id) => (id === name ? id : './index.js'),
    // Servers that render React components leave those to the browser that need a page.
    banner: name === 'react' ? "'use client'" : '',
  },
}))

export default [
  {
    input: 'src/script.ts',
    plugins: corePlugins(eager), // The collector names the map in a header.
    output: { file: `${out}/w.js`, format: 'iife', sourcemap: 'hidden' },
  },
  {
    input: 'src/index.ts',
    plugins: corePlugins({ format: { comments: /Ignore: true|@vite-ignore/ } }),
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
  ...bindings,
  { input: 'src/banner/index.ts', plugins, output: { file: `${out}/banner.js`, format: 'es' } },
  {
    input: 'src/stub.js',
    plugins: [asIs, terser({ ecma: 2015, module: false })],
    output: { file: `${out}/stub.js`, format: 'es' },
  },
  ...pieces,
  {
    input: 'src/capture/guards.js',
    // Its names are what the parts see.
    plugins: [asIs, terser({ ecma: 2022, module: false })],
    treeshake: false,
    output: { file: `${out}/capture/guards.js`, format: 'es' },
  },
  ...capture,
  ...chats,
  ...signals,
  // The decision by itself, as it stands in the core: what the published vectors are run against.
  { input: '@wend/privacy/decide', plugins, output: { file: `${out}/decide.js`, format: 'es' } },
]
