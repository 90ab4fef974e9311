import { type ErrorCode, errorCodes, type Failure } from '@wend/protocol'

/** A request that cannot be served. The message is a sentence for the sender; no value of the request stands in it. */
export class Refused extends Error {
  override name = 'Refused'
  readonly code: ErrorCode
  readonly pointer: string | undefined

  constructor(code: ErrorCode, message: string, options: { pointer?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.pointer = options.pointer
  }

  get status(): number {
    return errorCodes[this.code]
  }

  get body(): Failure {
    return { code: this.code, message: this.message, ...(this.pointer !== undefined && { pointer: this.pointer }) }
  }
}
