import { Failed } from './failed/failed.tsx'
import { Live } from './live/live.tsx'
import type { Page } from './page.ts'
import { Quality } from './quality/quality.tsx'

/** All pages, in the order of the navigation. The first one is where people land. */
export const pages: readonly [Page, ...Page[]] = [
  { path: 'live', title: 'Live', view: Live },
  { path: 'failed', title: 'Failed', view: Failed },
  { path: 'quality', title: 'Quality', view: Quality },
]
