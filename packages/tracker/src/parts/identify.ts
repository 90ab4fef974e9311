import { canonical, kinds } from '@wend/privacy/identifiers'
import type { Data } from '../api.ts'
import { sha256 } from '../ids.ts'

/** Hashes what can be recognised as an identifier. Rejects, with the reason, when nothing can. */
export default async function identify(given: Data): Promise<Data> {
  const identifiers: Record<string, string> = {}
  for (const kind of kinds) {
    const value = canonical(kind, given[kind])
    if (value) identifiers[kind] = await sha256(value)
  }
  if (!Object.keys(identifiers).length) throw 'no identifier'
  // What the site's backend has signed goes as it is: it holds hashes only.
  return typeof given.proof === 'string' ? { identifiers, proof: given.proof } : { identifiers }
}
