/** How fast a bucket fills, a second, and how much it holds. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

export interface Buckets {
  /** Takes `cost` from the bucket of a key. Gives 0, or after how many seconds there will be enough; then nothing is taken. */
  take(key: string, cost?: number): number
  /** What `take` would give, without taking. */
  lacks(key: string, cost?: number): number
  readonly size: number
}

interface Bucket {
  /** What was in it at that moment, in milliseconds of `now`. */
  left: number
  at: number
}

/**
 * Token buckets by key, in memory only. At most `most` of them: the one unused for longest makes room and is full again
 * when it comes back. `now` has to be a clock that nobody sets.
 */
export function createBuckets(
  { perSecond, burst }: Rate,
  { most = 100_000, now = () => performance.now() }: { most?: number; now?: () => number } = {},
): Buckets {
  const buckets = new Map<string, Bucket>()
  const filled = ({ left, at }: Bucket, time: number): number =>
    Math.min(burst, left + (Math.max(0, time - at) / 1000) * perSecond)
  const missing = (left: number, cost: number): number =>
    left >= cost ? 0 : (Math.min(cost, burst) - left) / perSecond

  return {
    take(key, cost = 1) {
      const time = now()
      const bucket = buckets.get(key)
      const left = bucket ? filled(bucket, time) : burst
      const wait = missing(left, cost)
      buckets.delete(key)
      buckets.set(key, { left: wait > 0 ? left : left - cost, at: time })
      if (buckets.size > most) buckets.delete(buckets.keys().next().value ?? '')
      return wait
    },
    lacks(key, cost = 1) {
      const bucket = buckets.get(key)
      return bucket ? missing(filled(bucket, now()), cost) : missing(burst, cost)
    },
    get size() {
      return buckets.size
    },
  }
}
