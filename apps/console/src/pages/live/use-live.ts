import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import type { Api } from '../../api/client.ts'
import { type Following, follow, type Link } from '../../api/follow.ts'
import type { BatchReport } from '../../api/types.ts'
import { emptyFeed, reduce } from './feed.ts'
import { gather } from './gather.ts'
import { readReport } from './report.ts'

/** Follows the collector for as long as the page is shown. */
export function useLive(api: Api) {
  const [feed, dispatch] = useReducer(reduce, emptyFeed)
  const [link, setLink] = useState<Link>({ phase: 'connecting' })
  const following = useRef<Following>(undefined)

  useEffect(() => {
    const reports = gather<BatchReport>((values) => dispatch({ do: 'add', reports: values }))
    const current = follow({
      open: api.live,
      onLink: setLink,
      onMessage(message) {
        const report = readReport(message.data)
        if (report) reports.add(report)
        else console.warn('A message of /api/live is not a batch report; it is not shown.', message.id)
      },
    })
    following.current = current
    return () => {
      current.stop()
      reports.stop()
    }
  }, [api])

  const retry = useCallback(() => following.current?.retry(), [])
  return { feed, dispatch, link, retry }
}
