import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Vectors } from './format.ts'
import { policies } from './policies.ts'
import { print } from './print.ts'
import { rows } from './rows.ts'
import { types } from './types.ts'

/** Text of `consent.json`. `node vectors/make.ts` writes it; a test compares it with what is there. */
export const make = (): string => print({ version: 1, types, policies, rows: rows() } satisfies Vectors)

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(join(import.meta.dirname, 'consent.json'), make())
