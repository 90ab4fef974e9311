import { openLog } from '@wend/storage/log'
import { partsOf } from './visits.ts'

export interface ReadBack {
  acknowledged: number
  missing: number
  twice: number
}

/** Looks in the log of a stopped collector for every event that was acknowledged. */
export async function readBack(url: string, acknowledged: ReadonlyMap<string, number>, after = 0): Promise<ReadBack> {
  const log = await openLog(url)
  const found = new Map([...acknowledged].map(([name, count]) => [name, new Uint8Array(count)]))
  let twice = 0
  try {
    for (let at = after; ; ) {
      const page = await log.read(at, 5000)
      for (const { offset, body } of page) {
        at = offset
        // Nothing before it in a body is 36 signs of a UUID under this name.
        const { name, number } = partsOf(/"id":"([0-9a-f-]{36})"/.exec(body)?.[1] ?? '')
        const seen = found.get(name)
        if (!seen || number >= seen.length) continue
        if (seen[number]) twice++
        seen[number] = 1
      }
      if (page.length === 0) break
    }
  } finally {
    await log.close()
  }
  let missing = 0
  for (const seen of found.values()) for (const there of seen) if (!there) missing++
  return { acknowledged: [...acknowledged.values()].reduce((sum, count) => sum + count, 0), missing, twice }
}
