/** One thing worth telling the tracker: the arguments of `wend.track`. */
export interface Moment {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

/** What the tracker cannot see by itself. Both versions of the shop build these events here. */
export const moments = {
  giftWrapChosen: (colour: string): Moment => ({ type: 'custom.gift_wrap_chosen', data: { colour } }),
  claimStarted: { type: 'task.started', data: { task: 'claim' } },
  claimCompleted: { type: 'task.completed', data: { task: 'claim' } },
} as const
