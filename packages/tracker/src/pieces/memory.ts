import type { Said } from '@wend/privacy/decide'
import type { Core, Piece } from '../core.ts'

/** What is remembered of a visitor's decision. The collector writes one as well, for a no on its page of data. */
interface Remembered {
  says: Said
  at: number
  /** Id of the policy that it was asked by. */
  policy?: string
  receipt?: string | undefined
  /** It was said on the page with the visitor's data. */
  y?: 1
}

const name = 'wend_consent='
/** A month on average, in seconds. */
const month = 2_629_746

const versionOf = (id = ''): number => Number.parseInt(id, 10)

/** Undefined where there is none, where it is so old that the policy wants to ask again, and where less was asked then. */
function recall({ remember, id }: Core['policy']): Remembered | undefined {
  try {
    const text = document.cookie.split('; ').find((pair) => pair.startsWith(name)) as string
    const found: Remembered = JSON.parse(decodeURIComponent(text.slice(name.length)))
    const ends = found.at + remember * month * 1000
    // What was refused on the page with their data is heard elsewhere.
    if (
      !found.y &&
      Object(found.says) === found.says &&
      ends > Date.now() &&
      !(versionOf(found.policy) < versionOf(id))
    )
      return found
  } catch {
    // None, or none of ours, or no cookies here.
  }
}

/**
 * Remembers the visitor's decision in a first-party cookie, for as long as the policy says: the one thing that script of
 * ours ever puts on a device, and only once somebody has decided.
 */
export const memory: Piece = ({ gate, policy, proof, changed, follow }) => {
  if (!policy.remember) return undefined
  const restore = () => {
    const found = recall(policy)
    if (!found || found.at <= (gate.choice?.at ?? 0)) return
    proof.receipt = found.receipt
    gate.choice = { says: found.says, at: found.at, source: 'remembered' }
    follow(true)
  }
  const shown = ({ persisted }: PageTransitionEvent) => {
    if (persisted) restore()
  }
  let last: unknown
  let proven: unknown
  changed.push(() => {
    const { choice } = gate
    const { receipt } = proof
    if (!choice || (choice === last && receipt === proven)) return
    last = choice
    proven = receipt
    const { says, at } = choice
    // Nor is it ours to write over.
    if (gate.legal['your-data']) return
    const found = recall(policy)
    // Another page may have heard of something later. And who says the same on each page has decided once.
    if (found && (found.at > at || (found.receipt === receipt && JSON.stringify(found.says) === JSON.stringify(says))))
      return
    const text = encodeURIComponent(JSON.stringify({ says, at, policy: policy.id, receipt }))
    const secure = location.protocol === 'https:' ? ';secure' : ''
    try {
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere, and asynchronous.
      document.cookie = `${name}${text};path=/;max-age=${policy.remember * month};samesite=lax${secure}`
    } catch {
      // Not where the page has no storage: it asks again.
    }
  })
  restore()
  addEventListener('pageshow', shown)
  return () => removeEventListener('pageshow', shown)
}
