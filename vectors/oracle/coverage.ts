import type { Purpose } from '../format.ts'
import type { Effective } from './policy.ts'

/** The purpose that a type is collected for: that which lists it, or its family, or else its own. Empty: not collected. */
export function purposeFor({ lists, identify }: Effective, type: string, declared: Purpose): Purpose | '' {
  const family = type.slice(0, type.indexOf('.'))
  if (family === 'identity' && !identify) return ''
  for (const name of [type, family])
    for (const [purpose, listed] of Object.entries(lists)) if (listed.includes(name)) return purpose as Purpose
  return lists[declared] ? '' : declared
}
