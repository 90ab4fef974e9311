import { useEffect, useState } from 'react'
import type { Api } from '../../api/client.ts'
import type { Site } from '../../api/types.ts'

/** The sites there are. Without the list there is no choice of one, and the rest of the page says what is wrong. */
export function useSites(api: Api): readonly Site[] {
  const [sites, setSites] = useState<readonly Site[]>([])
  useEffect(() => {
    const leaving = new AbortController()
    api.sites(leaving.signal).then(setSites, () => {})
    return () => leaving.abort()
  }, [api])
  return sites
}
