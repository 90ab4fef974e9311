import { builtIn, type CloudEvent, display } from '@wend/protocol'
import { BadConfig } from '../config/load.ts'
import { call, type Remote } from './remote.ts'

/**
 * Prints events as they arrive: one line each for people, or the whole CloudEvent as NDJSON. Ends only by throwing, when the
 * stream has ended.
 */
export async function tail(
  remote: Remote,
  { after, json, print }: { after: string; json: boolean; print: (line: string) => void },
): Promise<void> {
  const { body } = await call(remote, `/api/events?after=${encodeURIComponent(after)}`, {
    headers: { Accept: 'text/event-stream' },
  })
  let rest = ''
  let cause: unknown
  try {
    for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (!line.startsWith('data: ')) continue
        const data = line.slice(6)
        print(json ? data : toLine(JSON.parse(data)))
      }
    }
  } catch (error) {
    cause = error
  }
  throw new BadConfig(`The collector at ${remote.url} closed the stream.`, { cause })
}

function toLine({ time, type, source, data }: CloudEvent): string {
  const said = display(builtIn.get(type)?.display ?? '', data)
  return `${time.slice(11, 23)}  ${source.slice(7)}  ${type.padEnd(24)}  ${said}`
}
