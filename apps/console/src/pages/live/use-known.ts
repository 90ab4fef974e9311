import { useEffect, useMemo, useState } from 'react'
import type { Api } from '../../api/client.ts'
import type { Family } from '../../api/types.ts'

/** What the collector knows of families and types. Where it has not said, their names have to do. */
export interface Known {
  readonly families: readonly Family[]
  family(name: string): Family | undefined
  /** What an event of a type is called. */
  label(type: string | undefined): string | undefined
}

export function useKnown(api: Api): Known {
  const [families, setFamilies] = useState<readonly Family[]>([])

  useEffect(() => {
    const leaving = new AbortController()
    api.families(leaving.signal).then(setFamilies, (error: unknown) => {
      if (!leaving.signal.aborted)
        console.warn('The families of events could not be loaded; names stand for them.', error)
    })
    return () => leaving.abort()
  }, [api])

  return useMemo(() => {
    const byName = new Map(families.map((family) => [family.name, family]))
    const labels = new Map(families.flatMap(({ events }) => events.map(({ type, label }) => [type, label] as const)))
    return {
      families,
      family: (name) => byName.get(name),
      label: (type) => labels.get(type ?? ''),
    }
  }, [families])
}
