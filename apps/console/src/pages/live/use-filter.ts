import { useEffect, useState } from 'react'
import { readQuery, writeQuery } from '../../route.ts'
import { readFilter, writeFilter } from './filter.ts'

/** The filter, which stands in the address too. */
export function useFilter() {
  const [filter, setFilter] = useState(() => readFilter(readQuery()))

  useEffect(() => {
    const read = () => setFilter(readFilter(readQuery()))
    window.addEventListener('hashchange', read)
    return () => window.removeEventListener('hashchange', read)
  }, [])

  useEffect(() => {
    // Not at each key: Safari lets a page change its address a hundred times in half a minute.
    const timer = setTimeout(() => writeQuery('live', writeFilter(filter)), 300)
    return () => clearTimeout(timer)
  }, [filter])

  return [filter, setFilter] as const
}
