/** What must not come back after an erasure: a keyed name of somebody, which leads back to nobody. */
export interface Tombstone {
  readonly site: string
  readonly key: string
}

/** Thrown when tombstones cannot be written or read now. Nothing of the call was written. */
export class TombstonesUnavailable extends Error {
  override name = 'TombstonesUnavailable'
}

/** Thrown by `openTombstones` when the file is not as it was written. Nothing was touched. */
export class TombstonesDamaged extends Error {
  override name = 'TombstonesDamaged'
}

/** The erasures that have to hold whatever is restored or arrives late: a file that only grows, and all of it in memory. */
export interface Tombstones {
  /** Bytes of a line that were cut off when they were opened: a crash had interrupted a write that nobody relied on. */
  readonly repaired: number
  /** Sets tombstones and resolves once they survive a power cut: all or none. What a site has already is not set again. */
  add(site: string, keys: readonly string[], at: number): Promise<void>
  has(site: string, key: string): boolean
  /** How many there are. */
  count(): number
  /** Those after the first `n`, in the order in which they were set. */
  since(n: number): readonly Tombstone[]
  close(): Promise<void>
}
