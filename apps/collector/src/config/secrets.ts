import { createHash, createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Pepper } from '@wend/privacy/pseudonym'
import { BadConfig, type Environment } from './load.ts'
import { advice, weakness } from './secrets-weak.ts'

export interface Secrets {
  pepper: Pepper
  /** The site's own pepper, or the common one, from which a site's keys are derived by its name. */
  pepperOf(site: string): Pepper
  /** Checks what the site's backend signed; undefined when the site has no signing secret. */
  signingOf(site: string): KeyObject | undefined
  /** Opens the feed and the console, and lets a backend send events. */
  token: string
  /** Whether any of them was made here at the first start, not given by the operator. */
  generated: boolean
}

const bearer = /^[\x21-\x7e]{1,512}$/

/**
 * Secrets from `WEND_PEPPER` and `WEND_TOKEN`, from the files that `WEND_PEPPER_FILE` and `WEND_TOKEN_FILE` name, or from
 * the data folder, where they are made at the first start for their owner's eyes only (0600). A site's own are looked for
 * when asked for. Throws a sentence where a secret is weak, and while a rotation has not finished.
 */
export function loadSecrets(data: string, environment: Environment): Secrets {
  const find = (kind: 'pepper' | 'token' | 'signing', site?: string) => lookUp(placeOf(kind, data, site), environment)
  const retired = new Set(readText(retiredPath(data))?.split('\n'))
  const checked = (text: string, name: string): Pepper => {
    const pepper = parsePepper(text, name)
    if (retired.has(pepper.id))
      throw new BadConfig(
        `${name} is a pepper that a rotation has replaced. Give the new one: the file that “wend pepper rotate” wrote.`,
      )
    return pepper
  }
  const own = (site: string): Pepper | undefined => {
    if (existsSync(nextPath(data, site))) throw unfinished(site)
    const { text, name } = find('pepper', site)
    return text === undefined ? undefined : checked(text, name)
  }

  if (existsSync(nextPath(data))) throw unfinished()
  const pepper = find('pepper')
  const common = checked(pepper.text ?? generate(pepper.path), pepper.name)
  const token = find('token')
  const value = refuseWeak(token.text ?? generate(token.path), token.name)
  if (!bearer.test(value))
    throw new BadConfig(
      'WEND_TOKEN cannot stand in a header: use at most 512 letters, digits and signs of ASCII, and no spaces.',
    )
  return {
    pepper: common,
    pepperOf: (site) => own(site) ?? common,
    signingOf(site) {
      const { text, name } = find('signing', site)
      return text === undefined ? undefined : createSecretKey(Buffer.from(refuseWeak(text, name)))
    },
    token: value,
    generated: !pepper.given || !token.given,
  }
}

/** A new pepper lies here until everything that is stored has its key. No site can be called so. */
export const nextPath = (data: string, site?: string): string => `${placeOf('pepper', data, site).path}_next`
/** Key ids of peppers that were rotated out: what they made is nowhere, and they must not make more. */
export const retiredPath = (data: string): string => join(data, 'pepper_retired')

const unfinished = (site?: string) =>
  new BadConfig(
    `A rotation of the pepper has not finished. Run “wend pepper rotate${site ? ` --site ${site}` : ''} --yes” again; it goes on where it stopped.`,
  )

/** Where a secret is looked for: an environment variable, one that names a file, a file in the data folder. */
export interface Place {
  name: string
  path: string
  /** Whether the variables may be asked. `WEND_PEPPER_FILE` is no pepper of a site called “file”. */
  variables: boolean
}

export function placeOf(kind: 'pepper' | 'token' | 'signing', data: string, site?: string): Place {
  const name = ['WEND', kind, ...(site ? [site.replaceAll('-', '_')] : [])].join('_').toUpperCase()
  return { name, path: join(data, site ? `${kind}.${site}` : kind), variables: !site || !/(^|-)file$/.test(site) }
}

/** What was found at a place. `given` is the operator's: from a variable or from a file that one names. */
export interface Found extends Place {
  text: string | undefined
  given: boolean
  /** The variable itself held it, so no file of ours can replace it. */
  variable: boolean
}

export function lookUp(place: Place, environment: Environment): Found {
  const { name, path, variables } = place
  const direct = variables ? environment[name] : undefined
  const file = variables ? environment[`${name}_FILE`] : undefined
  const text = direct ?? (file && readText(file))
  if (file && text === undefined) throw new BadConfig(`The file that ${name}_FILE names cannot be read.`)
  if (text !== undefined)
    return {
      ...place,
      path: direct === undefined && file ? file : path,
      text,
      given: true,
      variable: direct !== undefined,
    }
  return { ...place, text: readText(path), given: false, variable: false }
}

/**
 * A pepper as text is its secret, or after a rotation `secret:inner`, where inner is the key of the inner layer that all
 * peppers of a line share, 32 bytes in base64url.
 */
export function parsePepper(text: string, name: string): Pepper {
  const [, before, inner] = /^(.{32,}):([A-Za-z0-9_-]{43})$/s.exec(text) ?? []
  const secret = refuseWeak(before ?? text, name)
  return { id: keyId(secret), secret: Buffer.from(secret), ...(inner && { inner: Buffer.from(inner, 'base64url') }) }
}

/** Names a pepper without telling it: eight hex digits of a hash of its own. */
const keyId = (pepper: string): string =>
  createHash('sha256').update(`wend key id\0${pepper}`).digest('hex').slice(0, 8)

function refuseWeak(value: string, name: string): string {
  const weak = weakness(value)
  if (weak) throw new BadConfig(`${name} ${weak}. ${advice}`)
  return value
}

/** The text of a file without the line break at its end; undefined when there is none. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return undefined
    throw new BadConfig(`${path} is there but cannot be read. Give this user the right to, or name another file.`, {
      cause,
    })
  }
}

/** A secret of 256 bits in base64url. */
export function newSecret(): string {
  for (;;) {
    const value = randomBytes(32).toString('base64url')
    if (!weakness(value)) return value
  }
}

/** Losing a pepper cuts every person loose from their past, so it is on disk before it is used. */
function generate(path: string): string {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  const value = newSecret()
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
