/** What a site may have kept at once, and how much more a second: a failure costs 1 and as much for each kilobyte. */
export const burst = 1000
export const perSecond = 50

/** Lets a flood of garbage cost no more than counting it: one bucket for each site, so that none fills another's. */
export function createBudget(clock: () => number) {
  const buckets = new Map<string, { left: number; at: number }>()
  return (site: string, bytes: number): boolean => {
    const cost = 1 + Math.floor(bytes / 1024)
    const now = clock()
    const bucket = buckets.get(site) ?? { left: burst, at: now }
    buckets.set(site, bucket)
    bucket.left = Math.min(burst, bucket.left + (Math.max(0, now - bucket.at) / 1000) * perSecond)
    bucket.at = now
    if (bucket.left < cost) return false
    bucket.left -= cost
    return true
  }
}
