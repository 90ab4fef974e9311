import { existsSync, readdirSync } from 'node:fs'
import { BadConfig, type Environment, type Loaded } from '../config/load.ts'
import { lookUp, parsePepper, placeOf } from '../config/secrets.ts'

/**
 * The key ids of the peppers in use, '' for the common one. They stand in every pseudonym, so they tell nothing new. Throws
 * `BadConfig` while a rotation has not finished.
 */
export function pepperIds(
  { data, sites }: Pick<Loaded, 'data' | 'sites'>,
  environment: Environment,
): Record<string, string> {
  if (existsSync(data) && readdirSync(data).some((name) => /^pepper(\..+)?_next$/.test(name)))
    throw new BadConfig('A rotation of the pepper has not finished. Run “wend pepper rotate --yes” again first.')
  const ids: Record<string, string> = {}
  for (const site of [undefined, ...Object.keys(sites)]) {
    const { text, name } = lookUp(placeOf('pepper', data, site), environment)
    if (text !== undefined) ids[site ?? ''] = parsePepper(text, name).id
  }
  return ids
}
