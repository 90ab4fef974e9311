import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { serveHttps } from './https.ts'

async function proxied(answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void) {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy = await serveHttps(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  onTestFinished(async () => {
    await proxy.close()
    server.close()
  })
  return proxy.url
}

function ask(url: string, options: { method?: string; headers?: Record<string, string> } = {}, body = '') {
  return new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { ...options, rejectUnauthorized: false }, resolve)
      .on('error', reject)
      .end(body)
  })
}

test('passes method, path and headers on, keeps Host and says https', async () => {
  const url = await proxied(({ method, url, headers }, outgoing) => {
    outgoing.end(JSON.stringify({ method, url, headers }))
  })
  const answer = await ask(`${url}/a?b=c`, { method: 'PUT', headers: { 'x-test': 'yes' } })
  expect(JSON.parse(await text(answer))).toMatchObject({
    method: 'PUT',
    url: '/a?b=c',
    headers: { 'x-test': 'yes', 'x-forwarded-proto': 'https', host: new URL(url).host },
  })
})

test('passes the body on', async () => {
  const url = await proxied(async (incoming, outgoing) => outgoing.end(`heard ${await text(incoming)}`))
  expect(await text(await ask(url, { method: 'POST' }, 'hello'))).toBe('heard hello')
})

test('passes status and repeated headers back', async () => {
  const url = await proxied((_, outgoing) => outgoing.writeHead(418, { 'set-cookie': ['a=1', 'b=2'] }).end())
  const answer = await ask(url)
  expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([418, ['a=1', 'b=2']])
})

test('passes a stream on as it comes', async () => {
  const url = await proxied((_, outgoing) => outgoing.write('first'))
  const answer = await ask(url)
  const first = await new Promise((resolve) => answer.once('data', resolve))
  expect(String(first)).toBe('first')
  answer.destroy()
})

test('answers 502 when nobody listens behind it', async () => {
  const proxy = await serveHttps('http://127.0.0.1:1')
  onTestFinished(() => proxy.close())
  expect((await ask(proxy.url)).statusCode).toBe(502)
})
