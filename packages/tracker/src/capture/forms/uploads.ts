import type { Data } from '../../api.ts'

const megabyte = 1 << 20

/** How many documents there are, how large they are together, and of which kind the first is. */
export function upload(files: ArrayLike<File>): Data {
  const all = Array.from(files)
  const size = all.reduce((sum, file) => sum + file.size, 0)
  return {
    count: all.length,
    size: size < megabyte ? 'small' : size < 10 * megabyte ? 'medium' : 'large',
    kind: /pdf|image|video|text|word|sheet/.exec(all[0]?.type ?? '')?.[0] ?? 'other',
  }
}
