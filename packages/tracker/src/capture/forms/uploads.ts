import type { Data } from '../../api.ts'

const megabyte = 1 << 20

/** How many documents there are, how large they are together, and of which kind the first is. */
export const upload = (files: ArrayLike<File>): Data => {
  let size = 0
  for (const file of Array.from(files)) size += file.size
  return {
    count: files.length,
    size: size < megabyte ? 'small' : size < 10 * megabyte ? 'medium' : 'large',
    kind: /pdf|image|text|word|sheet/.exec(files[0]?.type ?? '')?.[0] ?? 'other',
  }
}
