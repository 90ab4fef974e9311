import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { generated, withGenerated } from './docs.ts'

it.each(Object.keys(generated) as (keyof typeof generated)[])(
  '%s says what the schemas say (npm run docs writes it)',
  (path) => {
    expect(readFileSync(join(import.meta.dirname, '..', path), 'utf8')).toBe(withGenerated(path))
  },
)
