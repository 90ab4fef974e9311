import { readFileSync } from 'node:fs'
import { BadPolicy, type Policy, parsePolicy } from '@wend/privacy/policy'
import { parse } from 'yaml'
import { BadConfig } from '../config/load.ts'

/** Reads a policy file that a command names. Throws `BadConfig` with every mistake, each in a sentence. */
export function readPolicy(path: string): Policy {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new BadConfig(`${path} cannot be read. Create it with “wend policy init”, or name another file.`, { cause })
  }
  try {
    return parsePolicy(parse(text) ?? {})
  } catch (cause) {
    if (cause instanceof BadPolicy) throw new BadConfig(cause.message.replace(/^/gm, `${path}: `), { cause })
    throw new BadConfig(`${path} is not YAML: ${(cause as Error).message.split('\n')[0]?.replace(/:$/, '')}.`, {
      cause,
    })
  }
}
