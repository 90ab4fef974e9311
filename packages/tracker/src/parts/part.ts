import type { Data } from '../api.ts'

/** The parts that come only when they are needed. */
export type PartName = 'identify' | 'scrub' | 'banner' | 'capture' | `chat/${string}`

/** Gets a part. Each is a module of its own, so that a page pays for it once and only where it needs it. */
export type Load = (part: PartName) => Promise<{ default: unknown }>

/** What `identify` and `scrub` export by default: gives the data of an event as it may leave the page. */
export type Prepare = (data: Data, query: readonly string[]) => Data | Promise<Data>
