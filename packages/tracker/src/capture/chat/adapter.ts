/**
 * What can be said of a chat event. A text is measured, read where the policy says so, and forgotten; what is not named here
 * goes nowhere.
 */
export interface Facts {
  /** The vendor's number of the conversation. */
  conversation?: string | undefined
  /** Name of a form: `prechat`. */
  form?: string | undefined
  /** The vendor's number of a proactive message. */
  campaign?: string | undefined
  /** Who wrote: `visitor`, `agent`, `bot` or `system`. */
  role?: string | undefined
  score?: number | undefined
  /** The end of the scale that the score is on. */
  best?: number | undefined
  /** Characters of a message. */
  length?: number | undefined
  /** The message itself, where its length is not known. */
  text?: unknown
}

/** What a page says of a chat of its own: `wend.chat('message_sent', { text })`. Never throws. */
export type Say = (event: string, facts?: Facts & { readonly widget?: string }) => void

/** Reports `opened` and its like. */
export type Tell = (event: string, facts?: Facts) => void

/** What happened, by its name or with facts. Nothing where it is nothing that we tell. */
export type Told = string | readonly [event: string, facts: Facts] | undefined | false

/** What hears of an event of the vendor. Never throws. */
export type Heard = (...payload: unknown[]) => void

/** How the widget of one vendor is listened to. */
export interface Adapter<Api> {
  /**
   * For each event of the vendor ours, or what makes it of the payload. `unread` is an event that gives the number of unread
   * messages, which is all that some tell.
   */
  readonly events: { readonly [event: string]: string | ((...payload: never[]) => Told) }
  /**
   * Listens beside all who listen already. Gives the way to stop, where the vendor has one; else what comes later is not heard.
   * Left out where the API has `on` and `off` as everybody knows them.
   */
  on?(event: string, heard: Heard): (() => unknown) | undefined
  /** Whether the widget is there and not only its snippet. Asked again and again until it is. May throw. */
  ready(api: Api): unknown
}

/**
 * What the module of an adapter has for its default, one file for each vendor. It is given the vendor's global once the page
 * has it. It never loads a widget, nor drives one. May throw.
 */
export type Attach<Api> = (api: Api, tell: Tell, signal: AbortSignal) => Adapter<Api>
