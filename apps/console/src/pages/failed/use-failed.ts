import { useCallback, useEffect, useState } from 'react'
import type { Api, FailedQuery } from '../../api/client.ts'
import type { FailedPage } from '../../api/types.ts'

export type Answer =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly problem: string }
  | { readonly phase: 'found'; readonly page: FailedPage }

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** One page of rejected events; asked for again when the query changes, or on demand. What was there stays until then. */
export function useFailed(api: Api, { site, code, type, q, limit = 1 }: FailedQuery) {
  const [tries, setTries] = useState(0)
  const [answer, setAnswer] = useState<Answer>({ phase: 'loading' })
  const [asking, setAsking] = useState(true)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is what tries is for
  useEffect(() => {
    const leaving = new AbortController()
    setAsking(true)
    const settle = (next: Answer) => {
      if (leaving.signal.aborted) return
      setAnswer(next)
      setAsking(false)
    }
    api.failed({ site, code, type, q: q || undefined, limit }, leaving.signal).then(
      (page) => settle({ phase: 'found', page }),
      (error: unknown) => settle({ phase: 'failed', problem: wordsOf(error) }),
    )
    return () => leaving.abort()
  }, [api, site, code, type, q, limit, tries])

  const again = useCallback(() => setTries((n) => n + 1), [])
  return { answer, asking, again }
}
