import type { EventDefinition } from '@wend/protocol'
import { purposes } from '@wend/protocol/purposes'
import type { Policy } from './presets.ts'

const day = 86_400_000

type Kind = Pick<EventDefinition, 'type' | 'family' | 'purpose'>

/** Days of as many months, rounded down: nothing stays longer than was said. */
export const daysOf = (months: number): number => Math.floor((months * 365) / 12)

/**
 * The class of `retention.classes` that an event type falls under: its own name, else its family's, else that of the
 * purpose that it is collected for. Empty where none is named, so that the default holds.
 */
export function retentionClass({ retention, purposes: own }: Policy, { type, family, purpose }: Kind): string[] {
  const listing = (name: string) => purposes.find((one) => own[one].events?.includes(name))
  const names = [type, family, listing(type) ?? listing(family) ?? purpose]
  return names.filter((name) => Object.hasOwn(retention.classes, name)).slice(0, 1)
}

/** Months for which events of a type are kept. */
export const monthsOf = (policy: Policy, kind: Kind): number => {
  const [name] = retentionClass(policy, kind)
  return (name === undefined ? undefined : policy.retention.classes[name]) ?? policy.retention.default
}

/** How long events stay, in milliseconds, by class as the log names it: `shop`, and `shop/form` where the policy differs. */
export const retentionOf = (site: string, { retention }: Policy): Record<string, number> => ({
  [site]: daysOf(retention.default) * day,
  ...Object.fromEntries(
    Object.entries(retention.classes).map(([name, months]) => [`${site}/${name}`, daysOf(months) * day]),
  ),
})
