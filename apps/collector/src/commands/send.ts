import { type Answer, type Purpose, purposes } from '@wend/protocol'
import { BadConfig } from '../config/load.ts'
import { call, type Remote } from './remote.ts'
import { v7 } from './uuid.ts'

export interface Sending {
  site: string
  type: string
  data: string
  granted: readonly string[]
}

/** Sends one event by hand, the way a backend does, and gives the collector's verdict on it. */
export async function send(remote: Remote, prefix: string, { site, type, data, granted }: Sending): Promise<string> {
  const unknown = granted.find((purpose) => !purposes.includes(purpose as Purpose))
  if (unknown) throw new BadConfig(`${unknown} is no purpose. Use ${purposes.join(', ')}.`)
  const at = Date.now()
  const batch = {
    v: 1,
    site,
    sent: at,
    consent: { granted, source: 'server' },
    events: [{ id: v7(at), type, at, data: parse(data) }],
  }
  const response = await call(remote, `${prefix}/e`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(batch),
  })
  const { others } = (await response.json()) as Answer
  const [other] = others
  if (other) throw new BadConfig(`${other.verdict} (${other.code}) at ${other.pointer}: ${other.message}`)
  return `accepted ${batch.events[0]?.id}`
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch (cause) {
    throw new BadConfig('--data should be a JSON object, such as \'{"order":"A-1"}\'.', { cause })
  }
}
