import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Pepper } from '@wend/privacy/pseudonym'
import { BadConfig, type Environment } from './load.ts'

export interface Secrets {
  pepper: Pepper
  /** Opens the feed and the console, and lets a backend send events. */
  token: string
  /** Whether any of them was made here at the first start, not given by the operator. */
  generated: boolean
}

const least = 32
const bearer = /^[\x21-\x7e]{1,512}$/

/**
 * Secrets from `WEND_PEPPER` and `WEND_TOKEN`, from the files that `WEND_PEPPER_FILE` and `WEND_TOKEN_FILE` name, or from
 * the data folder, where they are made at the first start for their owner's eyes only (0600).
 */
export function loadSecrets(data: string, environment: Environment): Secrets {
  const pepper = secret('WEND_PEPPER', join(data, 'pepper'), environment)
  const token = secret('WEND_TOKEN', join(data, 'token'), environment)
  if (!bearer.test(token.value))
    throw new BadConfig(
      'WEND_TOKEN cannot stand in a header: use at most 512 letters, digits and signs of ASCII, and no spaces.',
    )
  return {
    pepper: { id: keyId(pepper.value), secret: Buffer.from(pepper.value) },
    token: token.value,
    generated: pepper.generated || token.generated,
  }
}

/** Names a pepper without telling it: eight hex digits of a hash of its own. */
const keyId = (pepper: string): string =>
  createHash('sha256').update(`wend key id\0${pepper}`).digest('hex').slice(0, 8)

function secret(name: string, path: string, environment: Environment): { value: string; generated: boolean } {
  const file = environment[`${name}_FILE`]
  const given = environment[name] ?? (file && read(file))
  if (file && given === undefined) throw new BadConfig(`The file that ${name}_FILE names cannot be read.`)
  const value = given ?? read(path) ?? generate(path)
  if (value.length < least)
    throw new BadConfig(
      `${name} has ${value.length} characters; at least ${least} are needed. Make one with: openssl rand -base64 32`,
    )
  return { value, generated: given === undefined }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return undefined
  }
}

/** Losing a pepper cuts every person loose from their past, so it is on disk before it is used. */
function generate(path: string): string {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  const value = randomBytes(32).toString('base64url')
  const file = openSync(path, 'wx', 0o600)
  writeSync(file, value)
  fsyncSync(file)
  closeSync(file)
  return value
}

/** Whether an Authorization header shows the token. Takes the same time wherever they differ. */
export function showsToken(header: string | undefined, token: string): boolean {
  const given = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(header ?? '')?.[1]
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return given !== undefined && timingSafeEqual(digest(given), digest(token))
}
