import { expect, test } from 'vitest'
import { bannerFolder, publicFolder, readAsset } from './assets.ts'

test.each([
  [publicFolder, 'base.css'],
  [publicFolder, 'art/mug.svg'],
  [bannerFolder, 'cookieconsent.esm.js'],
  [bannerFolder, 'cookieconsent.css'],
])('%s holds %s', async (folder, name) => {
  expect((await readAsset(folder, name))?.byteLength).toBeGreaterThan(100)
})

test.each([
  '../package.json',
  'art/../../src/shop.css',
  '/etc/passwd',
  '.hidden.css',
  'art',
  'none.css',
  '',
  'a//b.css',
])('refuses %j', async (name) => {
  expect(await readAsset(publicFolder, name)).toBeUndefined()
})
