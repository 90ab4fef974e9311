import type { Piece } from '../core.ts'

/**
 * Takes the token of a link out of the address, before anything of us looks at that. The part for links has it once it may
 * run; until then it is in memory only.
 */
export const arrival: Piece = (core) => {
  const { href, hash } = location
  const [found, token] = /[#?&]wend=([\w-]*)$/.exec(hash) ?? []
  if (!found) return undefined
  history.replaceState(history.state, '', href.slice(0, -found.length))
  // The place that it names was not found before.
  if (location.hash) location.replace(location.hash)
  core.say?.('identity', [token])
  return undefined
}
