import type { Discarded, FailedPage, Family, QualityReport, Replayed, Site, StoredEvent, WhichFailed } from './types.ts'

/** What the pages ask of the collector. Every call fails with `SignedOut` or `ApiError`. */
export interface Api {
  /** The stream of batch reports after the one with number `lastId`, or from the oldest that the collector remembers. */
  live(lastId: string | undefined, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>
  /** The whole event at an offset of the log; undefined when it is no longer there. */
  stored(sequence: string, signal?: AbortSignal): Promise<StoredEvent | undefined>
  sites(signal?: AbortSignal): Promise<readonly Site[]>
  /** The families of events that there can be, in the order in which they are to be shown. */
  families(signal?: AbortSignal): Promise<readonly Family[]>
  /** What was lost from a day on, up to today; of all sites unless one is named. */
  quality(query: QualityQuery, signal?: AbortSignal): Promise<QualityReport>
  /** Rejected events that are kept, oldest first, and how many there are of each kind. */
  failed(query: FailedQuery, signal?: AbortSignal): Promise<FailedPage>
  /** Tries rejected events again, at most 1,000: go on from `next`. */
  replay(which: WhichFailed): Promise<Replayed>
  /** Removes them for good, at most 1,000: go on from `next`. */
  discard(which: WhichFailed): Promise<Discarded>
}

export interface FailedQuery {
  readonly site?: string | undefined
  readonly code?: string | undefined
  readonly type?: string | undefined
  /** Words that all have to stand in it. */
  readonly q?: string | undefined
  readonly after?: string | undefined
  readonly limit?: number
}

export interface QualityQuery {
  readonly site: string | undefined
  /** A UTC day, `2026-11-22`. */
  readonly from: string
}

/** The collector does not accept the token. */
export class SignedOut extends Error {
  override name = 'SignedOut'
}

/** The collector could not be reached, or could not answer. The message is made to be shown. */
export class ApiError extends Error {
  override name = 'ApiError'
}

export interface ClientOptions {
  readonly token: string
  /** Told once for each answer 401, so that no page has to care. */
  readonly onSignedOut?: () => void
  /** Relative to the page, so that a collector below a path of a proxy works too. */
  readonly base?: string
  readonly fetch?: typeof globalThis.fetch
}

export function createClient(options: ClientOptions): Api {
  const { token, onSignedOut = () => {}, base = '../api', fetch = (...args) => globalThis.fetch(...args) } = options

  async function get(path: string, accept: string, init: RequestInit): Promise<Response> {
    let response: Response
    try {
      response = await fetch(`${base}${path}`, {
        ...init,
        headers: { ...init.headers, Accept: accept, Authorization: `Bearer ${token}` },
        cache: 'no-store',
        credentials: 'same-origin',
      })
    } catch (cause) {
      if (init.signal?.aborted) throw cause
      throw new ApiError('The collector cannot be reached.', { cause })
    }
    if (response.status === 401) {
      onSignedOut()
      throw new SignedOut('The collector does not accept this token.')
    }
    if (!response.ok) throw new ApiError(await refusal(response))
    // A proxy's own page, sent with status 200, is not an answer.
    if (!response.headers.get('content-type')?.startsWith(accept)) {
      throw new ApiError(`Something else than the collector answered: expected ${accept}.`)
    }
    return response
  }

  const post = <T>(path: string, body: unknown): Promise<T> =>
    json(path, undefined, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    })

  async function json<T>(path: string, signal: AbortSignal | undefined, init: RequestInit = {}): Promise<T> {
    const response = await get(path, 'application/json', signal ? { ...init, signal } : init)
    try {
      return await response.json()
    } catch (cause) {
      if (signal?.aborted) throw cause
      throw new ApiError('The answer of the collector was cut short.', { cause })
    }
  }

  return {
    async live(lastId, signal) {
      const headers: HeadersInit = lastId === undefined ? {} : { 'Last-Event-ID': lastId }
      const response = await get('/live', 'text/event-stream', { signal, headers })
      if (!response.body) throw new ApiError('The collector answered without a stream.')
      return response.body
    },

    async stored(sequence, signal) {
      const { events } = await json<{ events: StoredEvent[] }>(`/events?after=${before(sequence)}&limit=1`, signal)
      // When this event has been erased, the first one after the cursor is another.
      return events.find((event) => event.sequence === sequence)
    },

    async sites(signal) {
      const { sites } = await json<{ sites: Site[] }>('/sites', signal)
      return sites
    },

    async families(signal) {
      const { families } = await json<{ families: Family[] }>('/families', signal)
      return families
    },

    quality({ site, from }, signal) {
      const query = new URLSearchParams({ from, ...(site !== undefined && { site }) })
      return json(`/quality?${query}`, signal)
    },

    failed(asked, signal) {
      const query = new URLSearchParams()
      for (const [key, value] of Object.entries(asked)) if (value !== undefined) query.set(key, String(value))
      return json(`/failed?${query}`, signal)
    },

    replay: (which) => post('/failed/replay', which),
    discard: (which) => post('/failed/discard', which),
  }
}

/** The cursor just before an offset, as wide as the offset. Offsets may exceed what a number holds exactly. */
function before(sequence: string): string {
  return (BigInt(sequence) - 1n).toString().padStart(sequence.length, '0')
}

async function refusal(response: Response): Promise<string> {
  const answered = `The collector answered ${response.status}.`
  try {
    const { message } = await response.json()
    return typeof message === 'string' ? `${answered} ${message}` : answered
  } catch {
    return answered
  }
}
