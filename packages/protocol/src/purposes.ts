/** What there is to decide about. Apart, so that the tracker need not carry the other. */
export const askable = ['analytics', 'personalisation', 'marketing'] as const

/** What data may be used for. Consent is given or refused for each; `necessary` needs none. */
export const purposes = ['necessary', ...askable] as const

export type Purpose = (typeof purposes)[number]
