import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { put } from '../commands/pepper-files.ts'
import { BadConfig } from '../config/load.ts'
import { hashOf } from './copy.ts'
import { manifestName } from './version.ts'

const manifest = z.object({
  backup: z.literal(1),
  /** The version that made it, and the layout of the data folder it came from. */
  wend: z.string(),
  layout: z.int().min(0),
  began: z.iso.datetime(),
  ended: z.iso.datetime(),
  /** The first and the last sequence in the log. */
  log: z.object({ first: z.int(), last: z.int() }),
  /** Key ids of the peppers that its pseudonyms and tombstones were made with: '' the common one, else of a site. */
  peppers: z.record(z.string(), z.string()),
  files: z.array(
    z.object({
      name: z.string().regex(/^(?!\/)(?!.*(^|\/)\.\.?(\/|$))[^\\\0]+$/),
      bytes: z.int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})

export type Manifest = z.infer<typeof manifest>

/** Written last and at once, so that a backup that has one is whole. */
export const writeManifest = (folder: string, content: Manifest): void =>
  put(join(folder, manifestName), `${JSON.stringify(content, null, 2)}\n`)

/** Reads the manifest of a backup and looks whether each file is as it was written. Throws `BadConfig` where one is not. */
export async function checkBackup(folder: string): Promise<Manifest> {
  const path = join(folder, manifestName)
  if (!existsSync(path))
    throw new BadConfig(
      `${folder} has no ${manifestName}: it is no backup, or one that was broken off. Name another. Nothing was changed.`,
    )
  const content = read(path)
  if (!content)
    throw new BadConfig(
      `${path} is not one that this version of Wend can read. Name another backup. Nothing was changed.`,
    )
  for (const { name, bytes, sha256 } of content.files) {
    const found = await hashOf(join(folder, name)).catch(() => undefined)
    if (found?.bytes !== bytes || found.sha256 !== sha256)
      throw new BadConfig(
        `${join(folder, name)} ${found ? 'is not as it was when the backup was made' : 'cannot be read'}. Name another backup. Nothing was changed.`,
      )
  }
  return content
}

function read(path: string): Manifest | undefined {
  try {
    return manifest.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data
  } catch {
    return undefined
  }
}
