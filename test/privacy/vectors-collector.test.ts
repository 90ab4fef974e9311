import { regimeOf, will } from '@wend/privacy/decide'
import { type Purpose, purposes } from '@wend/protocol/purposes'
import { expect, it } from 'vitest'
import { id, now, origin, start } from '../../apps/collector/src/testing.ts'
import type { Row } from '../../vectors/format.ts'
import { dataOf } from '../../vectors/types.ts'
import { compiled, policyOf, signalsOf, vectors } from './vectors-run.ts'

const config = `port: 0
data: ./data
sites:
  shop:
    origins: [${origin}]
    events: events.yaml
    policy: policy.yaml
    undeclared: accept
    countryHeader: X-Country
    regionHeader: X-Region
`

/** What the browser and the site's own proxy put beside every request. */
function headersOf({ region, gpc, dnt }: Row): Record<string, string> {
  const [country = '', part] = /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(region ?? '') ? (region ?? '').split('-') : [region]
  return {
    ...(country && { 'X-Country': country }),
    ...(part && { 'X-Region': part }),
    ...(gpc !== undefined && { 'Sec-GPC': gpc ? '1' : '0' }),
    ...(dnt !== undefined && { DNT: dnt ? '1' : '0' }),
  }
}

/**
 * What a page may say to a collector, which hears no framework: granted is what somebody said yes to, denied is what is a
 * no. What waits for a framework counts as denied where silence would be taken for a yes.
 */
function claimOf(row: Row): { granted: Purpose[]; denied: Purpose[] } {
  const policy = policyOf(row)
  const [mode] = regimeOf(policy, row.region)
  const answers = purposes.slice(1).map((purpose) => [purpose, ...will(policy, signalsOf(row), purpose)] as const)
  return {
    granted: answers.flatMap(([purpose, answer, reason]) => (answer && reason !== 'default' ? [purpose] : [])),
    denied: answers.flatMap(([purpose, answer]) =>
      answer === false || (answer === undefined && mode === 'opt-out') ? [purpose] : [],
    ),
  }
}

/** Where an event of this verb ends: nothing waits on the collector. */
const outcomes = { keep: 'with identity', anonymous: 'without', hold: 'dropped', drop: 'dropped' } as const

it.each([...compiled.keys()])('the collector does as every row of the policy “%s” says', async (name) => {
  const collector = await start({ config, policy: JSON.stringify(vectors.policies[name]) })
  try {
    // Who is in the same place and says the same can be asked about in one batch.
    const batches = Map.groupBy(
      vectors.rows.filter(({ policy }) => policy === name).map((row) => ({ row, event: eventOf(row) })),
      ({ row }) => JSON.stringify([headersOf(row), claimOf(row)]),
    )
    const refused = new Map<string | null, string>()
    for (const [said, batch] of batches) {
      const [headers, claim] = JSON.parse(said)
      const consent = { ...claim, source: 'banner', at: now - 1000 }
      const events = batch.map(({ event }) => event)
      const { others } = await collector.tell({ v: 1, site: 'shop', sent: now, consent, events }, headers)
      for (const other of others) refused.set(other.id, other.verdict)
    }
    const stored = new Map((await collector.stored()).map((event) => [event.id, event]))
    expect(stored.size).toBeLessThan(1000)
    const wrong = [...batches.values()].flat().flatMap(({ row, event }) => {
      const kept = stored.get(event.id)
      const got = kept ? (kept.subject ? 'with identity' : 'without') : (refused.get(event.id) ?? 'lost')
      const wanted = outcomes[row.expect.verb]
      return got === wanted ? [] : [`${row.name}: ${got} instead of ${wanted}`]
    })
    expect(wrong).toEqual([])
  } finally {
    await collector.stop()
  }
})

const eventOf = ({ type }: Row) => ({ id: id(), type, at: now, data: dataOf[type] ?? {} })
