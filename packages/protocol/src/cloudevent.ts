import { z } from 'zod'

const attribute = z.string()

/**
 * A stored event as it leaves: a CloudEvent 1.0 in structured JSON. Everything but `data` is flat, and every name has
 * lower-case letters only, as the specification asks of extension attributes.
 */
export const cloudEvent = z.object({
  specversion: z.literal('1.0'),
  id: attribute.meta({ description: 'UUID from where the event happened. `source` and `id` together are unique.' }),
  source: attribute.meta({ description: '`/sites/{site}`' }),
  type: attribute,
  time: attribute.meta({ description: 'When it happened, the sender’s clock corrected by ours. RFC 3339.' }),
  subject: attribute
    .optional()
    .meta({ description: 'Pseudonym of the visitor, `{key id}.{HMAC}`. Absent without consent to be recognised.' }),
  datacontenttype: z.literal('application/json'),
  sequence: attribute.meta({ description: 'Place in the log, 16 digits. Grows; use it as the cursor.' }),
  recordedtime: attribute.meta({ description: 'When the collector received it. RFC 3339.' }),
  batch: attribute.meta({ description: 'Names the request it came in.' }),
  tab: attribute.optional().meta({ description: 'One page life in one browser tab.' }),
  view: attribute.optional().meta({ description: 'The page view it belongs to.' }),
  number: z.int().optional().meta({ description: 'Order within the tab, from 0. A gap is a loss.' }),
  granted: attribute.meta({ description: 'Purposes the visitor had agreed to, comma separated.' }),
  consentsource: attribute.optional().meta({ description: 'Who reported that consent.' }),
  policy: attribute.optional().meta({ description: 'The policy that allowed it: version and hash.' }),
  basis: z.enum(['consent', 'opt-out', 'necessary', 'anonymous', 'declared']).optional().meta({
    description:
      'Why it was kept: the visitor agreed; nobody has to be asked there; it is necessary; it says nothing of who; or a backend declared the consent.',
  }),
  receipt: attribute.optional().meta({ description: 'The record of the consent ledger that it rests on.' }),
  held: z.int().optional().meta({ description: 'Milliseconds it waited in the browser’s memory for consent.' }),
  device: attribute.optional().meta({ description: 'desktop, mobile, tablet, tv or bot' }),
  browser: attribute.optional().meta({ description: 'Family and major version.' }),
  os: attribute.optional().meta({ description: 'Family of the operating system.' }),
  country: attribute.optional().meta({ description: 'ISO 3166-1 alpha-2, from the configured header only.' }),
  botscore: z.int().optional().meta({ description: '0 to 100. Bots are marked, not dropped.' }),
  botreason: attribute.optional(),
  trafficchannel: attribute.optional().meta({
    description:
      'How the visitor came: direct, internal, search, social, email, ai, referral, campaign, paid. On page views.',
  }),
  campaignsource: attribute.optional(),
  campaignmedium: attribute.optional(),
  campaignname: attribute.optional(),
  campaignterm: attribute.optional(),
  campaigncontent: attribute.optional(),
  data: z.record(z.string(), z.unknown()),
})

export type CloudEvent = z.infer<typeof cloudEvent>
