import { statfs } from 'node:fs/promises'
import type { Logger } from 'pino'
import { Refused } from '../http/refused.ts'

/** What a file system has, in bytes. */
export interface Disk {
  free: number
  size: number
}

/** Whether there is room to store more, looked at every second, and more often when it gets tight. */
export interface Space {
  /** Bytes that are left on the fullest of the file systems; undefined where nobody can tell. */
  free(): number | undefined
  /** Throws `Refused` while less is left than the reserve. What is stored stays readable, and can be erased. */
  need(): void
  stop(): void
}

/** Where nobody looks there is always room. */
export const roomy: Space = { free: () => undefined, need: () => {}, stop: () => {} }

export interface SpaceOptions {
  /** The folders that are written to. */
  folders: readonly string[]
  /** Bytes that stay free; by default the smaller of 256 MB and a tenth of the file system. */
  reserve?: number | undefined
  /** How large the log may grow, in bytes. */
  most?: number | undefined
  logger: Logger
  read?: ((folder: string) => Promise<Disk>) | undefined
  /** Milliseconds between two looks while there is plenty. */
  every?: number | undefined
}

const readDisk = async (folder: string): Promise<Disk> => {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { free: bavail * bsize, size: blocks * bsize }
}

/** What has to stay free, so that erasing, retention and a clean stop still have room on a disk that somebody else fills. */
export const reserveOf = (size: number): number => Math.min(256 * 2 ** 20, Math.floor(size / 10))

/** So much over the reserve may be written within a second. Nearer to it there are ten looks a second. */
const soon = 256 * 2 ** 20

/** Begins to watch, and resolves once it has looked for the first time. */
export async function watchSpace(options: SpaceOptions): Promise<Space> {
  const { folders, reserve, most = 0, logger, read = readDisk, every = 1000 } = options
  let free: number | undefined
  let low = false
  let near = false
  let known = true
  let first = true
  let looking = false

  const look = async () => {
    if (looking) return // a network disk that hangs is asked once
    looking = true
    try {
      const disks = await Promise.all(folders.map(read))
      free = Math.min(...disks.map((disk) => disk.free))
      const over = Math.min(...disks.map((disk) => disk.free - (reserve ?? reserveOf(disk.size))))
      const now = over < 0
      near = over < soon
      // Deleted events make room in the log, not on the disk: one that may grow beyond it stands still one day.
      if (first && disks.some(({ size }) => size - (reserve ?? reserveOf(size)) < most))
        logger.warn({ most }, 'the log may outgrow its disk: set retention.size to what the disk can hold')
      first = false
      if (now !== low) {
        if (now) logger.error({ free }, 'the disk is nearly full: no more events are taken')
        else logger.info({ free }, 'there is room on the disk again: events are taken')
      }
      low = now
      known = true
    } catch (error) {
      // Events are taken all the same: whether they can be stored, the log finds out before they are acknowledged.
      if (known) logger.warn({ code: (error as NodeJS.ErrnoException).code }, 'the free space is not known')
      known = low = false
      free = undefined
    } finally {
      looking = false
    }
  }
  await look()
  let turn = 0
  const timer = setInterval(() => (near || turn++ % 10 === 0) && void look(), every / 10)
  timer.unref()

  return {
    free: () => free,
    need() {
      if (low)
        throw new Refused(
          'storage_low',
          'The disk of the collector is nearly full. Nothing was kept; send the same again later.',
        )
    },
    stop: () => clearInterval(timer),
  }
}
