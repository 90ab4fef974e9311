import { z } from 'zod'

const text = z.string()

/** How somebody came to the site once: a page view that no page of the site led to, or a click on an advert. */
export const touch = z.object({
  time: text.meta({ description: 'When, as on the event. RFC 3339.' }),
  event: text.meta({ description: 'Id of the event that says so.' }),
  channel: text.meta({
    description: 'direct, search, social, email, ai, referral, campaign or paid. A click on an advert is paid.',
  }),
  source: text.optional().meta({ description: 'utm_source' }),
  medium: text.optional().meta({ description: 'utm_medium' }),
  name: text.optional().meta({ description: 'utm_campaign' }),
  term: text.optional().meta({ description: 'utm_term' }),
  content: text.optional().meta({ description: 'utm_content' }),
  url: text.optional().meta({ description: 'The page where they came in.' }),
  referrer: text.optional().meta({ description: 'Where they came from.' }),
  network: text.optional().meta({ description: 'The ad network that was paid.' }),
  parameter: text.optional().meta({ description: 'Under which query key the network named the click.' }),
  click: text.optional().meta({ description: 'By what the network names the click.' }),
})

/** First and last touch of somebody, worked out from their stored events and kept nowhere else. */
export const touches = z.object({
  site: text,
  browsers: z.array(text).meta({
    description: 'Pseudonyms of the browsers that were looked at, also those that a link of the site led to.',
  }),
  count: z.int().meta({ description: 'How often they came.' }),
  first: touch.nullable(),
  last: touch.nullable(),
  lastKnown: touch.nullable().meta({ description: 'The last one that was not direct.' }),
})

export type Touch = z.infer<typeof touch>
export type Touches = z.infer<typeof touches>
