import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { networkOf } from '../limits/address.ts'

/** Connections at once: of everybody, and of one address that is no proxy of ours. A browser opens six, an office shares one address. */
export const room = { all: 10_000, perAddress: 1024 } as const

/** Requests of one connection without an answer. Browsers and proxies ask for one thing after the other. */
const unanswered = 100

export interface Connections {
  /** Counts a request until it is answered. False where its connection has asked for too much at once, and is closed. */
  asks(incoming: IncomingMessage, outgoing: ServerResponse): boolean
  /** Closes every connection that has never asked for anything. */
  closeSilent(): void
}

/**
 * Keeps an eye on the connections of a server: not too many of one address, and none whose client does not read what it
 * asked for. `server.timeout` says for how long nothing may move.
 */
export function watchConnections(
  server: Server,
  isProxy: (address: string) => boolean,
  { all, perAddress: each }: Readonly<Record<keyof typeof room, number>> = room,
): Connections {
  const open = new Set<Socket>()
  const perAddress = new Map<string, number>()
  /** Requests without a whole answer, by connection. */
  const asked = new WeakMap<Socket, number>()
  server.maxConnections = all

  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress
    const from = address === undefined || isProxy(address) ? undefined : networkOf(address)
    const others = from === undefined ? 0 : (perAddress.get(from) ?? 0)
    if (others >= each) return socket.destroy()
    open.add(socket)
    if (from !== undefined) perAddress.set(from, others + 1)
    socket.once('close', () => {
      open.delete(socket)
      if (from === undefined) return
      const rest = (perAddress.get(from) ?? 1) - 1
      if (rest > 0) perAddress.set(from, rest)
      else perAddress.delete(from)
    })
  })
  // Who listens here has to close by hand. A handler that takes its time has nothing to write yet: it may go on.
  server.on('timeout', (socket: Socket) => {
    if (socket.writableLength > 0 || !asked.get(socket)) socket.destroy()
  })
  return {
    asks({ socket }, outgoing) {
      const others = asked.get(socket) ?? 0
      if (others >= unanswered || socket.destroyed) {
        socket.destroy()
        return false
      }
      asked.set(socket, others + 1)
      outgoing.once('close', () => asked.set(socket, (asked.get(socket) ?? 1) - 1))
      return true
    },
    closeSilent() {
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy()
    },
  }
}
