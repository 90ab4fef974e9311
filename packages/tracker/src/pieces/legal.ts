import { type Statement, weigh } from '@wend/privacy/decide'
import type { SignalAdapter } from '../consent/adapter.ts'
import type { Core, Piece } from '../core.ts'
import { sha256 } from '../ids.ts'

/** Lets the gate hear what legal frameworks on the page say. Of the string that they say it with, only a hash is kept. */
export const legal: Piece = (core) => {
  core.gate.weigh = weigh
  // Until it tells, and for ever where nobody listens to it.
  for (const name of core.policy.legal) core.gate.legal[name] = 'pending'
  const stops = core.signals?.map((signal) => listen(core, signal))
  return () => {
    for (const stop of stops ?? []) stop?.()
  }
}

function listen({ policy, region, gate, proof, follow }: Core, { name, watch }: SignalAdapter) {
  const take = (statement: Statement) => {
    gate.legal[name] = statement
    follow()
  }
  const tell = (statement: Statement, text?: string) => {
    // That of another decision proves nothing.
    proof.legal = undefined
    if (text)
      sha256(text).then(
        (hash) => {
          proof.legal = hash
        },
        () => {},
      )
    take(statement)
  }
  try {
    return watch(tell, policy.tcf, region)
  } catch {
    take('failed')
  }
}
