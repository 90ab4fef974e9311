import { answer, envelope, event, failure } from './batch.ts'
import { cloudEvent } from './cloudevent.ts'
import { errorCodes } from './codes.ts'
import { toJsonSchema } from './json-schema.ts'
import { limits } from './limits.ts'
import { batchReport, siteSummary } from './live.ts'

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
        ...(status === 503 && { headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'seconds' } } }),
        content: json(ref('Failure')),
      },
    ]),
  )
}

const query = (name: string, description: string, schema: Json): Json => ({ name, in: 'query', description, schema })
const bearer = [{ token: [] }]
const site = query('site', 'Public name of the site; may be left out where there is one site only.', { type: 'string' })

/** OpenAPI 3.1 of a collector whose public routes stand under `prefix`, such as `/w`. */
export function openApi(prefix: string): Json {
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
            ...failures('invalid_query', 'unknown_site', 'log_unavailable'),
          },
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
          responses: { 200: ok('Ready', json({})), ...failures('log_unavailable') },
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
        Failure: toJsonSchema(failure),
        CloudEvent: toJsonSchema(cloudEvent),
        BatchReport: toJsonSchema(batchReport),
        Site: toJsonSchema(siteSummary),
      },
    },
  }
}
