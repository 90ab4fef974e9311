export * from './ledger.ts'
export { type LedgerOptions, openLedger } from './open.ts'
export { verify } from './verify.ts'
