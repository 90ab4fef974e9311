import { inflateBody, readBody } from '../http/body.ts'
import type { Handler } from '../http/handler.ts'
import { checkJson } from '../http/json.ts'
import { Refused } from '../http/refused.ts'
import { senderOf } from '../http/sender.ts'
import { answerVisitor } from '../http/visitor.ts'
import type { Parts } from '../parts.ts'
import { readEnvelope } from '../pipeline/read.ts'

const types = /^(text\/plain|application\/json)\s*(;|$)/i

/** `POST {prefix}/e`: a batch in, one verdict for each event out, after what was accepted is durable. */
export const events =
  ({ accept, limits, token, visitorKey }: Parts): Handler =>
  async (c) => {
    const { headers } = c.env.incoming
    const type = headers['content-type']
    if (type && !types.test(type))
      throw new Refused('unsupported_media_type', 'Send JSON as text/plain or application/json.')
    const encoding = headers['content-encoding']?.toLowerCase()
    const sent = await readBody(c.env.incoming)
    const appended = await limits.work(c, sent, async () => {
      const body = await inflateBody(sent, encoding)
      checkJson(body)
      return accept(readEnvelope(body), body.length, senderOf(headers, token, visitorKey))
    })
    const { site, standing, items, proof } = appended.batch
    const receipt = answerVisitor(c, site, standing, items.length > 0, proof)
    const others = appended.others.map(({ type: _, ...verdict }) => verdict)
    return c.json({ accepted: appended.stored.length, others, ...(receipt && { receipt }) })
  }
