import { regimeOf } from '@wend/privacy/decide'
import type { Piece } from '../core.ts'

/** Goes by the rules of where the visitor is, for policies that have more than one set of them. */
export const regime: Piece = ({ gate, policy, region }) => {
  gate.regime = regimeOf(policy, region)
  return undefined
}
