import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
let folder = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wend-package-'))
  const env = { ...process.env, npm_config_loglevel: 'error' }
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: join(root, 'packages/tracker'),
    env,
  })
  const packed = JSON.parse(stdout)
  const { filename } = Array.isArray(packed) ? packed[0] : (Object.values(packed)[0] as { filename: string })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }')
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, filename)], { cwd: folder, env })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('is imported on a server, from the package as npm would publish it, and does nothing there', async () => {
  writeFileSync(
    join(folder, 'server.js'),
    `import { init } from '@wend/tracker'
     const wend = init({ site: 'shop', endpoint: 'https://shop.example/w' })
     wend.track('product.viewed', { product: { id: 'mug' } })
     wend.consent({ analytics: true })
     wend.identify({ email: 'jo@example.com' })
     await wend.flush()
     wend.stop()
     console.log('quiet')`,
  )
  expect((await run(process.execPath, ['server.js'], { cwd: folder })).stdout).toBe('quiet\n')
})

it('has types that say what it takes', async () => {
  writeFileSync(
    join(folder, 'page.ts'),
    `import { init, type Wend } from '@wend/tracker'
     const wend: Wend = init({ site: 'shop', endpoint: '/w', linger: 1000 })
     wend.track('sample ordered', { pieces: 2, nested: { yes: true } })
     // @ts-expect-error an event's data is JSON
     wend.track('sample ordered', { when: () => 1 })
     // @ts-expect-error there is no such identifier
     wend.identify({ passport: 'C01X00T47' })
     // @ts-expect-error a tracker needs its site
     init({ endpoint: '/w' })`,
  )
  const options = [
    '--noEmit',
    '--strict',
    '--exactOptionalPropertyTypes',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--lib',
    'es2022,dom',
    'page.ts',
  ]
  await expect(run(join(root, 'node_modules/.bin/tsc'), options, { cwd: folder })).resolves.toMatchObject({
    stdout: '',
  })
})

it('has bindings that need their framework only, and tells bundlers what to leave alone', async () => {
  const { readFileSync, symlinkSync } = await import('node:fs')
  for (const name of ['react', 'vue'])
    symlinkSync(join(root, 'packages/tracker/node_modules', name), join(folder, 'node_modules', name))
  writeFileSync(
    join(folder, 'bindings.js'),
    `import * as react from '@wend/tracker/react'
     import * as vue from '@wend/tracker/vue'
     console.log(Object.keys(react).join(), Object.keys(vue).join())`,
  )
  const { stdout } = await run(process.execPath, ['bindings.js'], { cwd: folder })
  expect(stdout).toBe('WendProvider,useWend useWend,wend\n')
  const read = (file: string) => readFileSync(join(folder, 'node_modules/@wend/tracker/dist', file), 'utf8')
  expect(read('react.js')).toMatch(/^'use client'/)
  for (const mark of ['@vite-ignore', 'webpackIgnore: true', 'turbopackIgnore: true'])
    expect(read('index.js')).toContain(`/* ${mark} */`)
})

it('is built to the same bytes each time, without a dependency', async () => {
  const { readFileSync } = await import('node:fs')
  const tracker = join(root, 'packages/tracker')
  // As deep as the real one: a source map names its sources by their way from it.
  const built = mkdtempSync(join(tracker, 'built-'))
  const env = {
    ...process.env,
    NODE_NO_WARNINGS: '1',
    WEND_OUT: built,
    PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
  }
  await run(join(tracker, 'node_modules/.bin/rollup'), ['--config', '--silent'], { cwd: tracker, env })
  for (const file of ['w.js', 'w.js.map', 'index.js', 'stub.js'])
    expect(readFileSync(join(built, file), 'utf8') === readFileSync(join(tracker, 'dist', file), 'utf8'), file).toBe(
      true,
    )
  expect(JSON.parse(readFileSync(join(tracker, 'package.json'), 'utf8')).dependencies).toBeUndefined()
  rmSync(built, { recursive: true })
})
