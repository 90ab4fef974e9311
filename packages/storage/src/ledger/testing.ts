import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Open } from '../files/open.ts'
import type { Consent } from './ledger.ts'

/** A folder of a test's own, and the way to remove it. */
export function newFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'wend-ledger-'))
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}

export const consent = (over: Partial<Consent> = {}): Consent => ({
  site: 'shop',
  who: 'w1',
  kind: 'given',
  granted: ['analytics'],
  at: 1_795_219_200_000,
  received: 1_795_219_200_005,
  ...over,
})

type Write = (bytes: Uint8Array, offset: number, length: number, position: number) => Promise<{ bytesWritten: number }>

/** A disk that fails when told to: it writes half of what it is given, or cannot make it durable, or not even cut it off. */
export function failingDisk() {
  const fail = { write: false, sync: false, truncate: false }
  const full = () => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  const opened: Open = async (path, flags, mode) => {
    const file = await open(path, flags, mode)
    const { datasync, truncate } = file
    const write = file.write as Write
    return Object.assign(file, {
      async write(bytes: Uint8Array, offset: number, length: number, position: number) {
        if (!fail.write) return write.call(file, bytes, offset, length, position)
        await write.call(file, bytes, offset, length >> 1, position)
        throw full()
      },
      async datasync() {
        if (fail.sync) throw full()
        return datasync.call(file)
      },
      async truncate(length: number) {
        if (fail.truncate) throw full()
        return truncate.call(file, length)
      },
    })
  }
  return { fail, open: opened }
}
