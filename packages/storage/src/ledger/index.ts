export * from './ledger.ts'
export { type LedgerOptions, type Notes, openLedger } from './open.ts'
export { verify } from './verify.ts'
