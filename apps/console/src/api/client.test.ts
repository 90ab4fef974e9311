import { describe, expect, test } from 'vitest'
import { ApiError, createClient, SignedOut } from './client.ts'

/** A client whose requests are all answered with `answer`, and the list of those requests. */
function clientOf(answer: () => Response | Promise<Response>) {
  const requests: Request[] = []
  let signedOut = 0
  const api = createClient({
    token: 's3cret',
    base: 'https://shop.example/api',
    onSignedOut: () => signedOut++,
    fetch: async (input, init) => {
      requests.push(new Request(input, init))
      return answer()
    },
  })
  return { api, requests, signedOut: () => signedOut }
}

const stream = () => new Response('data: {}\n\n', { headers: { 'content-type': 'text/event-stream' } })

describe('createClient', () => {
  test('sends the token in a header, never in the address', async () => {
    const { api, requests } = clientOf(() => Response.json({ sites: [] }))
    expect(await api.sites()).toEqual([])
    expect(requests[0]?.headers.get('authorization')).toBe('Bearer s3cret')
    expect(requests[0]?.url).toBe('https://shop.example/api/sites')
  })

  test('gives the families of events in their order', async () => {
    const families = [{ name: 'page', label: 'Pages', comes: 'Open a page.', events: [] }]
    const { api, requests } = clientOf(() => Response.json({ families }))
    expect(await api.families()).toEqual(families)
    expect(requests[0]?.url).toBe('https://shop.example/api/families')
  })

  test('asks for what follows the last report it saw, and for everything at first', async () => {
    const { api, requests } = clientOf(stream)
    const { signal } = new AbortController()
    await api.live(undefined, signal)
    await api.live('41', signal)
    expect(requests.map((request) => request.headers.get('last-event-id'))).toEqual([null, '41'])
  })

  test('asks for one stored event by the offset before it', async () => {
    const event = { id: 'a', type: 'page.viewed', sequence: '9007199254740994' }
    const { api, requests } = clientOf(() => Response.json({ events: [event], next: event.sequence }))
    expect(await api.stored(event.sequence)).toEqual(event)
    expect(requests[0]?.url).toBe('https://shop.example/api/events?after=9007199254740993&limit=1')
    await api.stored('0000000000000100')
    expect(requests[1]?.url).toContain('after=0000000000000099&')
  })

  test('does not take the next event for one that has been erased', async () => {
    const { api } = clientOf(() => Response.json({ events: [{ id: 'b', sequence: '0000000000000043' }] }))
    expect(await api.stored('0000000000000042')).toBeUndefined()
  })

  test('says that it is signed out on 401', async () => {
    const { api, signedOut } = clientOf(() => new Response('', { status: 401 }))
    await expect(api.sites()).rejects.toThrow(SignedOut)
    expect(signedOut()).toBe(1)
  })

  test.each<[string, () => Response | Promise<Response>, string]>([
    ['a network error', () => Promise.reject(new TypeError('fetch failed')), 'The collector cannot be reached.'],
    ['a refusal', () => new Response('', { status: 503 }), 'The collector answered 503.'],
    [
      'a refusal with a message',
      () => Response.json({ code: 'log_down', message: 'The log is not writable.' }, { status: 503 }),
      'The collector answered 503. The log is not writable.',
    ],
    [
      'the page of a proxy',
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      'Something else than the collector answered: expected application/json.',
    ],
    [
      'half an answer',
      () => new Response('{"sites":', { headers: { 'content-type': 'application/json' } }),
      'The answer of the collector was cut short.',
    ],
  ])('turns %s into a sentence', async (_, answer, sentence) => {
    const failure = await clientOf(answer)
      .api.sites()
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ApiError)
    expect((failure as Error).message).toBe(sentence)
  })
})
