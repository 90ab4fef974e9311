import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createShop } from './shop.ts'

const snippet = '<script>"$& $1 $`"</script>'
let folder: string
let dist: URL

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shop-'))
  dist = pathToFileURL(`${folder}/`)
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<head><!--head--></head><div id="root"></div>')
  await writeFile(join(folder, 'assets/index-abc.js'), 'export {}')
})

afterAll(() => rm(folder, { recursive: true }))

test.each(['/app/', '/app/product/mug', '/app/what/ever?q=1'])(
  '%s is the built page with the snippet once',
  async (path) => {
    const answer = await createShop({ snippet, dist }).request(path)
    const body = await answer.text()
    expect(answer.status).toBe(200)
    expect(body.split(snippet)).toHaveLength(2)
    expect(body).toContain('<div id="root">')
    expect(body).not.toContain('<!--head-->')
  },
)

test('built files may be kept for ever, and missing ones are missing', async () => {
  const shop = createShop({ snippet, dist })
  const built = await shop.request('/app/assets/index-abc.js')
  expect(built.headers.get('content-type')).toContain('text/javascript')
  expect(built.headers.get('cache-control')).toContain('immutable')
  expect((await shop.request('/app/assets/index-old.js')).status).toBe(404)
})

test('the address of the live page reaches the script as text', async () => {
  const shop = createShop({ snippet, dist, console: 'http://127.0.0.1/"><b>' })
  const body = await (await shop.request('/app/')).text()
  expect(body).toContain('<meta name="shop-console" content="http://127.0.0.1/&quot;&gt;&lt;b&gt;">')
})

test('without a build the page says which command makes one', async () => {
  const answer = await createShop({ snippet, dist: new URL('none/', dist) }).request('/app/')
  expect(answer.status).toBe(503)
  expect(await answer.text()).toContain('<code>npm start</code>')
})

test('leads /app to /app/', async () => {
  expect((await createShop({ snippet, dist }).request('/app')).headers.get('location')).toBe('/app/')
})
