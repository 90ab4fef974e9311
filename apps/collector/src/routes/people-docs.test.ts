import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { personFrom, personOptions } from '../commands/export.ts'
import { cookie, emailOf, identity, siteCalled, subjectOf } from '../people/testing.ts'
import { type Served, serveRoom } from '../you/testing.ts'

const docs = readFileSync(new URL('../../../../docs/erasure.md', import.meta.url), 'utf8')
const site = siteCalled('shop')
let api: Served
beforeAll(async () => {
  api = await serveRoom([site])
  await api.log.append([identity(site, subjectOf(site, cookie()), { email: emailOf(site, 'maja@shop.example') })])
})
afterAll(() => api.stop())

const requests = [...docs.matchAll(/^POST (\/api\/people\/\S+) +(\{.*\})$/gm)].map(([, path, body]) => ({ path, body }))
const commands = [...docs.matchAll(/^wend (export|erase) ([^#>\n]*)/gm)].map(([line, , options]) => ({ line, options }))

it('has examples', () => {
  expect([requests.length, commands.length]).toEqual([3, 3])
})

it.each(requests)('takes the example $path $body', async ({ path = '', body = '' }) => {
  expect((await api.post(path, JSON.parse(body))).response.status).toBe(200)
})

it.each(commands)('takes the example $line', async ({ options = '' }) => {
  const { values } = parseArgs({
    args: options.trim().split(/\s+/),
    options: { ...personOptions, yes: { type: 'boolean' }, html: { type: 'boolean' } },
  })
  expect(await personFrom(values, 'shop', async () => 'maja@shop.example')).toMatchObject({ site: 'shop' })
})

it('shows a receipt as receipts are', async () => {
  const shown = JSON.parse(/```json\n(.*?)\n```/s.exec(docs)?.[1] ?? '')
  const { text } = await api.post('/api/people/erase', { site: 'shop', email: 'maja@shop.example' })
  const real = JSON.parse(text)
  expect(Object.keys(shown)).toEqual(Object.keys(real))
  expect(shown.places.map(({ name }: { name: string }) => name)).toEqual(
    real.places.map(({ name }: { name: string }) => name),
  )
  expect(shown.total).toBe(shown.places.reduce((sum: number, { removed }: { removed: number }) => sum + removed, 0))
})
