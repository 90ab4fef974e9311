/** JSON as people read it, and where in it something stands. */
export interface Marked {
  readonly text: string
  readonly start: number
  readonly end: number
  /** The field that is wrong because it is not there; what is marked is where it should be. */
  readonly missing?: string
}

/** Writes a value as `JSON.stringify(value, null, 2)` does, and finds the place that a JSON pointer (RFC 6901) names. */
export function markAt(value: unknown, pointer: string): Marked {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  let text = ''
  let start = 0
  let end = 0
  let deepest = -1

  const write = (part: unknown, indent: string, depth: number) => {
    const from = text.length
    const onPath = depth >= 0
    if (typeof part === 'object' && part !== null) {
      const entries = Object.entries(part)
      const isList = Array.isArray(part)
      text += isList ? '[' : '{'
      for (const [index, [key, inner]] of entries.entries()) {
        text += `${index ? ',' : ''}\n${indent}  ${isList ? '' : `${JSON.stringify(key)}: `}`
        write(inner, `${indent}  `, onPath && path[depth] === key ? depth + 1 : -1)
      }
      text += `${entries.length ? `\n${indent}` : ''}${isList ? ']' : '}'}`
    } else text += JSON.stringify(part) ?? 'null'
    // Inner parts end first, so the deepest that the pointer reaches is the one that stays.
    if (onPath && depth > deepest) [deepest, start, end] = [depth, from, text.length]
  }
  write(value, '', 0)
  const missing = deepest < path.length ? path[deepest] : undefined
  return { text, start, end, ...(missing !== undefined && { missing }) }
}
