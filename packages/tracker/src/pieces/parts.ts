import type { Data } from '../api.ts'
import type { Core, Made, Piece } from '../core.ts'
import { unchecked } from '../doubt.ts'
import type { Prepare } from '../parts/part.ts'

/**
 * Lets no event go whose data might name a person before a part has come that makes it fit to leave the page: hashes
 * identifiers, scrubs texts. Those behind it wait, so that their order stays. When the page is left, and where the part
 * cannot be had, the texts in doubt go instead, because unknown means no.
 */
export const parts: Piece = (core) => {
  let scrub: Prepare | undefined
  core.lacks = (event, leaving) => {
    if (!event.raw) event.data = narrowed(event, core.policy)
    if (event.ready) return false
    if (!event.raw) {
      const rest = unchecked(event.data)
      if (!rest) return false
      if (scrub || leaving) {
        event.data = scrub ? (scrub(event.data, core.query) as typeof rest) : rest
        return false
      }
    }
    core.busy ??= prepare(core, event, (change) => {
      scrub = change
    })
    return true
  }
  return () => {
    // Nothing leaves any more, so nothing is fetched for it.
    core.lacks = () => true
  }
}

/** Only the fields that the policy names, where it names any. */
function narrowed({ type, data }: Made, { fields }: Core['policy']): Data {
  const kept = fields?.[type]
  return kept ? Object.fromEntries(kept.map((field) => [field, data[field]])) : data
}

async function prepare(core: Core, event: Made, keep: (scrub: Prepare) => void): Promise<void> {
  // So that it is known as busy, whatever comes next.
  await null
  try {
    const { default: change } = (await core.load(event.raw ? 'identify' : 'scrub')) as { default: Prepare }
    if (!event.raw) keep(change)
    event.data = await change(event.data, core.query)
    event.data = narrowed(event, core.policy)
  } catch {
    // No epoch is this one: it is dropped.
    if (event.raw) event.epoch = -1
    else event.data = unchecked(event.data) ?? {}
  }
  event.ready = true
  core.busy = undefined
  core.release()
}
