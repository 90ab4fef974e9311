import type { ErrorCode } from '@wend/protocol'
import type { Context } from 'hono'
import type { Logger } from 'pino'
import type { Metrics } from '../metrics.ts'
import { causeOf, toRefused } from './cause.ts'

/** A line for each of these would be load as well, or fill what is left of a disk. They are counted; who begins them says so once. */
const expected: ReadonlySet<ErrorCode> = new Set(['overloaded', 'storage_low', 'stopping'])

/** Turns whatever went wrong into an answer with a stable code and a sentence. Senders may try again where it can help. */
export function answerError(error: unknown, c: Context, logger: Logger, metrics: Metrics): Response {
  const refused = toRefused(error)
  metrics.refused(refused.code)
  if (refused.status >= 500 && !expected.has(refused.code))
    logger.error({ code: refused.code, cause: causeOf(error), route: c.req.routePath }, 'request failed')
  if (refused.status === 503 || refused.status === 429) c.header('Retry-After', String(refused.retryAfter ?? 2))
  if (refused.status === 401) c.header('WWW-Authenticate', 'Bearer')
  // Half a body is on this connection: nothing after it can be read.
  if (refused.status === 408) c.header('Connection', 'close')
  return c.json(refused.body, refused.status as 400)
}
