import type { Piece } from '../core.ts'
import { older } from './history.ts'
import { parts } from './parts.ts'
import { tabs } from './tabs.ts'
import { words } from './words.ts'

/** What every site gets with the core, each for reasons of its own. */
export const always: Piece = (core) => {
  older(core)
  words(core)
  const stops = [parts(core), tabs(core)]
  return () => {
    for (const stop of stops) stop?.()
  }
}
