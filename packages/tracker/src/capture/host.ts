import type { Data, Frustration } from '../api.ts'

/** What the tracker is to a part of capture. A part touches the page and this, and nothing else. */
export interface Host {
  /**
   * Reports an event, by default on the view that the page shows now. What has been gathered for a view that is over is
   * reported on that one. `ready`: none of its data is looked at before it leaves the page, because the collector takes what
   * else would look like a secret.
   */
  track(type: string, data?: Data, view?: string, ready?: boolean): void
  /** The view that the page shows now. */
  readonly view: string
  /**
   * Called when what has gathered has to be told: the page is hidden, or the view is over (`over`), because the page is left or
   * another view begins, whose name is `view` only afterwards. May be called often, and the page may go on after it.
   */
  readonly leaving: Set<(over: boolean) => void>
  /** Told of each event that the page reports, its own and those of all parts, before anything is decided about it. */
  readonly hearing: Set<(type: string, data: Data) => void>
  /** What the page wants called when a visitor is stuck. */
  readonly listeners: ReadonlySet<(sign: Frustration) => unknown>
  /**
   * Whether an event of this type may leave the page now: the name of the time since it may, which is another once it may not
   * in between.
   */
  allowed(type: string): string | false
  /** Ends with the part: it goes along with every listener, and nothing is reported after it. */
  readonly signal: AbortSignal
  /** Gets a module that belongs to the part, by its name. */
  readonly load: (name: string) => Promise<unknown>
  /** What the site has set for this part, as in wend.yaml. Everything is optional. */
  readonly settings: { readonly [key: string]: unknown }
}

/**
 * A part of capture: a module of its own, loaded once consent and policy allow what it reports. Starts at once; `signal` ends
 * it, and then nothing of it is left on the page. Never throws into the page, never reads what a visitor typed into an event,
 * but for what a policy may let be made of chats (`chat/talk.ts`). What it gives back, the page can call.
 */
export type Part = (host: Host) => Call | undefined

/** Takes what the page says itself: `wend.chat(…)`. */
export type Call = (...args: never[]) => void
