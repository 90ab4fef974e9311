import type { Piece } from '../core.ts'

/** Keeps who asked and which words the visitor saw: whatever a page gives, the envelope stays one that can be read. */
export const words: Piece = (core) => {
  core.words = (source, shown) => ({
    source: String(source || 'api')
      .replace(/[^\w.:/-]+/g, '_')
      .slice(0, 64),
    text: /^[\da-f]{64}$/.exec(String(shown?.text))?.[0],
    language: /^[\w-]{1,35}$/.exec(String(shown?.language ?? ''))?.[0],
  })
  return undefined
}
