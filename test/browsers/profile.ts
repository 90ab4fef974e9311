import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Profile {
  readonly folder: string
  remove(): Promise<void>
}

/** An empty folder for one launch. Removing retries, because a browser's children write for a moment longer than it lives. */
export async function createProfile(name: string): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), `wend-${name}-`))
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }) }
}
