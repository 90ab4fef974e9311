import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** Writes a file for its owner's eyes only. It is there whole or not at all, also after a power cut. */
export function put(path: string, text: string): void {
  const unfinished = `${path}_new`
  rmSync(unfinished, { force: true })
  write(unfinished, 'wx', text)
  renameSync(unfinished, path)
  settle(path)
}

/** Puts a file in the place of one whose bytes are then destroyed. Stopped in between, the old one is left as `…_old`. */
export function replaceFile(path: string, text: string): void {
  const before = `${path}_old`
  if (existsSync(path) && !existsSync(before)) linkSync(path, before)
  put(path, text)
  if (existsSync(before)) destroy(before)
}

/** Adds a line to a file, once. */
export function add(path: string, line: string): void {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  if (!lines.includes(line)) write(path, 'a', `${line}\n`)
}

/** Overwrites a file's bytes where they lie, then removes it. */
export function destroy(path: string): void {
  const { size } = statSync(path)
  write(path, 'r+', randomBytes(size))
  unlinkSync(path)
  settle(path)
}

function write(path: string, flags: string, content: string | Buffer): void {
  const file = openSync(path, flags, 0o600)
  try {
    writeSync(file, content as string)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** A name that appeared or went is on disk only once its folder is. Windows has no such call and needs none. */
function settle(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}
