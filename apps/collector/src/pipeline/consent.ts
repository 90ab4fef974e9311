import { type Decision, decide, type Signals, will } from '@wend/privacy/decide'
import type { CloudEvent, Purpose, VerdictCode } from '@wend/protocol'
import type { Site } from '../site.ts'
import type { Batch, Item } from './batch.ts'
import { other } from './decode.ts'

/**
 * Decides again for each event. What the browser might still hold, the collector drops: nothing waits here. Of what is kept,
 * the fields that the policy does not cover go, and why it is kept is written on it.
 */
export function consent(batch: Batch): Batch {
  const { site, sender, standing } = batch
  const items: Item[] = []
  const others = [...batch.others]
  const decided = new Map<string, Decision>()
  for (const item of batch.items) {
    const decision = decided.get(item.type) ?? decide(site.policy, standing.signals, item.type)
    decided.set(item.type, decision)
    const { verb, purpose, reason } = decision
    const refused = purpose === 'necessary' ? undefined : standing.refused
    const nobody = verb === 'anonymous' || batch.envelope.consent?.nobody === true
    if (!refused && (verb === 'keep' || verb === 'anonymous') && !(nobody && item.definition.family === 'identity')) {
      item.nobody = nobody && !sender.trusted
      // It names one click, and so one browser.
      if (item.nobody && item.definition.family === 'ad') delete item.data.click
      const fields = site.policy.fields?.[item.type]
      if (fields) item.data = Object.fromEntries(Object.entries(item.data).filter(([field]) => fields.includes(field)))
      item.attributes.basis = sender.trusted ? 'declared' : basisOf(site, standing.signals, purpose as Purpose)
      items.push(item)
      continue
    }
    const code: VerdictCode =
      refused ?? (purpose === '' ? 'not_collected' : legal.includes(reason) ? 'opted_out' : 'consent_unknown')
    others.push({
      ...other(
        item,
        'dropped',
        code,
        `/events/${item.index}`,
        code === 'consent_unknown' ? `It needs consent to ${purpose}` : undefined,
      ),
      type: item.type,
    })
  }
  return { ...batch, items, others }
}

const legal: readonly string[] = ['gpc', 'dnt', 'your-data']

/** Why an event of this purpose is kept. */
function basisOf({ policy }: Site, signals: Signals, purpose: Purpose): CloudEvent['basis'] {
  if (purpose === 'necessary') return 'necessary'
  const [answer, reason] = will(policy, signals, purpose)
  if (answer === undefined) return 'anonymous'
  return reason === 'choice' ? 'consent' : 'opt-out'
}
