/** Packs into a new folder. Throws when it is not empty. */
export function pack(to: string, options?: { withNode?: boolean }): void
