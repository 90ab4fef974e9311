/** One server-sent event. `id` is the last one the stream has named, so far. */
export interface SseMessage {
  readonly id: string | undefined
  readonly event: string
  readonly data: string
}

/**
 * Server-sent events out of text that arrives in arbitrary pieces.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 * `EventSource` would parse for us, but it cannot send an Authorization header.
 */
export function createParser(emit: (message: SseMessage) => void): (chunk: string) => void {
  let unfinished = ''
  let data: string[] = []
  let event = ''
  let id: string | undefined
  let endedInCr = false

  function dispatch() {
    // A block without data is no message: heartbeats are of this kind, and so is a lone `id:`.
    if (data.length > 0) emit({ id, event: event || 'message', data: data.join('\n') })
    data = []
    event = ''
  }

  function take(line: string) {
    if (line === '') return dispatch()
    const colon = line.indexOf(':')
    if (colon === 0) return
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') data.push(value)
    else if (field === 'event') event = value
    else if (field === 'id' && !value.includes('\0')) id = value
  }

  return (chunk) => {
    if (chunk === '') return
    // A CR at the end of a chunk has ended its line already; the LF that completes the pair must not end another.
    const text = endedInCr && chunk.startsWith('\n') ? chunk.slice(1) : chunk
    endedInCr = chunk.endsWith('\r')
    const lines = (unfinished + text).split(/\r\n|\r|\n/)
    unfinished = lines.pop() ?? ''
    for (const line of lines) take(line)
  }
}

/**
 * The messages of a response body. `heard` is called for everything that arrives, heartbeats included.
 * A message cut short by the end of the stream is dropped: the server repeats it after `Last-Event-ID`.
 */
export async function* readMessages(
  body: ReadableStream<Uint8Array>,
  heard: () => void = () => {},
): AsyncGenerator<SseMessage, void> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const ready: SseMessage[] = []
  const push = createParser((message) => ready.push(message))
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      heard()
      push(decoder.decode(value, { stream: true }))
      yield* ready.splice(0)
    }
  } finally {
    // Rejects when the stream has failed, which the reader of this generator has been told already.
    await reader.cancel().catch(() => {})
  }
}
