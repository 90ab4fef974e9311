import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A file of a backup, as its manifest has it. */
export interface Copied {
  /** Its path inside the backup, with slashes. */
  name: string
  bytes: number
  sha256: string
}

const chunkBytes = 1024 * 1024

/** Reads a file up to a byte, piece by piece. */
async function* pieces(file: FileHandle, end: number): AsyncGenerator<Buffer> {
  const chunk = Buffer.allocUnsafe(chunkBytes)
  for (let at = 0; at < end; ) {
    const { bytesRead } = await file.read(chunk, 0, Math.min(chunkBytes, end - at), at)
    if (!bytesRead) throw new Error('it became shorter while it was read')
    yield chunk.subarray(0, bytesRead)
    at += bytesRead
  }
}

/** What a file is, byte for byte, or its beginning. */
export async function hashOf(
  path: string,
  most = Number.POSITIVE_INFINITY,
): Promise<{ bytes: number; sha256: string }> {
  const file = await open(path)
  try {
    const size = Math.min((await file.stat()).size, most)
    const hash = createHash('sha256')
    for await (const piece of pieces(file, size)) hash.update(piece)
    return { bytes: size, sha256: hash.digest('hex') }
  } finally {
    await file.close()
  }
}

/**
 * Copies a file to a new one, for its owner only, durable when it resolves. With `lines` only as far as its last newline: the
 * line after that is just being written.
 */
export async function copyFile(from: string, to: string, { lines = false } = {}): Promise<void> {
  const source = await open(from)
  try {
    const { size } = await source.stat()
    const end = lines ? await lastNewline(source, size) : size
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    const target = await open(to, 'wx', 0o600)
    try {
      for await (const piece of pieces(source, end)) await target.writeFile(piece)
      await target.sync()
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

/** The byte after the last newline before `size`. */
async function lastNewline(file: FileHandle, size: number): Promise<number> {
  const chunk = Buffer.allocUnsafe(64 * 1024)
  for (let end = size; end > 0; ) {
    const begin = Math.max(0, end - chunk.length)
    const { bytesRead } = await file.read(chunk, 0, end - begin, begin)
    const at = chunk.lastIndexOf(10, bytesRead - 1)
    if (bytesRead && at >= 0) return begin + at + 1
    end = begin
  }
  return 0
}

/** What was written to a file, or the names in a folder, are on disk when it resolves. */
export async function sync(path: string): Promise<void> {
  const file = await open(path)
  await file.sync().finally(() => file.close())
}
