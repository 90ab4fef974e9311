import type { KeyObject } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import type { Policy } from '@wend/privacy/policy'
import type { Envelope } from '@wend/protocol'
import type { Ledger } from '@wend/storage/ledger'
import type { Log } from '@wend/storage/log'
import type { Context } from 'hono'
import type { Logger } from 'pino'
import type { Ended } from './ended.ts'
import type { Live } from './live.ts'
import type { People } from './people/index.ts'
import type { Appended } from './pipeline/append.ts'
import type { Sender } from './pipeline/batch.ts'
import type { Sites } from './site.ts'
import type { Tracker } from './tracker.ts'

export type Bindings = { Bindings: HttpBindings }
export type Handler = (c: Context<Bindings>) => Response | Promise<Response>

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
  token: string
  tracker: Tracker
  /** A policy that was in force once, by its id. */
  keptPolicy(id: string): Policy | undefined
  /** Folder of the built console, ending in a slash. */
  console: URL
  logger: Logger
  clock?: () => number
  /** Aborts when the collector is about to stop, so that live streams end: they never would by themselves. */
  stopping?: AbortSignal
}

/** What routes share. */
export interface Parts extends Required<Deps> {
  /** Takes an envelope through the pipeline and counts, tells and logs what came of it. */
  accept(envelope: Envelope, bytes: number, sender: Sender): Promise<Appended>
}
