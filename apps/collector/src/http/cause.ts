import { LedgerUnavailable } from '@wend/storage/ledger'
import { LogUnavailable } from '@wend/storage/log'
import { TombstonesUnavailable } from '@wend/storage/tombstones'
import { Refused } from './refused.ts'

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
