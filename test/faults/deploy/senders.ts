import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'

/** What came of one batch: the status, and whether every event of it is stored. */
interface Answer {
  status: number
  code?: string
  retryAfter?: string | undefined
  all: boolean
}

const perBatch = 10

/** Senders that post batches over kept connections, the same ones again until they are acknowledged. */
export function createSenders(count: number, text = '') {
  const acknowledged = new Set<string>()
  const answers: Answer[] = []
  let url = ''
  let running = true

  const post = (body: string, agent: Agent): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = request(`${url}/w/e`, { method: 'POST', agent, timeout: 10_000 }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk) => {
          text += chunk
        })
        response.on('error', reject).on('end', () => {
          const { accepted = 0, others = [], code } = JSON.parse(text)
          const twice = others.filter(({ verdict }: { verdict: string }) => verdict === 'duplicate').length
          const { statusCode: status = 0, headers } = response
          const all = status === 200 && accepted + twice === perBatch
          resolve({ status, code, retryAfter: headers['retry-after'], all })
        })
      })
      sent.on('error', reject).on('timeout', () => sent.destroy(new Error('no answer')))
      sent.end(body)
    })

  const send = async () => {
    const agent = new Agent({ keepAlive: true })
    let ids: string[] = []
    while (running) {
      if (!ids.length) ids = Array.from({ length: perBatch }, () => randomUUID())
      const at = Date.now()
      const events = ids.map((id, n) => ({ id, n, at, type: 'custom.counted', data: { n, text } }))
      const consent = { granted: ['analytics'], source: 'test' }
      try {
        const answer = await post(JSON.stringify({ v: 1, site: 'shop', sent: at, consent, events }), agent)
        answers.push(answer)
        if (answer.all) {
          for (const id of ids) acknowledged.add(id)
          ids = []
        } else await new Promise((resolve) => setTimeout(resolve, 50))
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    agent.destroy()
  }
  let sending: Promise<void>[] = []

  return {
    acknowledged,
    answers,
    /** Begins, or goes on at another address. */
    to(other: string) {
      url = other
      if (!sending.length) sending = Array.from({ length: count }, send)
    },
    async stop() {
      running = false
      await Promise.all(sending)
    },
  }
}

export const yaml = (more = ''): string =>
  `port: 0\nlevel: warn\n${more}limits: { perAddress: 100000, burst: 100000 }\nsites:\n  shop:\n    origins: ["http://localhost:*"]\n    undeclared: accept\n`

export const until = async (done: () => boolean | Promise<boolean>, what: string): Promise<void> => {
  const end = Date.now() + 30_000
  while (!(await done())) {
    if (Date.now() > end) throw new Error(`It took too long: ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
