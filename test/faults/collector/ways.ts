import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { play } from './field.ts'
import type { Scenario } from './scenarios.ts'
import { type Answer, type Batch, createBatch, cutUpload, type Deliver, type Ledger, post } from './senders.ts'

/** A way to the collector on which every third answer is lost: stored, said, never heard. */
async function losingAnswers(target: () => string): Promise<{ url: string; lost: () => number; server: Server }> {
  let [count, lost] = [0, 0]
  const server = createServer((client) => {
    const onward = connect(Number(new URL(target()).port), '127.0.0.1')
    client.pipe(onward)
    const loses = count++ % 3 === 0
    onward.on('data', (chunk) => {
      if (!loses) return client.write(chunk)
      lost++
      client.destroy()
      onward.destroy()
    })
    for (const [one, other] of [
      [client, onward],
      [onward, client],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.end())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, lost: () => lost, server }
}

/** The same batch so many times at the same moment. Each of its events may be new to one of them only. */
async function atOnce(
  times: number,
  url: string,
  batch: Batch,
  ledger: Ledger,
  cookies: string[] = [],
): Promise<Answer> {
  const answers = await Promise.all(Array.from({ length: times }, (_, n) => post(url, batch, ledger, cookies[n])))
  const accepted = answers.reduce((sum, answer) => sum + answer.accepted, 0)
  if (answers.every(({ status }) => status === 200) && accepted !== batch.ids.length)
    throw new Error(`A batch of ${batch.ids.length} sent ${times} times was accepted ${accepted} times.`)
  return answers.find(({ status }) => status !== 200) ?? (answers[0] as Answer)
}

/** What the way between sender and collector does. */
export const ways: readonly Scenario[] = [
  {
    name: 'answer lost',
    says: 'every third answer never arrives, and the batch comes again',
    run: ({ long }) =>
      play(async (field) => {
        const way = await losingAnswers(() => field.collector().url)
        const senders = field.send((_, ...rest) => post(way.url, ...rest))
        await field.more(long ? 5000 : 1000)
        await senders.stop()
        way.server.close()
        return { faults: way.lost() }
      }),
  },
  {
    name: 'upload cut',
    says: 'half of the body, then the connection is gone; then whole',
    run: ({ long }) =>
      play(async (field) => {
        let cuts = 0
        field.send(async (url, batch, ...rest) => {
          await cutUpload(url, batch)
          cuts++
          return post(url, batch, ...rest)
        })
        await field.more(long ? 5000 : 1000)
        return { faults: cuts }
      }),
  },
  {
    name: 'five at once',
    says: 'each batch sent five times at the same moment',
    run: ({ long }) =>
      play(async (field) => {
        let sent = 0
        field.send((url, batch, ledger) => {
          sent++
          return atOnce(5, url, batch, ledger)
        })
        await field.more(long ? 5000 : 1000)
        return { faults: sent * 4 }
      }),
  },
  {
    name: 'two senders',
    says: 'the same ids from two visitors at the same moment',
    run: ({ long }) =>
      play(async (field) => {
        const cookies = await Promise.all([1, 2].map(() => visitor(field.collector().url, field.ledger)))
        let sent = 0
        field.send((url, batch, ledger) => {
          sent++
          return atOnce(2, url, batch, ledger, cookies)
        })
        await field.more(long ? 5000 : 1000)
        return { faults: sent }
      }),
  },
  {
    name: 'out of order',
    says: 'batches made one after the other, sent last first',
    run: ({ long }) =>
      play(async (field) => {
        let batches: Batch[] = []
        const senders = field.send(backwards(() => batches.pop()))
        const rounds = long ? 10 : 3
        for (let round = 0; round < rounds; round++) {
          batches = Array.from({ length: 40 }, () => createBatch())
          await field.more(400)
        }
        await senders.stop()
        return { faults: 40 * rounds }
      }),
  },
]

/** Sends what stands at the end of a list before the batch that it is asked to send. */
const backwards =
  (next: () => Batch | undefined): Deliver =>
  async (url, batch, ledger, cookie) => {
    const late = next()
    while (late && (await post(url, late, ledger, cookie)).status !== 200);
    return post(url, batch, ledger, cookie)
  }

async function visitor(url: string, ledger: Ledger): Promise<string> {
  const { cookie } = await post(url, createBatch(), ledger)
  if (!cookie) throw new Error('The collector set no cookie.')
  return cookie
}
