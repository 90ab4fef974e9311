import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Context } from 'hono'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
}

/** A file name in a folder, no dots at the start of a part: the address can never climb out of the folder. */
const safe = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/

/** The bytes of a file below `folder`, or undefined when there is no such file. */
export async function readAsset(folder: URL, name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!safe.test(name) || !types[extname(name)]) return undefined
  return readFile(new URL(name, folder)).then(
    (bytes) => new Uint8Array(bytes),
    () => undefined,
  )
}

/** Answers with a file below `folder`; undefined lets the caller answer with its own 404. */
export async function sendAsset(c: Context, folder: URL, name: string, caching: string): Promise<Response | undefined> {
  const bytes = await readAsset(folder, name)
  if (!bytes) return undefined
  const type = types[extname(name)] ?? 'application/octet-stream'
  return c.body(bytes, 200, { 'content-type': type, 'cache-control': caching })
}

/** The banner's own script and style, as installed: the version in the lockfile, and no CDN. */
export const bannerFolder = new URL('./', import.meta.resolve('vanilla-cookieconsent'))

export const publicFolder = new URL('../public/', import.meta.url)

export const distFolder = new URL('../dist/', import.meta.url)
