/** JSON pointer (RFC 6901) to a path, `/events/3/data/url`. Only names that our schemas know get here, never a sender's key. */
export const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
