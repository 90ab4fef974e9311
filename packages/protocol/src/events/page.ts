import { z } from 'zod'
import { family } from '../family.ts'
import { address, count, milliseconds, text } from '../fields.ts'

export const page = family({
  name: 'page',
  label: 'Pages',
  comes:
    'Open a page: views come by themselves. How it was left comes with `capture.engagement`, a missing page with `capture.errors`.',
  purpose: 'analytics',
  channel: 'web',
  stage: 'awareness',
  sensitivity: 'low',
  events: {
    viewed: {
      label: 'Page viewed',
      display: 'Viewed {title|url}',
      data: z.object({
        url: address(),
        title: text(1024).optional(),
        referrer: address().optional(),
        /**
         * How the visitor came to see it: a full load, a navigation inside the page, or back from the bfcache. `consent`: it
         * was there already when they first agreed to be known.
         */
        via: z.enum(['load', 'navigation', 'restored', 'call', 'consent']).optional(),
        /** Of a view with `consent`: where the visitor came in. Its `referrer` is then where they came from. */
        landing: address().optional(),
        language: z
          .string()
          .max(35)
          .regex(
            /^[A-Za-z]{2,8}(-[A-Za-z]{1,8})*(-(\d{3}|\d[A-Za-z0-9]{3}))?(-[A-Za-z]{1,8})*$/,
            'Use a BCP 47 language tag, such as de-CH',
          )
          .optional(),
        width: count().optional(),
      }),
    },
    left: {
      label: 'Page left',
      display: 'Left {url}',
      data: z.object({
        url: address(),
        engaged: milliseconds().optional(),
        /** Deepest point seen, 0 to 100 percent of the page. */
        depth: z.number().min(0).max(100).optional(),
      }),
    },
    not_found: {
      label: 'Page not found',
      display: 'Met a missing page {url}',
      data: z.object({ url: address(), referrer: address().optional() }),
    },
  },
})
