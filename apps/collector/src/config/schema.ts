import { clickKeys } from '@wend/protocol'
import { z } from 'zod'

const duration = z
  .string()
  .regex(/^\d+(s|m|h|d)$/, 'Write a number and s, m, h or d, such as 30d')
  .transform(
    (text) =>
      Number.parseInt(text, 10) *
      { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[text.slice(-1) as 's' | 'm' | 'h' | 'd'],
  )
const size = z
  .string()
  .regex(/^\d+(KB|MB|GB)$/, 'Write a number and KB, MB or GB, such as 10GB')
  .transform(
    (text) =>
      Number.parseInt(text, 10) * { KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30 }[text.slice(-2) as 'KB' | 'MB' | 'GB'],
  )
const origin = z
  .string()
  .regex(
    /^https?:\/\/(\*\.)?[a-z0-9.-]+(:(\d{1,5}|\*))?$/,
    'Write a scheme and a host without a path, such as https://shop.example or http://localhost:*',
  )
const network = z.union(
  [z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()],
  'Write an address or a network, such as 10.0.0.0/8 or fd00::/8',
)
const siteName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'Use lower-case letters, digits and -')

/** Addresses that the collector answers itself, and those that every client would resolve to others. */
const taken = /^\/(api|console|healthz|readyz|metrics)(\/|$)|\/\.{1,2}(\/|$)/

const host = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, 'Write a host alone, such as shop.example')

/** Whether pages of this host are among these origins. */
const isOf = (origins: readonly string[], host: string): boolean =>
  origins.some((origin) => [host, host.replace(/^[^.]+/, '*')].includes(origin.replace(/^https?:\/\/|:[^/]*$/g, '')))

/** A part of capture: on, off, or on with settings of its own. */
const part = (what: string) =>
  z
    .union([z.boolean(), z.record(z.string(), z.json())])
    .default(false)
    .describe(what)

export const site = z.strictObject({
  origins: z
    .array(origin)
    .min(1)
    .describe(
      'Origins whose pages may send events. `https://*.shop.example` covers one level of subdomains, `http://localhost:*` every port.',
    ),
  domains: z
    .array(host)
    .refine((domains) => domains.length !== 1, 'Name at least two: links lead from one to another')
    .default([])
    .describe(
      'Hosts of the site between which a link takes the visitor along, with consent on both sides. See docs/capture.md.',
    ),
  query: z
    .array(
      z
        .string()
        .max(64)
        .refine(
          (key) => !Object.hasOwn(clickKeys, key),
          'This names a click at an ad network and is kept in no address. Leave it out, and say “campaigns: true” under “capture”',
        ),
    )
    .default([])
    .describe(
      'Query keys kept in page addresses besides the utm_ ones. All others are cut off before anything is stored.',
    ),
  events: z
    .string()
    .optional()
    .describe('File with the site’s own event types, from this file’s folder. See docs/events.md.'),
  policy: z
    .string()
    .optional()
    .describe(
      'The policy file of the site, from this file’s folder. See docs/privacy.md. Without one the preset strict-opt-in holds.',
    ),
  capture: z
    .strictObject({
      engagement: part('How long each view was in use, and how far down it was seen.'),
      campaigns: part('Which click on an advert led to the site, where marketing is agreed to.'),
      clicks: part(
        'Links to elsewhere, downloads, declared elements, and that a phone number or an address was copied.',
      ),
      errors: part('Script errors and what could not be loaded, without anybody’s data.'),
      search: part('What was searched for on the site. `parameters` names the query keys.'),
      forms: part('How forms are filled in, by the names of their fields. Never a value.'),
      vitals: part('Core Web Vitals. With `attribution: true` also what they are due to.'),
      commerce: part('Products, cart and orders, from markup or an existing `dataLayer`.'),
      chat: part('What happens in a chat widget that the site has. No word of it, unless the policy asks for that.'),
      frustration: part('Signs that a visitor is stuck, with their evidence. Each threshold can be set.'),
    })
    .prefault({})
    .describe(
      'What the tracker reports by itself, where the policy covers it: `true`, `false`, or settings. See docs/capture.md.',
    ),
  undeclared: z
    .enum(['reject', 'accept'])
    .default('reject')
    .describe('What becomes of custom events that no file declares.'),
  countryHeader: z
    .string()
    .toLowerCase()
    .optional()
    .describe(
      'Request header in which your proxy names the visitor’s country (ISO 3166-1 alpha-2). Without it no country is known: Wend looks up no address. Your proxy has to overwrite what a visitor sends under this name.',
    ),
  regionHeader: z
    .string()
    .toLowerCase()
    .optional()
    .describe(
      'The same for its subdivision (ISO 3166-2, `US-CA` or `CA`), for policies that tell regions of a country apart.',
    ),
  phoneRegion: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Use a country such as DE')
    .optional()
    .describe('Country of phone numbers that backends send without one (ISO 3166-1 alpha-2).'),
})

const siteWithDomains = site.refine(({ domains, origins }) => domains.every((domain) => isOf(origins, domain)), {
  path: ['domains'],
  message: 'Name only hosts that stand in “origins” too',
})

export const config = z.strictObject({
  host: z
    .string()
    .default('127.0.0.1')
    .describe('Address to listen on. On any but loopback, your own secrets are required.'),
  port: z.int().min(0).max(65_535).default(4000).describe('Port to listen on; 0 takes a free one.'),
  publicUrl: z
    .url()
    .optional()
    .describe('Where browsers reach the collector, for the snippet. By default http://localhost and the port.'),
  prefix: z
    .string()
    .regex(/^(\/[A-Za-z0-9._-]+)+$/, 'Begin with / and end without one, such as /w')
    .refine((prefix) => !taken.test(prefix), 'Choose another: /api, /console, /healthz, /readyz and /metrics are taken')
    .default('/w')
    .describe('Path under which browsers find the script and send events.'),
  data: z.string().default('./data').describe('Folder for the log, the consent ledger and generated secrets.'),
  log: z
    .string()
    .default('sqlite:{data}/log.db')
    .describe('Where events are kept. `{data}` stands for the data folder.'),
  tombstones: z
    .string()
    .default('{data}/tombstones.jsonl')
    .describe(
      'File that keeps erased people from coming back. It has to outlive every restored backup: never put an older one in its place.',
    ),
  reserve: size
    .optional()
    .describe(
      'How much of the disk stays free. With less, events are answered with 503 while reading and erasing go on. By default the smaller of 256MB and a tenth of the disk.',
    ),
  drain: duration
    .prefault('1s')
    .describe('How long /readyz says no before a collector that is told to stop takes no more connections.'),
  level: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('How much is said on standard error.'),
  retention: z
    .strictObject({
      events: duration.prefault('30d').describe('How long events stay in the log.'),
      size: size.prefault('10GB').describe('How large the log may grow before the oldest events leave it.'),
      ids: duration
        .prefault('90d')
        .describe('How long an event id is remembered, so that a repeated event is stored once.'),
    })
    .prefault({})
    .describe('When events leave the log. What a consumer has yet to read stays.'),
  failed: z
    .strictObject({
      age: duration
        .prefault('30d')
        .describe('How long a rejected event is kept for trying again, where the policy does not say less.'),
      size: size
        .prefault('100MB')
        .describe('How much of them is kept; the oldest go first. They never take room from the log.'),
    })
    .prefault({})
    .describe('Rejected events, kept apart from the log. See docs/failed-events.md.'),
  limits: z
    .strictObject({
      perAddress: z
        .number()
        .positive()
        .default(100)
        .describe('Requests a second that one address may make, an IPv6 network of 64 bits counting as one.'),
      burst: z.int().min(1).default(500).describe('How many of them it may make at once after a quiet time.'),
      eventsPerSecond: z
        .number()
        .positive()
        .optional()
        .describe('Events a second that each site may send. Without it no site has a budget.'),
      inFlight: z
        .int()
        .min(1)
        .default(64)
        .describe(
          'Requests with events that are worked on at once. Under overload the site with the most of them waits first.',
        ),
    })
    .prefault({})
    .describe('How much is taken. What is over it is answered with 429 or 503 and a Retry-After.'),
  proxies: z
    .array(network)
    .default(['127.0.0.0/8', '::1/128'])
    .describe(
      'Networks of your own proxies, whose X-Forwarded-For says which address a request came from. A proxy on the same machine is known without it.',
    ),
  sites: z
    .record(siteName, siteWithDomains)
    .refine((sites) => Object.keys(sites).length > 0, 'Name at least one site')
    .describe('The sites that events are collected for, by their public names.'),
})

export type Config = z.infer<typeof config>
