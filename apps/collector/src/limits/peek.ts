/** How far into a body its site is looked for. Trackers name it second. */
const far = 256
const pattern = /^\s{0,16}\{[^{}[\]]{0,200}?"site"\s{0,4}:\s{0,4}"([A-Za-z0-9_-]{1,63})"/

/**
 * The site that a body seems to be for, from its first bytes, before anything is parsed. A hint: it decides who waits, not
 * who may write. Undefined for gzip and wherever the site does not stand at the front.
 */
export const siteIn = (body: Buffer): string | undefined =>
  body[0] === 0x1f ? undefined : pattern.exec(body.toString('latin1', 0, far))?.[1]
