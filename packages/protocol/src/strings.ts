import type { z } from 'zod'
import type { Scrub } from './fields.ts'

/** Gives the cleaned form of one string. */
export type Clean = (value: string, kind: Scrub) => string

/** Puts every string of a value that its schema marks for scrubbing through `clean`. Changes objects in place. */
export type MapStrings = (value: unknown, clean: Clean) => unknown

const same: MapStrings = (value) => value
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Walks a schema once and gives back a function that walks its values. A branch without such strings costs nothing. */
export function mapStrings(schema: z.ZodType): MapStrings {
  const kind = schema.meta()?.scrub
  if (kind) return (value, clean) => (typeof value === 'string' ? clean(value, kind) : value)

  const { def } = schema as unknown as z.core.$ZodTypes['_zod']
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
      return mapStrings(def.innerType as z.ZodType)
    case 'array': {
      const item = mapStrings(def.element as z.ZodType)
      return item === same
        ? same
        : (value, clean) => (Array.isArray(value) ? value.map((one) => item(one, clean)) : value)
    }
    case 'union': {
      const options = def.options.map((option) => mapStrings(option as z.ZodType)).filter((map) => map !== same)
      return options.length ? (value, clean) => options.reduce((result, map) => map(result, clean), value) : same
    }
    case 'object': {
      const fields = Object.entries(def.shape)
        .map(([key, field]) => [key, mapStrings(field as z.ZodType)] as const)
        .filter(([, map]) => map !== same)
      const rest = def.catchall ? mapStrings(def.catchall as z.ZodType) : same
      if (!fields.length && rest === same) return same
      return (value, clean) => {
        if (!isObject(value)) return value
        for (const [key, map] of fields) if (Object.hasOwn(value, key)) value[key] = map(value[key], clean)
        if (rest !== same)
          for (const key of Object.keys(value)) if (!Object.hasOwn(def.shape, key)) value[key] = rest(value[key], clean)
        return value
      }
    }
    default:
      return same
  }
}
