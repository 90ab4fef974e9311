/** What data may be used for. Consent is given or refused for each; `necessary` needs none. */
export const purposes = ['necessary', 'analytics', 'personalisation', 'marketing'] as const

export type Purpose = (typeof purposes)[number]
