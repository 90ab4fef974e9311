import { z } from 'zod'
import { family } from '../family.ts'
import { count, text } from '../fields.ts'

export const search = family({
  name: 'search',
  label: 'Site search',
  comes: 'Search the site, with `capture.search`.',
  purpose: 'analytics',
  channel: 'web',
  stage: 'consideration',
  sensitivity: 'personal',
  events: {
    performed: {
      label: 'Search performed',
      display: 'Searched for “{term}”',
      /** Without a term where it could have named somebody. */
      data: z.object({ term: text().optional(), results: count().optional() }),
    },
  },
})
