import type { Taxonomy } from '@wend/protocol'

const familyOf = (type: string): string => type.replace(/\..*/, '')

/** How many types each family has. */
const sizes = (taxonomy: Taxonomy): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const { family } of taxonomy.values()) counts.set(family, (counts.get(family) ?? 0) + 1)
  return counts
}

/** Types said shortly: a whole family by its name, a part of one by its types. In the order of the taxonomy. */
function names(types: ReadonlySet<string>, taxonomy: Taxonomy): string[] {
  const all = sizes(taxonomy)
  const given = new Map<string, string[]>()
  for (const type of taxonomy.keys())
    if (types.has(type)) given.set(familyOf(type), [...(given.get(familyOf(type)) ?? []), type])
  return [...given].flatMap(([family, some]) => {
    if (some.length === all.get(family)) return [family]
    const missing = [...taxonomy.values()].filter((one) => one.family === family && !types.has(one.type))
    return missing.length < some.length && missing.length <= 3
      ? [`${family} (not ${missing.map(({ type }) => type.slice(family.length + 1)).join(', ')})`]
      : some
  })
}

/** Event types as few words as they need: `nothing`, `everything`, `page, search`, `everything but ad, email`. */
export function compact(types: Iterable<string>, taxonomy: Taxonomy): string {
  const set = new Set(types)
  const rest = new Set([...taxonomy.keys()].filter((type) => !set.has(type)))
  if (!set.size) return 'nothing'
  if (!rest.size) return 'everything'
  const [some, others] = [names(set, taxonomy), names(rest, taxonomy)]
  return others.length * 2 <= some.length ? `everything but ${others.join(', ')}` : some.join(', ')
}
