let second = Number.NaN
let written = ''

/**
 * A moment in milliseconds since 1970 as RFC 3339 text, like `Date.toISOString`. Events come in runs of the same second, so
 * the calendar is asked once for each.
 */
export function rfc3339(at: number): string {
  const milliseconds = Math.floor(at)
  const of = Math.floor(milliseconds / 1000)
  if (of !== second) {
    second = of
    written = new Date(of * 1000).toISOString().slice(0, -4)
  }
  return `${written}${String(milliseconds - of * 1000).padStart(3, '0')}Z`
}
