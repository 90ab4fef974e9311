import { constants } from 'node:fs'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Opens a file with a handle of its own; `open` of `node:fs/promises`, or what a test puts in its place. */
export type Open = (path: string, flags: number, mode: number) => Promise<FileHandle>

/** Opens a file to read and append, made when it is missing, for its owner only; its name in the folder is durable. */
export async function openPrivate(path: string, opener: Open = open): Promise<FileHandle> {
  const file = await opener(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  const folder = await open(dirname(path), 'r')
  await folder.sync().finally(() => folder.close())
  return file
}

/** Makes the folder of a file when it is missing, for its owner only. */
export const makeFolderOf = async (path: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
}
