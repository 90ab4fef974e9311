import { lockData } from './lock.ts'
import { bringUp, layoutOf } from './version.ts'

/**
 * Takes a data folder for this process, before anything in it is read or made: looks whether this version may use it, keeps
 * others out, brings an older one up. Throws `BadConfig`, having touched nothing. `close` lets go.
 */
export function openData(data: string): { close(): Promise<void> } {
  layoutOf(data)
  const unlock = lockData(data)
  try {
    bringUp(data)
  } catch (error) {
    unlock()
    throw error
  }
  return { close: async () => unlock() }
}
