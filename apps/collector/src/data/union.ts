import { existsSync, readFileSync, rmSync } from 'node:fs'
import { verify } from '@wend/storage/ledger'
import { BadConfig } from '../config/load.ts'
import { copyFile, hashOf } from './copy.ts'

/** A list of the erased that has everything that any of several has, and how many of its lines the first did not have. */
export interface United {
  text: string
  more: number
}

/**
 * Joins lists of the erased. Those of the first come first, in their order: the log that belongs to it counts how many of
 * them were carried out on it. Throws `BadConfig` where a line is none.
 */
export function uniteTombstones(first: string, others: readonly string[]): United {
  const known = new Set<string>()
  const lines: string[] = []
  let more = 0
  for (const [index, path] of [first, ...others].entries())
    for (const line of existsSync(path) ? linesOf(path) : []) {
      const key = keyOf(line)
      if (key === undefined)
        throw new BadConfig(
          `${path} is not a list of the erased as Wend writes it. Put a whole copy in its place. Nothing was changed.`,
        )
      if (known.has(key)) continue
      known.add(key)
      lines.push(line)
      if (index > 0) more++
    }
  return { text: lines.map((line) => `${line}\n`).join(''), more }
}

function linesOf(path: string): string[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  lines.pop() // what comes after the last newline was never finished
  return lines
}

function keyOf(line: string): string | undefined {
  try {
    const { site, key } = JSON.parse(line) as { site?: unknown; key?: unknown }
    return typeof site === 'string' && typeof key === 'string' ? JSON.stringify([site, key]) : undefined
  } catch {
    return undefined
  }
}

/**
 * Copies a consent ledger, or a longer one that begins with it and is whole: what somebody has refused since the backup holds
 * on. Gives whether it was the longer one.
 */
export async function longerLedger(backup: string, present: string | undefined, to: string): Promise<boolean> {
  const { bytes, sha256 } = await hashOf(backup)
  if (present !== undefined && (await hashOf(present, bytes)).sha256 === sha256) {
    await copyFile(present, to, { lines: true })
    if ((await verify(to)).ok) return true
    rmSync(to)
  }
  await copyFile(backup, to)
  return false
}
