import { poll } from './poll.ts'

/** What Firefox reports without being asked, as `method` and `params` of WebDriver BiDi. */
export type BidiListener = (method: string, params: never) => void

export interface Bidi {
  send<Result>(method: string, params: object): Promise<Result>
  close(): void
}

interface Answer {
  readonly id?: number
  readonly type: 'success' | 'error' | 'event'
  readonly method: string
  readonly params: never
  readonly result: unknown
  readonly error: string
  readonly message: string
}

/** A WebDriver BiDi session over one WebSocket. https://w3c.github.io/webdriver-bidi/ */
export async function connectBidi(address: string, listener: BidiListener): Promise<Bidi> {
  const socket = new WebSocket(address)
  const waiting = new Map<number, { resolve(result: never): void; reject(error: Error): void }>()
  let sent = 0
  socket.addEventListener('message', ({ data }) => {
    const answer: Answer = JSON.parse(data)
    if (answer.type === 'event') return listener(answer.method, answer.params)
    const command = waiting.get(answer.id ?? 0)
    waiting.delete(answer.id ?? 0)
    if (answer.type === 'success') command?.resolve(answer.result as never)
    else command?.reject(new Error(`Firefox answered "${answer.error}": ${answer.message}`))
  })
  socket.addEventListener('close', () => {
    for (const command of waiting.values()) command.reject(new Error('Firefox closed the connection.'))
    waiting.clear()
  })
  await poll(`a WebSocket to ${address}`, () => socket.readyState === WebSocket.OPEN)
  return {
    send: (method, params) =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== WebSocket.OPEN) return reject(new Error('Firefox closed the connection.'))
        const id = ++sent
        waiting.set(id, { resolve, reject })
        socket.send(JSON.stringify({ id, method, params }))
      }),
    close: () => socket.close(),
  }
}
