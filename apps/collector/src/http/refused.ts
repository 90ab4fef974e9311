import { type ErrorCode, errorCodes, type Failure } from '@wend/protocol'

/** A request that cannot be served. The message is a sentence for the sender; no value of the request stands in it. */
export class Refused extends Error {
  override name = 'Refused'
  readonly code: ErrorCode
  readonly pointer: string | undefined
  /** After how many whole seconds the same may be sent again. */
  readonly retryAfter: number | undefined

  constructor(
    code: ErrorCode,
    message: string,
    options: { pointer?: string; retryAfter?: number; cause?: unknown } = {},
  ) {
    // No stack: it is an answer, not a fault, and to look for the place takes longer than all else under overload.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(message, { cause: options.cause })
    Error.stackTraceLimit = stackTraceLimit
    this.code = code
    this.pointer = options.pointer
    this.retryAfter = options.retryAfter
  }

  get status(): number {
    return errorCodes[this.code]
  }

  get body(): Failure {
    return { code: this.code, message: this.message, ...(this.pointer !== undefined && { pointer: this.pointer }) }
  }
}
