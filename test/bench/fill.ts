import { openLog } from '@wend/storage/log'
import { idOf } from './visits.ts'

const day = 86_400_000

/**
 * Puts so many events into a log, as if they had come evenly over the last ten days. Bodies are small, about 250 bytes, so that ten million
 * are on the disk in minutes; the tables and their indexes are as long as with large ones. Gives the last offset.
 */
export async function fill(url: string, events: number): Promise<number> {
  const end = Date.now()
  let at = end - 10 * day
  const step = (10 * day) / events
  const log = await openLog(url, { clock: () => Math.floor(at) })
  const names = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(12, '0'))
  let last = 0
  for (let done = 0; done < events; ) {
    const entries = Array.from({ length: Math.min(2000, events - done) }, () => {
      const id = idOf(names[done & 255] ?? '', (done++ >> 8) & 0xffffff, Math.floor(at))
      at += step
      const body = `{"specversion":"1.0","source":"/sites/shop","id":"${id}","type":"page.viewed","time":"${new Date(at).toISOString()}","data":{"url":"https://shop.example/products/${done % 5000}","via":"load","width":1280}}`
      return { site: 'shop', id, body, class: 'shop' }
    })
    const offsets = await log.append(entries)
    last = offsets.at(-1) ?? last
  }
  await log.close()
  return last
}
