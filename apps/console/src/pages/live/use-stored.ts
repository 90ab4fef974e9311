import { useCallback, useEffect, useState } from 'react'
import type { Api } from '../../api/client.ts'
import type { StoredEvent } from '../../api/types.ts'

export type Stored =
  /** It was never stored, so that the report is all there is. */
  | { readonly phase: 'none' }
  | { readonly phase: 'loading' }
  | { readonly phase: 'found'; readonly event: StoredEvent }
  | { readonly phase: 'gone' }
  | { readonly phase: 'failed'; readonly problem: string }

/** The whole event at an offset of the log, and a way to ask for it again. */
export function useStored(api: Api, sequence: string | undefined): { stored: Stored; again: () => void } {
  const [tries, setTries] = useState(0)
  const [answer, setAnswer] = useState<{ sequence: string; stored: Stored }>()

  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is what tries is for
  useEffect(() => {
    if (sequence === undefined) return
    const leaving = new AbortController()
    const settle = (stored: Stored) => {
      if (!leaving.signal.aborted) setAnswer({ sequence, stored })
    }
    setAnswer(undefined)
    api.stored(sequence, leaving.signal).then(
      (event) => settle(event ? { phase: 'found', event } : { phase: 'gone' }),
      (error: unknown) => settle({ phase: 'failed', problem: error instanceof Error ? error.message : String(error) }),
    )
    return () => leaving.abort()
  }, [api, sequence, tries])

  const again = useCallback(() => setTries((n) => n + 1), [])
  if (sequence === undefined) return { stored: { phase: 'none' }, again }
  // The answer for another row must not stand under this one, not even for a frame.
  return { stored: answer?.sequence === sequence ? answer.stored : { phase: 'loading' }, again }
}
