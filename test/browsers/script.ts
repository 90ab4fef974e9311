import type { Json } from './browser.ts'

/** A call of `script` as one expression: a promise of its result as JSON text, the same in each browser's protocol. */
export function asExpression(script: (...args: never[]) => unknown, args: readonly Json[]): string {
  return `(async () => JSON.stringify(await (${script})(...${JSON.stringify(args)})))()`
}

/** Reads what `asExpression` resolved to. A function that returned nothing gives undefined or, over JSON, null. */
export function readResult<Result>(text: unknown): Result {
  return (typeof text === 'string' ? JSON.parse(text) : undefined) as Result
}
