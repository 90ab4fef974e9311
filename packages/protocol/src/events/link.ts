import { z } from 'zod'
import { family } from '../family.ts'
import { address, text } from '../fields.ts'

export const link = family({
  name: 'link',
  label: 'Links',
  comes:
    'Follow a link to elsewhere, a download, or a link to an e-mail address or a phone number, with `capture.clicks`.',
  purpose: 'analytics',
  channel: 'web',
  stage: 'consideration',
  sensitivity: 'low',
  events: {
    clicked: {
      label: 'Link clicked',
      display: 'Followed a link {text|url|kind}',
      data: z.object({
        kind: z.enum(['internal', 'outbound', 'download', 'mailto', 'tel']),
        /** Never the address of a mailto or tel link. */
        url: address().optional(),
        text: text().optional(),
        selector: text().optional(),
      }),
    },
  },
})
