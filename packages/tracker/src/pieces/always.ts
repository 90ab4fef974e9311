import type { Piece } from '../core.ts'
import { hookHistory } from './history.ts'
import { parts } from './parts.ts'

/** What every site gets with the core, each for reasons of its own. */
export const always: Piece = (core) => {
  core.hookHistory = hookHistory
  return parts(core)
}
