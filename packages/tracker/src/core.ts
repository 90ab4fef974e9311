import type { Compiled } from '@wend/privacy/decide'
import type { Data, Wend } from './api.ts'
import type { SignalAdapter } from './consent/adapter.ts'
import type { Gate } from './gate.ts'
import type { Load } from './parts/part.ts'
import type { HookHistory, Stop } from './views.ts'

export type Method = keyof Wend
export type Methods = { [M in Method]: (...args: Parameters<Wend[M]>) => ReturnType<Wend[M]> }
/** A call of the page: method, arguments, time. */
export type Call = [method: Method, args: unknown[], at: number]

/** An event as it was made. */
export interface Made {
  type: string
  data: Data
  /** Of which epoch of its purpose it is. It is dropped in any other. */
  epoch: number | undefined
  /** Raw identifiers are all that it has for data. */
  raw?: boolean
  /** Its data may leave the page. */
  ready?: boolean | undefined
}

/** What the core shows to its pieces. */
export interface Core {
  readonly endpoint: string
  readonly site: string
  /** Query keys kept in addresses. */
  readonly query: readonly string[]
  readonly policy: Compiled
  readonly region?: string | undefined
  /** Legal signals that are listened to. */
  readonly signals?: readonly SignalAdapter[] | undefined
  readonly gate: Gate
  readonly load: Load
  /** What proves the decision that holds: the collector's receipt, and the SHA-256 of a legal string. */
  readonly proof: { receipt?: string | undefined; legal?: string | undefined }
  /**
   * Called after each change at the gate, and of the proof.
   */
  readonly changed: (() => void)[]
  /** What hears of changes of address where the browser does not tell. */
  hookHistory?: HookHistory
  /** Whether an event has to wait before it may leave the page. Not asked of one that may not be sent anyway. */
  lacks?: (event: Made, leaving?: boolean) => boolean
  /** What it waits for. */
  busy?: Promise<void> | undefined
  /** Lets go what had to wait. */
  release(): void
  /** Makes a call as the page would. */
  act(call: Call): unknown
  /** Acts on what has changed at the gate. `told`: the collector knows it already, and if it is said, other tabs do. */
  follow(told?: boolean): void
  /** Types of what the parts of capture report, where the site has any. */
  readonly capture?: readonly string[] | undefined
  /** Reports an event, on the view that is shown or on another. `ready`: none of its data has to be looked at. */
  report(type: string, data?: Data, view?: string, at?: number, ready?: boolean): void
  /** Name of the view that is shown. */
  view(): string
  /** Called when what has gathered has to be told. `over`: of a view that is over. */
  gathered?: (over: boolean) => void
  /** Takes what is said to a part of capture, by its name, now or once that runs. */
  say?: (part: string, args: readonly unknown[]) => void
  /** What the page can call. A piece puts its own in place of those that are about it. */
  readonly methods: Methods
  /** Told of each event of the page but of identities. */
  told?: (type: string, data: Data) => void
}

/**
 * What not every site needs. The collector puts into a site's script what its policy asks for, so that nobody else loads it
 * and nobody asks for one more file.
 */
export type Piece = (core: Core) => Stop | undefined
