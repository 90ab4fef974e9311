/** Columns of a line, as everywhere else in this repository. */
const width = 120

/** JSON that people can read and compare: what fits stands on one line. */
export const print = (value: unknown): string => `${lines(value, '', 0)}\n`

function lines(value: unknown, indent: string, before: number): string {
  const flat = short(value)
  // The comma behind it needs a column too.
  if (typeof value !== 'object' || value === null || indent.length + before + flat.length < width) return flat
  const inner = `${indent}  `
  const open = Array.isArray(value) ? '[]' : '{}'
  const parts = Array.isArray(value)
    ? value.map((part) => lines(part, inner, 0))
    : Object.entries(value)
        .filter(([, part]) => part !== undefined)
        .map(([key, part]) => {
          const name = `${JSON.stringify(key)}: `
          return name + lines(part, inner, name.length)
        })
  return `${open[0]}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${open[1]}`
}

function short(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(short).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const parts = Object.entries(value).filter(([, part]) => part !== undefined)
  return parts.length ? `{ ${parts.map(([key, part]) => `${JSON.stringify(key)}: ${short(part)}`).join(', ')} }` : '{}'
}
