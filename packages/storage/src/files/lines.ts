import type { FileHandle } from 'node:fs/promises'

/** No line that we write is longer, so a file that is not ours cannot fill the memory. */
export const longestLine = 64 * 1024
const newline = 10

/**
 * Hands over each line of a file from a byte on, without its newline, until `take` says false or the file ends. Gives the
 * number of bytes after the last newline: 0, unless a write was cut short or is just under way. A line that is too long
 * is handed over as far as it was read.
 */
export async function eachLine(
  file: Pick<FileHandle, 'read'>,
  from: number,
  take: (line: Buffer, byte: number) => boolean,
): Promise<number> {
  const chunk = Buffer.allocUnsafe(256 * 1024)
  let rest: Buffer = Buffer.alloc(0)
  let at = from
  for (;;) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at + rest.length)
    if (!bytesRead) return rest.length
    const bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)])
    let start = 0
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      if (!take(bytes.subarray(start, end), at + start)) return 0
      start = end + 1
    }
    rest = bytes.subarray(start)
    at += start
    if (rest.length > longestLine) {
      take(rest, at)
      return 0
    }
  }
}
