/** A value that survives JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/** Fields of an event. What the event type does not declare is not stored. */
export type Data = { readonly [key: string]: Json | undefined }

/** Who a visitor says they are. Each is hashed in the browser; the raw value never leaves it. */
export interface Identifiers {
  email?: string
  /** With `+` or `00` and the country: `+49 151 2345678`. */
  phone?: string
  /** The site's own customer number. */
  customer?: string
  /** The site's own account, where that is another thing. */
  account?: string
  /** Who they are in the site's chat. */
  chat?: string
  /** A device that the site knows. */
  device?: string
  /** What the site's backend has signed, so that this counts as verified. See docs/identifiers.md. */
  proof?: string
}

/** What the visitor saw when they decided: kept as proof. */
export interface Shown {
  /** SHA-256 of the words, as 64 lower-case hex digits. */
  text?: string
  /** Their language, a BCP 47 tag. */
  language?: string
}

/** A sign that a visitor is stuck. See docs/capture.md. */
export interface Frustration {
  readonly kind:
    | 'rage_click'
    | 'dead_click'
    | 'error_click'
    | 'navigation_loop'
    | 'correction_loop'
    | 'repeated_search'
    | 'quick_back'
    | 'scroll_thrash'
    | 'no_submit'
    | 'no_next_step'
    | 'idle_after_error'
  /** How stuck, from 0 to 1, with what came before it. */
  readonly score: number
  readonly evidence: readonly string[]
  /** Name of the view, as events have it. */
  readonly view: string
}

/** What a page can ask of the tracker. No call ever throws. */
export interface Wend {
  /** Reports an event: `product.viewed`, or an event of the site's own, where `sample ordered` means `custom.sample_ordered`. */
  track(type: string, data?: Data): void
  /** Reports a page view by hand, for pages that change without changing their address. */
  page(data?: Data): void
  /** Reports who the visitor says they are. */
  identify(identifiers: Identifiers): void
  /** Takes the visitor's decision, by purpose. A later one wins. After a no nothing of before is sent any more. */
  consent(choices: { readonly [purpose: string]: boolean }, source?: string, shown?: Shown): void
  /**
   * Reports what happens in a chat of the site's own: `wend.chat('message_sent', { text })`. A text is measured and forgotten,
   * unless the policy has it read first. See docs/capture.md.
   */
  chat(event: string, facts?: { readonly [name: string]: unknown }): void
  /**
   * Calls the page when a visitor seems stuck and may be offered help: where consent covers `frustration.detected`, and not
   * again for `coolDown`, in whichever tab that was. A listener that gives back `false` has offered nothing. Gives a function
   * that ends it.
   */
  on(what: 'frustration', listener: (sign: Frustration) => unknown): () => void
  /** Opens the site's own dialog of preferences, where it has one. */
  preferences(): void
  /** Sends what is waiting now, unless the collector has yet to recover. Resolves when that is answered or has failed. */
  flush(): Promise<void>
  /** Says in the console what happens, and sends at once. For development. */
  debug(on?: boolean): void
  /** Ends everything that was started. What is waiting and allowed is sent first. */
  stop(): void
}

/** The site's policy, as `wend policy compile` prints it. */
export interface Policy {
  readonly id: string
}

/** Listens to a legal signal of the page: `tcf`, `gpp` or `consent-mode`. */
export interface Signal {
  readonly name: string
}

export interface Options {
  /** Public name of the site, as in wend.yaml. */
  site: string
  /** Where the collector is, with its prefix: `https://shop.example/w`. */
  endpoint: string
  /** Query keys kept in addresses. */
  query?: readonly string[]
  /** What is collected, for what, and on whose word. Without it everything that names a purpose needs a yes to it. */
  policy?: Policy
  /** Where the visitor is, as ISO 3166 says it: `DE`, `US-CA`. Without it the strictest rules of the policy hold. */
  region?: string
  /** Legal signals that the policy listens to. */
  signals?: readonly Signal[]
  /** Whether the site asks with Wend's own banner. */
  banner?: boolean
  /** Whether forms, clicks, chats and the like are reported by themselves, as the site has it in wend.yaml. */
  capture?: boolean
  /** Whether page views are reported by themselves. */
  pages?: boolean
  /** Milliseconds that events gather before they are sent. */
  linger?: number
}
