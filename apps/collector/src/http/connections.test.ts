import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { watchConnections } from './connections.ts'

const run = async (isProxy: boolean, room: { all: number; perAddress: number }) => {
  const server = createServer((_, response) => response.end('here'))
  watchConnections(server, () => isProxy, room)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const ask = () =>
    new Promise<Socket | undefined>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => {}).on('close', () => resolve(undefined))
      socket.on('data', () => resolve(socket))
      socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
    })
  return {
    /** How many of so many connections are answered; they stay open. */
    open: async (count: number) =>
      (await Promise.all(Array.from({ length: count }, ask))).filter((one) => one !== undefined),
    stop: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

it.each([
  ['one address has its part', false, { all: 100, perAddress: 5 }, 5],
  ['a proxy of ours may have all', true, { all: 100, perAddress: 5 }, 8],
  ['nobody has more than there is', true, { all: 6, perAddress: 5 }, 6],
])('%s', async (_, isProxy, room, count) => {
  const server = await run(isProxy, room)
  const sockets = await server.open(8)
  expect(sockets).toHaveLength(count)
  for (const socket of sockets) socket.destroy()
  await expect.poll(async () => (await server.open(1)).length).toBe(1)
  await server.stop()
})
