import { afterEach, expect, test } from 'vitest'
import { ApiError, SignedOut } from './client.ts'
import { type Following, type FollowOptions, follow, type Link } from './follow.ts'

const encode = (text: string) => new TextEncoder().encode(text)

/** A stream of these chunks that then ends, or stays open for ever. */
function body(chunks: string[], end: 'ends' | 'stays', signal: AbortSignal) {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encode(chunk))
      if (end === 'ends') controller.close()
      else signal.addEventListener('abort', () => controller.error(signal.reason))
    },
  })
}

let following: Following | undefined
afterEach(() => following?.stop())

type Answer = (signal: AbortSignal) => ReadableStream<Uint8Array>

/** Follows a server that gives these answers in turn, and then the last one again. */
function start(answers: Answer[], options: Partial<FollowOptions> = {}) {
  const seen = { ids: [] as (string | undefined)[], data: [] as string[], links: [] as Link[] }
  following = follow({
    waits: [0],
    onMessage: (message) => seen.data.push(message.data),
    onLink: (link) => seen.links.push(link),
    ...options,
    open: async (lastId, signal) => {
      const answer = answers[Math.min(seen.ids.length, answers.length - 1)]
      seen.ids.push(lastId)
      if (!answer) throw new Error('no answer')
      return answer(signal)
    },
  })
  return seen
}

async function until(condition: () => boolean) {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 500) throw new Error('The condition did not come true within a second.')
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

const stays: Answer = (signal) => body([], 'stays', signal)

test('goes on after the last message it heard', async () => {
  const seen = start([(signal) => body(['id: 1\ndata: a\n\n', 'id: 2\ndata: b\n\n'], 'ends', signal), stays])
  await until(() => seen.ids.length === 2)
  expect(seen.data).toEqual(['a', 'b'])
  expect(seen.ids).toEqual([undefined, '2'])
  await until(() => seen.links.length === 4)
  expect(seen.links).toEqual([
    { phase: 'connecting' },
    { phase: 'live' },
    { phase: 'reconnecting', failures: 0, problem: 'The collector closed the connection.' },
    { phase: 'live' },
  ])
})

test('keeps trying while the collector is away, and says why', async () => {
  const away: Answer = () => {
    throw new ApiError('The collector cannot be reached.')
  }
  const seen = start([away, away, stays])
  await until(() => seen.links.length === 4)
  expect(seen.links.slice(1)).toEqual([
    { phase: 'reconnecting', failures: 1, problem: 'The collector cannot be reached.' },
    { phase: 'reconnecting', failures: 2, problem: 'The collector cannot be reached.' },
    { phase: 'live' },
  ])
})

test('takes a stream without heartbeats for dead', async () => {
  const seen = start([stays, stays], { silence: 20 })
  await until(() => seen.ids.length === 2)
  expect(seen.links[2]).toEqual({ phase: 'reconnecting', failures: 0, problem: 'The collector has gone silent.' })
})

test('waits between attempts, unless told to retry', async () => {
  const seen = start([(signal) => body([], 'ends', signal)], { waits: [60_000] })
  await until(() => seen.links.length === 3)
  expect(seen.ids).toHaveLength(1)
  following?.retry()
  await until(() => seen.ids.length === 2)
})

test('gives up when it is signed out', async () => {
  const seen = start([
    () => {
      throw new SignedOut('no')
    },
  ])
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(seen.ids).toHaveLength(1)
  expect(seen.links).toEqual([{ phase: 'connecting' }])
})

test('says nothing more once it is stopped', async () => {
  const seen = start([stays])
  await until(() => seen.links.length === 2)
  following?.stop()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(seen.ids).toHaveLength(1)
  expect(seen.links).toHaveLength(2)
})
