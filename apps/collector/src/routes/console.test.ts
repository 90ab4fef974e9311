import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, start } from '../testing.ts'

let collector: Running
beforeAll(async () => {
  collector = await start()
})
afterAll(() => collector.stop())

describe('the console', () => {
  it.each([
    ['/', 302, '/console/'],
    ['/console', 302, '/console/'],
  ])('is found from %s', async (path, status, location) => {
    const response = await collector.ask(path)
    expect([response.status, response.headers.get('location')]).toEqual([status, location])
  })

  it.each([
    ['/console/', 'text/html; charset=utf-8', 'no-cache'],
    ['/console/index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['/console/assets/a.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ])('serves %s under a strict policy', async (path, type, cache) => {
    const response = await collector.ask(path)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': type,
      'cache-control': cache,
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'referrer-policy': 'no-referrer',
    })
  })

  it.each([
    '/console/assets',
    '/console/assets/',
    '/console/none.html',
    '/console/.env',
    '/console/assets/../../wend.yaml',
  ])('has nothing at %s', async (path) => {
    const response = await collector.ask(path)
    expect([response.status, await response.json()]).toMatchObject([404, { code: 'not_found' }])
  })
})
