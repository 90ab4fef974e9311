import type { Row } from './days.ts'
import type { Tab } from './tabs.ts'

/** What is kept of the counts over a restart. */
export interface State {
  /** The last event of the log that is counted. */
  offset: number
  /** When a tab last had to go too early, or the key changed; 0 for never. */
  blind: number
  /** When everything was last counted anew from the log; 0 for never. */
  rebuilt: number
  days: readonly Row[]
  /** By the hash of the tab's name, the one heard last at the end. */
  tabs: Iterable<readonly [string, Tab]>
}
