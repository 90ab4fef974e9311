import type { ErrorCode } from '@wend/protocol'
import { LedgerUnavailable } from '@wend/storage/ledger'
import { LogUnavailable } from '@wend/storage/log'
import { TombstonesUnavailable } from '@wend/storage/tombstones'
import type { Context } from 'hono'
import type { Logger } from 'pino'
import type { Metrics } from '../metrics.ts'
import { Refused } from './refused.ts'

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

/**
 * What the log says of an error: the sentence of one of ours, else only its name and where it was thrown. Nobody knows what
 * the message of any other quotes.
 */
export function causeOf(error: unknown): string {
  if (isOurs(error)) return error.message
  if (!(error instanceof Error)) return typeof error
  const frames = error.stack?.split('\n').filter((line) => /^ +at /.test(line)) ?? []
  return [error.name, ...frames.map((line) => line.trim())].slice(0, 12).join(' ')
}

const isOurs = (error: unknown): error is Error =>
  error instanceof LogUnavailable || error instanceof LedgerUnavailable || error instanceof TombstonesUnavailable

/** What the sender is told of an error. */
export function toRefused(error: unknown): Refused {
  if (error instanceof Refused) return error
  if (error instanceof LogUnavailable)
    return new Refused(
      'log_unavailable',
      'Events cannot be stored at the moment. Nothing was kept; send the same again later.',
      { cause: error },
    )
  if (isOurs(error))
    return new Refused(
      'ledger_unavailable',
      'Decisions cannot be written down at the moment. Nothing was kept; send the same again later.',
      { cause: error },
    )
  return new Refused(
    'internal',
    'Something went wrong here. Nothing is known to be stored; send the same again later.',
    { cause: error },
  )
}
