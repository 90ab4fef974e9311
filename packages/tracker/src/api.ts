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
}

/** What a page can ask of the tracker. No call ever throws. */
export interface Wend {
  /** Reports an event: `product.viewed`, or an event of the site's own, where `sample ordered` means `custom.sample_ordered`. */
  track(type: string, data?: Data): void
  /** Reports a page view by hand, for pages that change without changing their address. */
  page(data?: Data): void
  /** Reports who the visitor says they are. */
  identify(identifiers: Identifiers): void
  /** Takes the visitor's decision, by purpose. Until then events wait in memory; after a no they are gone. */
  consent(choices: { readonly [purpose: string]: boolean }, source?: string): void
  /** Sends what is waiting now, unless the collector has yet to recover. Resolves when that is answered or has failed. */
  flush(): Promise<void>
  /** Says in the console what happens, and sends at once. For development. */
  debug(on?: boolean): void
  /** Ends everything that was started. What is waiting and allowed is sent first. */
  stop(): void
}

export interface Options {
  /** Public name of the site, as in wend.yaml. */
  site: string
  /** Where the collector is, with its prefix: `https://shop.example/w`. */
  endpoint: string
  /** Query keys kept in addresses. */
  query?: readonly string[]
  /** What consent an event needs where that is not analytics, by type or by family. */
  purposes?: { readonly [typeOrFamily: string]: string }
  /** Whether page views are reported by themselves. */
  pages?: boolean
  /** Milliseconds that events gather before they are sent. */
  linger?: number
}
