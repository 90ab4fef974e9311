import type { FileHandle } from 'node:fs/promises'

/**
 * The end of an append-only file. A write is all there and durable when it resolves; one that fails is cut off again, and
 * where even that fails, nothing more is written until it succeeds: a half line is never followed by another.
 */
export function createTail(file: Pick<FileHandle, 'write' | 'datasync' | 'truncate'>, from: number) {
  let end = from
  let torn = false

  const cut = async () => {
    await file.truncate(end)
    await file.datasync()
    torn = false
  }

  return {
    /** Not to be called again before it has settled. */
    async write(bytes: Uint8Array): Promise<void> {
      if (torn) await cut()
      try {
        torn = true
        for (let done = 0; done < bytes.length; )
          done += (await file.write(bytes, done, bytes.length - done, end + done)).bytesWritten
        await file.datasync()
      } catch (error) {
        await cut().catch(() => {}) // tried again before the next write
        throw error
      }
      torn = false
      end += bytes.length
    },
    end: () => end,
  }
}
