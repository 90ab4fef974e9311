import type { FailedPage } from '@wend/protocol'
import type { Batch, Options } from '../testing.ts'
import { start } from '../testing.ts'

/** A collector, and what its failed events are asked. */
export async function startFailed(options: Options = {}) {
  const collector = await start(options)
  const json = async (response: Response) => ({ status: response.status, body: await response.json() })
  return {
    ...collector,
    /** What `GET /api/failed` answers. */
    async failed(query = ''): Promise<FailedPage> {
      const { status, body } = await json(
        await collector.ask(`/api/failed?limit=1000${query}`, { headers: collector.bearer }),
      )
      if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
      return body as FailedPage
    },
    /** Posts to `/api/failed/replay` or `/api/failed/discard`. */
    async act(what: 'replay' | 'discard', body: Batch) {
      return json(
        await collector.ask(`/api/failed/${what}`, {
          method: 'POST',
          body: JSON.stringify(body),
          headers: collector.bearer,
        }),
      )
    },
    /** The numbers of a metric by its labels, as Prometheus reads them. */
    async metric(name: string): Promise<Record<string, number>> {
      const text = await (await collector.ask('/metrics')).text()
      return Object.fromEntries(
        [...text.matchAll(new RegExp(`^${name}(\\{.*\\})? (.*)$`, 'gm'))].map(([, labels = '', value]) => [
          labels,
          Number(value),
        ]),
      )
    },
  }
}

export type Failing = Awaited<ReturnType<typeof startFailed>>
