/**
 * How messages of a chat are weighed: by the words that AFINN-165 rates. `version` is that of the list, and ours of the rules
 * around it, which is raised with every change of what they answer.
 */
export const weighing = { method: 'afinn-165', version: '2.0.2/1' } as const
