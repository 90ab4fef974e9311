import { useCallback, useEffect, useState } from 'react'
import type { Api } from '../../api/client.ts'
import type { QualityReport } from '../../api/types.ts'
import { firstOf } from './days.ts'

export interface Question {
  /** All of them when it is left out. */
  readonly site: string | undefined
  readonly days: number
}

export type Answer =
  | { readonly phase: 'loading' }
  | { readonly phase: 'found'; readonly report: QualityReport }
  | { readonly phase: 'failed'; readonly problem: string }

/** What was lost, and a way to ask again. What was found stays in view while another answer is waited for. */
export function useQuality(api: Api, { site, days }: Question): { answer: Answer; asking: boolean; again: () => void } {
  const [tries, setTries] = useState(0)
  const [answer, setAnswer] = useState<Answer>({ phase: 'loading' })
  const [asking, setAsking] = useState(true)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is what tries is for
  useEffect(() => {
    const leaving = new AbortController()
    const settle = (answer: Answer) => {
      if (leaving.signal.aborted) return
      setAnswer(answer)
      setAsking(false)
    }
    setAsking(true)
    api.quality({ site, from: firstOf(days) }, leaving.signal).then(
      (report) => settle({ phase: 'found', report }),
      (error: unknown) => settle({ phase: 'failed', problem: error instanceof Error ? error.message : String(error) }),
    )
    return () => leaving.abort()
  }, [api, site, days, tries])

  const again = useCallback(() => setTries((n) => n + 1), [])
  return { answer, asking, again }
}
