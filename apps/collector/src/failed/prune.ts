import type { z } from 'zod'
import { cleanName } from './clean.ts'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * A copy of a value with only those fields that a schema declares, which are those that would have been stored. Where the
 * value is not what the schema asks for it is copied as it is. The names of the others go to `left`.
 */
export function prune(value: unknown, schema: z.ZodType, left: (name: string) => void, path = ''): unknown {
  const { def } = schema as unknown as z.core.$ZodTypes['_zod']
  if (def.type === 'optional' || def.type === 'nullable' || def.type === 'default' || def.type === 'prefault')
    return prune(value, def.innerType as z.ZodType, left, path)
  if (def.type === 'array' && Array.isArray(value))
    return value.map((one) => prune(one, def.element as z.ZodType, left, path))
  if (def.type !== 'object' || def.catchall || !isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => {
      if (Object.hasOwn(def.shape, name))
        return [[name, prune(field, def.shape[name] as z.ZodType, left, `${path}${name}.`)]]
      const own = cleanName(name)
      if (own !== undefined) left(path + own)
      return []
    }),
  )
}
