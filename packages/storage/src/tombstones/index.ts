export { openTombstones, type TombstonesOptions } from './open.ts'
export * from './tombstones.ts'
