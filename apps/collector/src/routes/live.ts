import type { Handler } from '../http/handler.ts'
import { liveStream } from '../http/stream.ts'
import type { Parts } from '../parts.ts'

/** `GET /api/live`: what became of each batch, for people to look at. */
export const liveReports =
  ({ live, ...parts }: Parts): Handler =>
  (c) => {
    let seen = Number(c.req.header('last-event-id')) || 0
    return liveStream(
      c,
      parts,
      (wake) => live.watch(wake),
      async (stream) => {
        const reports = live.after(seen)
        for (const { number, report } of reports) {
          await stream.writeSSE({ id: String(number), data: JSON.stringify(report) })
          seen = number
        }
        return reports.length > 0
      },
    )
  }
