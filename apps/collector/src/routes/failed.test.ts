import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Failing, startFailed } from '../failed/testing.ts'
import { type Batch, batch, id, now, view } from '../testing.ts'

const unknown = (more: Batch = {}): Batch => ({
  id: id(),
  type: 'custom.cup_broken',
  at: now,
  data: { cup: 'blue' },
  ...more,
})

describe('what is asked', () => {
  let collector: Failing
  beforeAll(async () => {
    collector = await startFailed()
    await collector.tell(batch([view({ url: 1 }), unknown(), unknown({ data: { cup: 'green' } }), { type: 7 }]))
    await collector.tell(batch([{ id: id(), type: 'page.closed', at: now }], { site: 'open' }), {
      Origin: 'https://www.open.example',
    })
  })
  afterAll(() => collector.stop())

  it.each<[string, number, number]>([
    ['', 5, 4],
    ['&site=shop', 4, 3],
    ['&code=unknown_type', 3, 4],
    ['&type=custom.cup_broken', 2, 4],
    ['&type=', 1, 4],
    ['&q=GREEN cup', 1, 1],
    ['&q=purple', 0, 0],
    ['&limit=2', 2, 4],
    ['&after=0000000000000003', 2, 0],
  ])('with “%s” gives %i, of %i kinds', async (query, count, kinds) => {
    const response = await collector.ask(`/api/failed?${query}`, { headers: collector.bearer })
    const { failed, counts } = (await response.json()) as Awaited<ReturnType<Failing['failed']>>
    expect([failed.length, counts.length]).toEqual([count, kinds])
  })

  it('page by page gives each once', async () => {
    const seen: string[] = []
    for (let after: string | undefined = '0'; after; ) {
      const response = await collector.ask(`/api/failed?limit=2&after=${after}`, { headers: collector.bearer })
      const page = (await response.json()) as Awaited<ReturnType<Failing['failed']>>
      seen.push(...page.failed.map((one) => one.id))
      after = page.next
    }
    expect(seen).toEqual([1, 2, 3, 4, 5].map((n) => String(n).padStart(16, '0')))
  })

  it('by one id gives that one, or says that it is gone', async () => {
    const get = (name: string) => collector.ask(`/api/failed/${name}`, { headers: collector.bearer })
    expect(await (await get('0000000000000002')).json()).toMatchObject({ event: { data: { cup: 'blue' } } })
    for (const name of ['0000000000000009', '0', 'nothing', '%00']) expect((await get(name)).status).toBe(404)
  })

  it.each([
    ['/api/failed', 'GET'],
    ['/api/failed/0000000000000001', 'GET'],
    ['/api/failed/replay', 'POST'],
    ['/api/failed/discard', 'POST'],
  ])('of %s needs the token', async (path, method) => {
    expect((await collector.ask(path, { method })).status).toBe(401)
  })

  it.each<[string, Batch]>([
    ['nothing', {}],
    ['ids and a kind', { ids: ['0000000000000001'], site: 'shop' }],
    ['no ids', { ids: [] }],
    ['ids that are none', { ids: ['1'] }],
  ])('with %s is refused, and nothing is removed', async (_, body) => {
    for (const what of ['replay', 'discard'] as const) expect((await collector.act(what, body)).status).toBe(400)
    expect((await collector.failed()).failed).toHaveLength(5)
  })

  it('with wrong limits is refused', async () => {
    for (const query of ['limit=0', 'limit=1001', 'limit=x', 'after=x'])
      expect((await collector.ask(`/api/failed?${query}`, { headers: collector.bearer })).status).toBe(400)
  })
})

it('what is discarded is gone from the files, and is not kept again', async () => {
  const collector = await startFailed()
  await collector.tell(batch([view({ url: 1 }), unknown(), unknown({ data: { cup: 'green' } }), { type: 7 }]))
  const event = unknown({ data: { cup: 'canary-cup' } })
  await collector.tell(batch([event]))
  expect(await collector.act('discard', { type: 'custom.cup_broken' })).toEqual({ status: 200, body: { discarded: 3 } })
  await collector.tell(batch([event]))
  expect((await collector.failed()).counts.map(({ type }) => type).sort()).toEqual(['', 'page.viewed'])
  expect(await collector.written()).not.toContain('canary-cup')
  await collector.stop()
})
