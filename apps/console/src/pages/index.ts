import { Live } from './live/live.tsx'
import type { Page } from './page.ts'

/** All pages, in the order of the navigation. The first one is where people land. */
export const pages: readonly [Page, ...Page[]] = [{ path: 'live', title: 'Live', view: Live }]
