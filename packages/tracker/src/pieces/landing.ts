import { clean } from '../address.ts'
import type { Piece } from '../core.ts'

const viewed = 'page.viewed'

/**
 * Where views are not held for a decision, the first yes in the life of a page reports the present one, with where the
 * visitor came in and from where. That is in memory only, and until they say no.
 */
export const landing: Piece = ({ query, gate, changed, act }) => {
  let context: object | undefined = {
    via: 'consent',
    landing: clean(location.href, query),
    referrer: clean(document.referrer, query),
  }
  let last: string | undefined
  changed.push(() => {
    const { verb, purpose } = gate.decide(viewed)
    if (gate.answers[purpose] === false) context = undefined
    if (verb === 'keep') {
      const data = context
      context = undefined
      if (data && (last === 'drop' || last === 'anonymous')) act(['page', [data], Date.now()])
    }
    last = verb
  })
  return undefined
}
