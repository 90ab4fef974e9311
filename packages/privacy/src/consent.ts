import type { Purpose } from '@wend/protocol/purposes'

/** What a visitor has said so far, by purpose. A purpose that is missing has not been decided. */
export type Choices = Readonly<Partial<Record<Purpose, boolean>>>

/** `keep` it, `hold` it in memory until the visitor decides, or `drop` it for good. */
export type Decision = 'keep' | 'hold' | 'drop'

/**
 * Decides what becomes of an event with this purpose. The tracker and the collector both ask here; on the collector
 * `hold` means no as well, because nothing identifying may wait there. Unknown is never yes.
 */
export const decide = (purpose: Purpose, choices: Choices): Decision => {
  if (purpose === 'necessary' || choices[purpose] === true) return 'keep'
  return choices[purpose] === false ? 'drop' : 'hold'
}

/** Whether a random visitor id may be kept on the device. Measuring one's own audience is what it is for. */
export const mayStore = (choices: Choices): boolean => choices.analytics === true
