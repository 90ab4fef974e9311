import type { Data, Frustration } from '../../api.ts'

/** When something counts. Times in milliseconds. A site can set each of them. */
export const usual = {
  rageClicks: 3,
  /** Turns of the direction of scrolling, each over half of what is seen, and within what time. */
  turns: 5,
  turnsWithin: 4000,
  /** A page is left again so soon. */
  quickBack: 8000,
  /** How often somebody comes back to the same two pages, and within what time. */
  loops: 2,
  loopsWithin: 60_000,
  corrections: 3,
  searches: 3,
  searchesWithin: 120_000,
  noSubmit: 60_000,
  noNextStep: 120_000,
  idleAfterError: 30_000,
  /** What does not reach this score is not reported. */
  score: 0.3,
  /** How long the page is not asked again to offer help. */
  coolDown: 600_000,
}
export type Limits = typeof usual

export type Kind = Frustration['kind']

/** How much one sign of a kind says by itself, from 0 to 1. */
export const weights: Record<Kind, number> = {
  rage_click: 0.6,
  dead_click: 0.3,
  error_click: 0.5,
  navigation_loop: 0.4,
  correction_loop: 0.5,
  repeated_search: 0.4,
  quick_back: 0.3,
  scroll_thrash: 0.3,
  no_submit: 0.4,
  no_next_step: 0.3,
  idle_after_error: 0.4,
}
export type Detect = (kind: Kind, evidence: string[], more?: Data) => void
