import { answer, decided, decision, envelope, event, failure, linked, linking } from './batch.ts'
import { cloudEvent } from './cloudevent.ts'
import { errorCodes } from './codes.ts'
import { discarded, failedEvent, failedPage, replayed, whichFailed } from './failed.ts'
import { toJsonSchema } from './json-schema.ts'
import { limits } from './limits.ts'
import { batchReport, familySummary, siteSummary } from './live.ts'
import { qualityReport } from './quality.ts'
import { touches } from './touches.ts'

type Json = Record<string, unknown>

const json = (schema: unknown): Json => ({ 'application/json': { schema } })
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })
const ok = (description: string, content: Json): Json => ({ description, content })
const plain = (type: string): Json => ({ [type]: { schema: { type: 'string' } } })

/** What any address may answer. */
const everywhere = ['invalid_request', 'method_not_allowed', 'headers_too_large', 'internal'] as const

const failures = (...codes: (keyof typeof errorCodes)[]): Json => {
  const byStatus = Map.groupBy([...codes, ...everywhere], (code) => errorCodes[code])
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      String(status),
      {
        description: list.join(', '),
        ...((status === 429 || status === 503) && {
          headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'seconds' } },
        }),
        content: json(ref('Failure')),
      },
    ]),
  )
}

const query = (name: string, description: string, schema: Json): Json => ({ name, in: 'query', description, schema })
const bearer = [{ token: [] }]
const site = query('site', 'Public name of the site; may be left out where there is one site only.', { type: 'string' })

const page = ['unknown_site', 'log_unavailable', 'ledger_unavailable'] as const
const people = [
  'invalid_json',
  'invalid_envelope',
  'unauthorized',
  'unknown_site',
  'body_too_large',
  'log_unavailable',
  'ledger_unavailable',
] as const
const text = { type: 'string' }
const list = (items: Json): Json => ({ type: 'array', items })
const object = (properties: Json, required: readonly string[] = Object.keys(properties)): Json => ({
  type: 'object',
  properties,
  required,
})

/** What is asked and answered about one person. The code that makes these stands in the collector. */
const personSchemas = {
  Whom: {
    ...object(
      Object.fromEntries(
        ['site', 'visitor', 'email', 'phone', 'customer', 'account', 'chat', 'device', 'subject', 'reason'].map(
          (key) => [key, text],
        ),
      ),
      ['site'],
    ),
    description: 'The site, and exactly one of the ways to name a person.',
  },
  Person: object({
    site: text,
    at: text,
    by: text,
    browsers: list(object({ subject: text, link: text })),
    events: list(ref('CloudEvent')),
    failed: list(ref('FailedEvent')),
    consents: list({ type: 'object' }),
  }),
  ErasureReceipt: object({
    id: text,
    site: text,
    at: text,
    by: text,
    reason: text,
    subjects: { type: 'integer' },
    places: list(
      object({ name: text, removed: { type: 'integer' }, kept: { type: 'integer' }, why: text }, ['name', 'removed']),
    ),
    total: { type: 'integer' },
    signature: text,
  }),
}

/** OpenAPI 3.1 of a collector whose public routes stand under `prefix`, such as `/w`, with the names of the tracker’s parts. */
export function openApi(prefix: string, parts: readonly string[] = []): Json {
  const events = {
    ...toJsonSchema(envelope),
    properties: {
      ...(toJsonSchema(envelope).properties as Json),
      events: { type: 'array', minItems: 1, maxItems: limits.batchEvents, items: ref('Event') },
    },
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Wend collector', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    paths: {
      [`${prefix}/e`]: {
        post: {
          summary: 'Store a batch of events. The answer comes after the accepted ones are durable.',
          description: `JSON as text/plain or application/json; gzip allowed, with or without the Content-Encoding header. At most ${limits.batchEvents} events and ${limits.wireBytes} bytes, ${limits.inflatedBytes} inflated, ${limits.eventBytes} an event.`,
          requestBody: {
            required: true,
            content: { 'text/plain': { schema: ref('Batch') }, 'application/json': { schema: ref('Batch') } },
          },
          responses: {
            200: ok('One verdict for each event that was not accepted.', json(ref('Answer'))),
            ...failures(
              'invalid_json',
              'json_too_deep',
              'too_many_requests',
              'overloaded',
              'storage_low',
              'invalid_envelope',
              'invalid_gzip',
              'unsupported_version',
              'unauthorized',
              'origin_not_allowed',
              'unknown_site',
              'request_timeout',
              'body_too_large',
              'unsupported_media_type',
              'unsupported_encoding',
              'log_unavailable',
              'ledger_unavailable',
            ),
          },
        },
      },
      [`${prefix}/c`]: {
        post: {
          summary: 'Store a visitor’s decision by itself. The answer comes after it is in the consent ledger.',
          description:
            'The visitor is whom the first-party cookie names. `granted: []` withdraws: the visitor’s id is dead for ever, and unless the policy says otherwise everything of theirs is erased.',
          requestBody: {
            required: true,
            content: { 'text/plain': { schema: ref('Decision') }, 'application/json': { schema: ref('Decision') } },
          },
          responses: {
            200: ok('What is agreed to now.', json(ref('Decided'))),
            ...failures(
              'invalid_json',
              'json_too_deep',
              'too_many_requests',
              'overloaded',
              'invalid_envelope',
              'unsupported_version',
              'unauthorized',
              'origin_not_allowed',
              'receipt_not_yours',
              'unknown_site',
              'request_timeout',
              'body_too_large',
              'ledger_unavailable',
            ),
          },
        },
      },
      [`${prefix}/l`]: {
        post: {
          summary: 'A token for a link to another domain of the site, good for two minutes and once.',
          description: 'For whom the first-party cookie names, from the page that asks to the origin in the body.',
          requestBody: {
            required: true,
            content: { 'text/plain': { schema: ref('Linking') }, 'application/json': { schema: ref('Linking') } },
          },
          responses: {
            200: ok('The token; none for a visitor who has not agreed to be recognised.', json(ref('Linked'))),
            ...failures(
              'invalid_json',
              'json_too_deep',
              'too_many_requests',
              'overloaded',
              'invalid_envelope',
              'unauthorized',
              'origin_not_allowed',
              'unknown_site',
              'request_timeout',
              'body_too_large',
            ),
          },
        },
      },
      [`${prefix}/w.js`]: {
        get: {
          summary: 'The tracker with the settings of a site.',
          parameters: [site],
          responses: { 200: ok('JavaScript', plain('text/javascript')), ...failures('unknown_site') },
        },
      },
      ...Object.fromEntries(
        parts.map((part) => [
          `${prefix}/${part}.js`,
          {
            get: {
              summary: 'A part of the tracker that it loads when it is needed.',
              parameters: [site],
              responses: { 200: ok('JavaScript', plain('text/javascript')), ...failures('unknown_site') },
            },
          },
        ]),
      ),
      [`${prefix}/w.js.map`]: {
        get: {
          summary: 'Source map of the tracker.',
          responses: { 200: ok('Source map', json({})), ...failures('not_found') },
        },
      },
      [`${prefix}/p.gif`]: {
        get: {
          summary: 'Store one event from where no script runs, such as an e-mail.',
          parameters: [
            site,
            query('type', 'Event type.', { type: 'string' }),
            query('granted', 'Purposes the person agreed to, comma separated.', { type: 'string' }),
            query('id', 'UUID; makes a repeated request count once.', { type: 'string' }),
            query('data.{field}', 'Text field of the data.', { type: 'string' }),
          ],
          responses: {
            200: ok('A transparent pixel.', plain('image/gif')),
            ...failures(
              'invalid_query',
              'unknown_site',
              'too_many_requests',
              'overloaded',
              'storage_low',
              'log_unavailable',
            ),
          },
        },
      },
      [`${prefix}/you`]: {
        get: {
          summary: 'The page on which visitors see, take, change and erase what is held about their browser.',
          description: 'Whose data it shows is said by the first-party cookie alone.',
          parameters: [site],
          responses: { 200: ok('A page', plain('text/html')), ...failures(...page) },
        },
      },
      ...Object.fromEntries(
        (['json', 'html'] as const).map((form) => [
          `${prefix}/you/data.${form}`,
          {
            get: {
              summary: 'Everything that is held about this browser, to take away.',
              parameters: [site],
              responses: {
                200: ok('A file', form === 'json' ? json(ref('Person')) : plain('text/html')),
                ...failures(...page),
              },
            },
          },
        ]),
      ),
      [`${prefix}/you/consent`]: {
        post: {
          summary: 'Change or withdraw consent, from the form on that page only.',
          parameters: [site],
          responses: { 200: ok('The page again', plain('text/html')), ...failures(...page, 'body_too_large') },
        },
      },
      [`${prefix}/you/erase`]: {
        get: {
          summary: 'Asks once more before everything is erased.',
          parameters: [site],
          responses: { 200: ok('A page', plain('text/html')), ...failures(...page) },
        },
        post: {
          summary: 'Erase everything that is held about this browser, from the form on that page only.',
          parameters: [site],
          responses: { 200: ok('What was removed', plain('text/html')), ...failures(...page, 'body_too_large') },
        },
      },
      '/api/people/export': {
        post: {
          summary: 'Everything that is held of somebody, as JSON, or with ?format=html to read.',
          security: bearer,
          parameters: [query('format', 'html for people.', { type: 'string', enum: ['json', 'html'] })],
          requestBody: { required: true, content: json(ref('Whom')) },
          responses: { 200: ok('What is held', json(ref('Person'))), ...failures(...people) },
        },
      },
      '/api/people/touches': {
        post: {
          summary: 'How somebody came first and last, as far back as their events are kept.',
          security: bearer,
          requestBody: { required: true, content: json(ref('Whom')) },
          responses: { 200: ok('First and last touch', json(ref('Touches'))), ...failures(...people) },
        },
      },
      '/api/people/erase': {
        post: {
          summary: 'Remove somebody for good. The answer comes when no byte of theirs is left in the files.',
          security: bearer,
          requestBody: { required: true, content: json(ref('Whom')) },
          responses: { 200: ok('A signed receipt', json(ref('ErasureReceipt'))), ...failures(...people) },
        },
      },
      '/api/events': {
        get: {
          summary: 'Read stored events in order: JSON, NDJSON, or a live stream (SSE), by the Accept header.',
          security: bearer,
          parameters: [
            query('after', 'Sequence of the last event you have; 0 for the beginning, latest for what comes next.', {
              type: 'string',
              default: '0',
            }),
            query('limit', 'Events in one answer.', { type: 'integer', minimum: 1, maximum: 1000, default: 100 }),
            query('site', 'Only events of this site.', { type: 'string' }),
          ],
          responses: {
            200: {
              description: 'Events after the cursor, oldest first.',
              content: {
                ...json({
                  type: 'object',
                  properties: {
                    events: { type: 'array', items: ref('CloudEvent') },
                    next: { type: 'string', description: 'Cursor for the next call.' },
                  },
                }),
                'application/x-ndjson': { schema: ref('CloudEvent') },
                'text/event-stream': { schema: ref('CloudEvent') },
              },
            },
            ...failures('invalid_query', 'unauthorized', 'cursor_expired', 'log_unavailable'),
          },
        },
      },
      '/api/failed': {
        get: {
          summary:
            'Rejected events, cleaned of what names a person, oldest first, and how many there are of each kind.',
          security: bearer,
          parameters: [
            query('site', 'Only of this site.', text),
            query('code', 'Only with this reason.', text),
            query('type', 'Only of this event type; empty for those whose type could not be read.', text),
            query('q', 'Words that all have to stand in it.', text),
            query('after', 'Id of the last one you have; 0 for the beginning.', { type: 'string', default: '0' }),
            query('limit', 'Events in one answer.', { type: 'integer', minimum: 1, maximum: 1000, default: 100 }),
          ],
          responses: {
            200: ok('Failed events', json(toJsonSchema(failedPage))),
            ...failures('invalid_query', 'unauthorized', 'log_unavailable'),
          },
        },
      },
      '/api/failed/{id}': {
        get: {
          summary: 'One rejected event.',
          security: bearer,
          parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
          responses: {
            200: ok('A failed event', json(ref('FailedEvent'))),
            ...failures('unauthorized', 'not_found', 'log_unavailable'),
          },
        },
      },
      '/api/failed/replay': {
        post: {
          summary:
            'Try rejected events again, with the taxonomy and the policy of today. At most 1,000; go on from next.',
          security: bearer,
          requestBody: { required: true, content: json(ref('WhichFailed')) },
          responses: {
            200: ok('One verdict for each', json(toJsonSchema(replayed))),
            ...failures('invalid_json', 'invalid_envelope', 'unauthorized', 'body_too_large', 'log_unavailable'),
          },
        },
      },
      '/api/failed/discard': {
        post: {
          summary: 'Remove rejected events for good. At most 1,000; go on from next.',
          security: bearer,
          requestBody: { required: true, content: json(ref('WhichFailed')) },
          responses: {
            200: ok('How many', json(toJsonSchema(discarded))),
            ...failures('invalid_json', 'invalid_envelope', 'unauthorized', 'body_too_large', 'log_unavailable'),
          },
        },
      },
      '/api/live': {
        get: {
          summary: 'What became of each batch, live (SSE). From memory: the last 100, then new ones.',
          security: bearer,
          responses: {
            200: ok('Batch reports', { 'text/event-stream': { schema: ref('BatchReport') } }),
            ...failures('unauthorized'),
          },
        },
      },
      '/api/quality': {
        get: {
          summary: 'What was lost, late, repeated or out of order, by day and browser.',
          security: bearer,
          parameters: [
            query('site', 'Only this site.', text),
            query('from', 'First UTC day, as 2026-11-22; six days before the last one when left out.', text),
            query('to', 'Last UTC day; today when left out.', text),
          ],
          responses: {
            200: ok('Counts', json(ref('Quality'))),
            ...failures('invalid_query', 'unauthorized', 'unknown_site'),
          },
        },
      },
      '/api/sites': {
        get: {
          summary: 'The sites and the snippet to paste into each.',
          security: bearer,
          responses: {
            200: ok('Sites', json({ type: 'object', properties: { sites: { type: 'array', items: ref('Site') } } })),
            ...failures('unauthorized'),
          },
        },
      },
      '/api/families': {
        get: {
          summary: 'The families of event types that the sites know, with their words for people.',
          security: bearer,
          responses: {
            200: ok('Families', json(object({ families: list(ref('Family')) }))),
            ...failures('unauthorized'),
          },
        },
      },
      '/api/policy': {
        get: {
          summary: 'The policy of a site, as it was written and as it decides.',
          security: bearer,
          parameters: [site, query('id', 'One that was in force before, as events and receipts name it.', text)],
          responses: {
            200: ok('Policy', json({ type: 'object' })),
            ...failures('unauthorized', 'unknown_site', 'not_found'),
          },
        },
      },
      '/.well-known/gpc.json': {
        get: {
          summary: 'Says that Global Privacy Control is honoured. Let your proxy serve it at the root of the site.',
          responses: { 200: ok('GPC support resource', json({ type: 'object' })) },
        },
      },
      '/api/openapi.json': { get: { summary: 'This document.', responses: { 200: ok('OpenAPI 3.1', json({})) } } },
      '/api/schema.json': {
        get: {
          summary: 'JSON Schema of every event type of a site.',
          parameters: [site],
          responses: { 200: ok('JSON Schema 2020-12', json({})), ...failures('unknown_site') },
        },
      },
      '/healthz': { get: { summary: 'The process is alive.', responses: { 200: ok('Alive', json({})) } } },
      '/readyz': {
        get: {
          summary: 'Events can be accepted durably.',
          responses: { 200: ok('Ready', json({})), ...failures('stopping', 'storage_low', 'log_unavailable') },
        },
      },
      '/metrics': { get: { summary: 'Prometheus metrics.', responses: { 200: ok('Metrics', plain('text/plain')) } } },
    },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Batch: events,
        Event: toJsonSchema(event),
        Answer: toJsonSchema(answer),
        Decision: toJsonSchema(decision),
        Decided: toJsonSchema(decided),
        Failure: toJsonSchema(failure),
        CloudEvent: toJsonSchema(cloudEvent),
        BatchReport: toJsonSchema(batchReport),
        Quality: toJsonSchema(qualityReport),
        Site: toJsonSchema(siteSummary),
        Family: toJsonSchema(familySummary),
        FailedEvent: toJsonSchema(failedEvent),
        Linking: toJsonSchema(linking),
        Linked: toJsonSchema(linked),
        Touches: toJsonSchema(touches),
        WhichFailed: toJsonSchema(whichFailed),
        ...personSchemas,
      },
    },
  }
}
