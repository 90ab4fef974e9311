import { readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { BadPolicy, compilePolicy, type Policy, parsePolicy } from '@wend/privacy/policy'
import { builtIn, customEvents, type Taxonomy, withCustom } from '@wend/protocol'
import { parse } from 'yaml'
import type { z } from 'zod'
import { type Config, config } from './schema.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** A configuration that cannot be used. Its message is one sentence for each mistake, each on its own line. */
export class BadConfig extends Error {
  override name = 'BadConfig'
}

/** What environment variables may say instead of the file. */
const overrides = {
  WEND_HOST: 'host',
  PORT: 'port',
  WEND_PORT: 'port',
  WEND_PUBLIC_URL: 'publicUrl',
  WEND_PREFIX: 'prefix',
  WEND_DATA: 'data',
  WEND_LOG: 'log',
  WEND_LEVEL: 'level',
} as const

export type Loaded = Config & {
  taxonomies: ReadonlyMap<string, Taxonomy>
  policies: ReadonlyMap<string, Policy>
}

/** Reads `wend.yaml` and what it refers to. Paths in it are taken from its folder. Throws `BadConfig` with every mistake. */
export function loadConfig(path: string, environment: Environment = {}): Loaded {
  const file = readYaml(path) ?? {}
  if (typeof file !== 'object' || Array.isArray(file))
    throw new BadConfig(`${path} should hold keys and values, such as “sites:”.`)
  const given: Record<string, unknown> = { ...file }
  const variables: Record<string, string> = {}
  for (const [variable, key] of Object.entries(overrides)) {
    const value = environment[variable]
    if (!value) continue
    given[key] = key === 'port' && /^\d+$/.test(value) ? Number(value) : value
    variables[key] = variable
  }
  const result = check(config, given, path, variables)

  const from = (file: string) => (isAbsolute(file) ? file : resolve(dirname(path), file))
  const data = environment.WEND_DATA ? resolve(environment.WEND_DATA) : from(result.data)
  // The log is named by a URL, in which #, ? and % of a folder's name would mean something else.
  const folder = encodeURI(data).replace(/[?#]/g, encodeURIComponent)
  const log = result.log
    .replace('{data}', () => folder)
    .replace(/^sqlite:(?!\/)/, () => `sqlite:${dirname(resolve(path))}/`)
  const taxonomies = new Map(
    Object.entries(result.sites).map(([name, { events }]) => {
      if (!events) return [name, builtIn]
      return [name, withCustom(builtIn, check(customEvents, readYaml(from(events)), from(events)))]
    }),
  )
  const policies = new Map(
    Object.entries(result.sites).map(([name, { policy }]) => [
      name,
      policyFrom(policy && from(policy), taxonomies.get(name) ?? builtIn),
    ]),
  )
  const tombstones = from(result.tombstones.replace('{data}', () => data))
  return { ...result, data, log, tombstones, taxonomies, policies }
}

/** A policy that fits the event types of its site. Without a file it is the strict one. */
export function policyFrom(path: string | undefined, taxonomy: Taxonomy): Policy {
  try {
    const policy = parsePolicy(path === undefined ? { version: 1 } : (readYaml(path) ?? {}))
    compilePolicy(policy, taxonomy)
    return policy
  } catch (error) {
    if (!(error instanceof BadPolicy)) throw error
    throw new BadConfig(error.message.replace(/^/gm, `${path}: `), { cause: error })
  }
}

function readYaml(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new BadConfig(`${path} cannot be read. Create it, or name another file.`, { cause })
  }
  try {
    return parse(text)
  } catch (cause) {
    throw new BadConfig(`${path} is not YAML: ${(cause as Error).message.split('\n')[0]?.replace(/:$/, '')}.`, {
      cause,
    })
  }
}

/** `variables` names the environment variable that a key comes from, where it does not come from the file. */
function check<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  path: string,
  variables: Readonly<Record<string, string>> = {},
): z.infer<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const sentences = result.error.issues.map((issue) => {
    const source = variables[String(issue.path[0])] ?? path
    return `${source}: ${issue.path.join('.') || 'the file'}: ${issue.message}.`
  })
  throw new BadConfig(sentences.join('\n'))
}

/** Where the configuration is looked for when nobody names a file. */
export const defaultPath = (environment: Environment): string =>
  environment.WEND_CONFIG ?? join(process.cwd(), 'wend.yaml')
