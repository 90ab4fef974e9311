import { describe, expect, test } from 'vitest'
import { createParser, readMessages, type SseMessage } from './sse.ts'

function parse(...chunks: string[]): SseMessage[] {
  const messages: SseMessage[] = []
  const push = createParser((message) => messages.push(message))
  for (const chunk of chunks) push(chunk)
  return messages
}

const message = (data: string, id?: string, event = 'message') => ({ id, event, data })

describe('createParser', () => {
  test.each<[string, string, SseMessage[]]>([
    ['reads a message', 'data: a\n\n', [message('a')]],
    ['reads its id and event', 'id: 7\nevent: report\ndata: a\n\n', [message('a', '7', 'report')]],
    ['joins several data lines with newlines', 'data: {\ndata: }\n\n', [message('{\n}')]],
    ['keeps an empty data line', 'data: a\ndata\ndata: b\n\n', [message('a\n\nb')]],
    ['takes off one space after the colon, and only one', 'data:  a\n\ndata:b\n\n', [message(' a'), message('b')]],
    ['keeps further colons', 'data: {"a":1}\n\n', [message('{"a":1}')]],
    ['ignores comments, which are the heartbeats', ': beat\n\n:\n\ndata: a\n: in between\n\n', [message('a')]],
    ['ignores fields it does not know', 'retry: 10\nwhat: ever\ndata: a\n\n', [message('a')]],
    ['gives no message for a block without data', 'id: 3\nevent: x\n\n', []],
    ['remembers the id for later messages', 'id: 3\n\ndata: a\n\n', [message('a', '3')]],
    [
      'forgets the event name after its message',
      'event: x\ndata: a\n\ndata: b\n\n',
      [message('a', undefined, 'x'), message('b')],
    ],
    ['refuses an id with a NUL in it', 'id: 3\nid: 4\0\ndata: a\n\n', [message('a', '3')]],
    ['drops a message that the end cuts short', 'data: a\n\ndata: b\n', [message('a')]],
  ])('%s', (_, text, expected) => {
    expect(parse(text)).toEqual(expected)
  })

  const stream = ': beat\n\nid: 1\ndata: {"a":\ndata: 1}\n\nid: 2\ndata: b\n\n'
  const expected = [message('{"a":\n1}', '1'), message('b', '2')]

  test.each([
    ['LF', stream],
    ['CRLF', stream.replaceAll('\n', '\r\n')],
    ['CR', stream.replaceAll('\n', '\r')],
  ])('reads lines that end in %s, wherever the chunks are cut', (_, text) => {
    expect(parse(...text)).toEqual(expected)
    for (let cut = 0; cut <= text.length; cut++) {
      expect(parse(text.slice(0, cut), '', text.slice(cut))).toEqual(expected)
    }
  })
})

describe('readMessages', () => {
  function body(chunks: Uint8Array[], onCancel = () => {}) {
    return new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk)
      },
      cancel: onCancel,
    })
  }

  test('puts characters together that chunks have cut apart', async () => {
    const bytes = new TextEncoder().encode('data: Tür €\n\n')
    const found = readMessages(body([...bytes].map((byte) => Uint8Array.of(byte))))
    expect((await found.next()).value).toEqual(message('Tür €'))
    await found.return()
  })

  test('hears heartbeats, and cancels the body when its reader leaves', async () => {
    let heard = 0
    let cancelled = false
    const encode = (text: string) => new TextEncoder().encode(text)
    const source = body([encode(': beat\n\n'), encode('data: a\n\n')], () => {
      cancelled = true
    })
    for await (const _ of readMessages(source, () => heard++)) break
    expect(heard).toBe(2)
    expect(cancelled).toBe(true)
  })
})
