import type { KeyObject } from 'node:crypto'
import type { Policy } from '@wend/privacy/policy'
import type { Envelope } from '@wend/protocol'
import type { Ledger } from '@wend/storage/ledger'
import type { Log } from '@wend/storage/log'
import type { Logger } from 'pino'
import type { Space } from './data/space.ts'
import type { Ended } from './ended.ts'
import type { FailedStore } from './failed/store.ts'
import type { Sender } from './http/sender.ts'
import type { Limits } from './limits/index.ts'
import type { Live } from './live.ts'
import type { People } from './people/index.ts'
import type { Appended } from './pipeline/append.ts'
import type { KeptQuality } from './quality/open.ts'
import type { Site, Sites } from './site.ts'
import type { Tracker } from './tracker.ts'

/** Everything from outside that the collector needs. */
export interface Deps {
  prefix: string
  /** Where browsers reach the collector, without a slash at its end. */
  publicUrl: () => string
  sites: Sites
  log: Log
  ledger: Ledger
  people: People
  ended: Ended
  /** Tells visitor ids that we made from invented ones. */
  visitorKey: KeyObject
  live: Live
  /** What was rejected, until it is tried again. */
  failed: FailedStore
  /** Counts what was lost on the way. */
  quality: Pick<KeptQuality, 'observe' | 'report' | 'tabs' | 'complete'>
  /** How much is taken from whom. */
  limits: Limits
  token: string
  tracker: Tracker
  /** A policy that was in force once, by its id. */
  keptPolicy(id: string): Policy | undefined
  /** Folder of the built console, ending in a slash. */
  console: URL
  logger: Logger
  clock?: () => number
  /** Whether there is room on the disk; always, unless somebody looks. */
  space?: Space
  /** Aborts when nobody should send anything more here; what comes all the same is still served. */
  draining?: AbortSignal
  /** Aborts when the collector is about to stop, so that live streams end: they never would by themselves. */
  stopping?: AbortSignal
}

/** What routes share. */
export interface Parts extends Required<Deps> {
  /** Whether a visitor was erased or is just withdrawing, so that nothing of theirs may be kept. */
  dead(site: Site, subject: string): boolean
  /** Takes an envelope through the pipeline and counts, tells and logs what came of it. */
  accept(envelope: Envelope, bytes: number, sender: Sender): Promise<Appended>
}
