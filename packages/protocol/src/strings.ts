import type { z } from 'zod'
import type { Scrub } from './fields.ts'

/** Gives the cleaned form of one string. */
export type Clean = (value: string, kind: Scrub) => string

/** Gives a number back, or undefined where it must not stay. */
export type CleanNumber = (value: number) => number | undefined

/**
 * Puts every string and number of a value that its schema marks for scrubbing through `clean` and `number`. Changes objects
 * in place; a field whose number must not stay is left out, and so is one that nobody declared where its name is itself a
 * phone number or the like, or has seven digits.
 */
export type MapStrings = (value: unknown, clean: Clean, number?: CleanNumber) => unknown

const same: MapStrings = (value) => value
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Seven digits make a number that could be somebody's, not a name. */
const isName = (key: string): boolean => key.replace(/\D/g, '').length < 7

/** Walks a schema once and gives back a function that walks its values. A branch with nothing to clean costs nothing. */
export function mapStrings(schema: z.ZodType): MapStrings {
  const kind = schema.meta()?.scrub
  if (kind === 'number') return (value, _, number) => (typeof value === 'number' && number ? number(value) : value)
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
        : (value, clean, number) =>
            Array.isArray(value) ? value.map((one) => item(one, clean, number) ?? null) : value
    }
    case 'union': {
      const options = def.options.map((option) => mapStrings(option as z.ZodType)).filter((map) => map !== same)
      return options.length
        ? (value, clean, number) => options.reduce((result, map) => map(result, clean, number), value)
        : same
    }
    case 'object': {
      const fields = Object.entries(def.shape)
        .map(([key, field]) => [key, mapStrings(field as z.ZodType)] as const)
        .filter(([, map]) => map !== same)
      const rest = def.catchall ? mapStrings(def.catchall as z.ZodType) : same
      if (!fields.length && rest === same) return same
      return (value, clean, number) => {
        if (!isObject(value)) return value
        const put = (key: string, map: MapStrings) => {
          const cleaned = map(value[key], clean, number)
          if (cleaned === undefined) delete value[key]
          else value[key] = cleaned
        }
        for (const [key, map] of fields) if (Object.hasOwn(value, key)) put(key, map)
        if (rest !== same)
          for (const key of Object.keys(value))
            if (Object.hasOwn(def.shape, key)) continue
            else if (isName(key) && clean(key, 'code') === key) put(key, rest)
            else delete value[key]
        return value
      }
    }
    default:
      return same
  }
}
