import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadConfig } from './config/load.ts'
import { limitsOf, retain } from './retention.ts'
import { batch, id, now, origin, start, view } from './testing.ts'

const config = `port: 0
data: ./data
retention: { events: 3650d }
sites:
  shop: { origins: [${origin}], policy: policy.yaml }
`
const policy = `version: 1
retention:
  default: 25
  classes: { marketing: 1, form: 3, form.submitted: 13 }
`
const day = 86_400_000

it('keeps each class of events for as long as the policy says, and then leaves no byte of it', async () => {
  const collector = await start({ config, policy })
  try {
    const form = { form: 'canary-form' }
    await collector.tell(
      batch(
        [
          view({ title: 'Canary view' }),
          { id: id(), type: 'ad.clicked', at: now, data: { campaign: 'canary-campaign' } },
          { id: id(), type: 'form.viewed', at: now, data: form },
          { id: id(), type: 'form.submitted', at: now, data: form },
        ],
        { consent: { granted: ['analytics', 'marketing'], source: 'banner' } },
      ),
    )
    const limits = limitsOf(loadConfig(join(collector.folder, 'wend.yaml')))
    const after = async (days: number) => {
      collector.at(days * day)
      const removed = await retain(collector.log, limits)
      return [removed, (await collector.stored()).map(({ type }) => type)]
    }
    const all = ['page.viewed', 'ad.clicked', 'form.viewed', 'form.submitted']
    expect(await after(29)).toEqual([{}, all])
    expect(await after(31)).toEqual([{ 'shop/marketing': 1 }, all.filter((type) => type !== 'ad.clicked')])
    expect(await after(92)).toEqual([{ 'shop/form': 1 }, ['page.viewed', 'form.submitted']])
    expect(await after(394)).toEqual([{}, ['page.viewed', 'form.submitted']])
    expect(await after(396)).toEqual([{ 'shop/form.submitted': 1 }, ['page.viewed']])
    expect(await after(761)).toEqual([{ shop: 1 }, []])
    expect(await collector.written()).not.toMatch(/canary/i)
  } finally {
    await collector.stop()
  }
})
