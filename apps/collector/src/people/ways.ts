import { kinds } from '@wend/privacy/identifiers'

/** Names of everything that somebody can be looked for by, as commands and bodies spell them. */
export const ways = ['visitor', ...kinds, 'subject'] as const
export type Way = (typeof ways)[number]
