/** What is sent together: events with identity, events without, and a withdrawal by itself. */
export type Kind = 0 | 1 | 2
export const known = 0
export const anonymously = 1
export const withdrawal = 2

/** Where an item is. What is `handed` over to the browser may have arrived: it goes with others, and never at an end. */
export type State = 0 | 1 | 2
export const waits = 0
export const flies = 1
export const handed = 2

/** One event ready to go. */
export interface Item {
  /** That of the event. Of a withdrawal one that sorts before all events. */
  id: string
  json: string
  /** Of its JSON. */
  bytes: number
  kind: Kind
  /** The page that made it. */
  tab: string
  at: number
  /** What consent it needs. */
  purpose: string
  /** Of which epochs it is, as the gate tells them. */
  epoch: string | false | undefined
  state: State
  saved?: boolean
}
