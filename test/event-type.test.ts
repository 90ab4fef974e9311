import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
// Inside the package, so that it finds what the package finds.
const copy = mkdtempSync(join(root, 'packages/protocol/copy-'))
afterAll(() => rmSync(copy, { recursive: true, force: true }))

it('takes one file and one line to add an event type, as CONTRIBUTING.md shows', () => {
  const [, path = '', source = ''] =
    /One file, `packages\/protocol\/src\/(\S+)`:\n\n```ts\n([\s\S]+?)```/.exec(guide) ?? []
  cpSync(join(root, 'packages/protocol/src'), copy, { recursive: true, filter: (file) => !file.includes('.test.') })
  writeFileSync(join(copy, path), source)
  const list = join(copy, 'events/index.ts')
  writeFileSync(
    list,
    readFileSync(list, 'utf8')
      .replace(/^/, "import { weather } from './weather.ts'\n")
      .replace('families = [', 'families = [\n  weather,'),
  )

  const script = `
    import { builtIn, display, eventsJsonSchema, mapStrings } from './index.ts'
    const { data, ...meta } = builtIn.get('weather.warned')
    const parsed = data.parse({ kind: 'storm', note: 'tell jo@example.com', secret: 1 })
    console.log(JSON.stringify({
      purpose: meta.purpose,
      stored: mapStrings(data)(parsed, (text, kind) => kind + ' cleaned'),
      refused: data.safeParse({}).success,
      schema: eventsJsonSchema(builtIn).$defs['weather.warned'].title,
      shown: display(meta.display, parsed),
    }))`
  writeFileSync(join(copy, 'try.ts'), script)
  expect(JSON.parse(execFileSync(process.execPath, [join(copy, 'try.ts')], { encoding: 'utf8' }))).toEqual({
    purpose: 'analytics',
    stored: { kind: 'code cleaned', note: 'text cleaned' },
    refused: false,
    schema: 'Weather warned',
    shown: 'Was warned of code cleaned',
  })
})
