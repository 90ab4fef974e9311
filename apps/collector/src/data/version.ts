import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { put } from '../commands/pepper-files.ts'
import { BadConfig } from '../config/load.ts'

export const versionName = 'version.json'
/** Stands in the folder while a restore has not finished: what is there is half of something. */
export const restoringName = 'restoring'
/** The last file that a backup writes; without it there is none. */
export const manifestName = 'manifest.json'

/** The version of this program. */
export const wend: string = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  .version as string

/**
 * How each layout of the data folder is made from the one before. A folder's number says how many it has taken. To change the
 * layout, add a step: older folders take it when a collector starts, an older version refuses the folder untouched. A step
 * that was interrupted is taken again, so it has to bear that. The log has a layout of its own, and checks it itself.
 */
const steps: readonly ((data: string) => void)[] = [
  () => {}, // what the first versions made, before they wrote down a number
]
export const layout = steps.length

const written = z.object({ layout: z.int().min(1), wend: z.string().max(64) })
const ours =
  /^(log\.db|consent\.jsonl|tombstones\.jsonl|policies$|version\.json$|restoring$|(pepper|token|signing)([._]|$)|wend\.lock)/
/** What a file system or an editor leaves lying about. */
const nobodys = /^(\.|lost\+found$)/

/** The layout of a data folder, 0 for a new one. Only reads. Throws `BadConfig` when this version must not touch it. */
export function layoutOf(data: string, known = layout): number {
  if (!existsSync(data)) return 0
  const names = readdirSync(data).filter((name) => !nobodys.test(name))
  if (names.includes(restoringName))
    throw new BadConfig(`A restore into ${data} has not finished. Run it again: wend restore <backup> --force`)
  if (names.includes(manifestName))
    throw new BadConfig(
      `${data} is a backup. Bring it back with “wend restore ${data}” into a data folder of its own, so that nobody who was erased since comes back. Nothing was changed.`,
    )
  if (!names.includes(versionName)) {
    refuseForeign(data)
    return 0
  }
  const found = read(join(data, versionName))
  if (!found)
    throw new BadConfig(
      `${join(data, versionName)} is not one that Wend wrote, so ${data} is not touched. Name another folder, or put the file back from a backup.`,
    )
  if (found.layout > known)
    throw new BadConfig(
      `${data} has layout ${found.layout}, written by Wend ${found.wend}; this is Wend ${wend}, which knows layouts up to ${known}. Nothing was changed. Start that version or a newer one, or restore a backup that this version made.`,
    )
  return found.layout
}

/** Throws `BadConfig` for a folder that is somebody else's: to fill a home folder with our files helps nobody. */
export function refuseForeign(data: string): void {
  const names = existsSync(data) ? readdirSync(data).filter((name) => !nobodys.test(name)) : []
  if (names.length > 0 && !names.some((name) => ours.test(name)))
    throw new BadConfig(
      `${data} holds files, and none of them is Wend's. Name an empty folder, or one that does not exist yet, with WEND_DATA. Nothing was changed.`,
    )
}

function read(path: string): z.infer<typeof written> | undefined {
  try {
    const { success, data } = written.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return success ? data : undefined
  } catch {
    return undefined
  }
}

/** Takes the steps that a folder lacks. To be called by whoever has it alone. */
export function bringUp(data: string, taking = steps): void {
  for (let at = layoutOf(data, taking.length); at < taking.length; at++) {
    taking[at]?.(data)
    put(join(data, versionName), `${JSON.stringify({ layout: at + 1, wend })}\n`)
  }
}
