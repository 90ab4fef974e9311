/** Who shares a part of the collector's work: a site, or everybody of whom it is not known yet. */
export type Group = string

export interface Admission {
  /** Why a request of this group is not taken now; undefined where it is. */
  refusal(group: Group): 'too_many_requests' | 'overloaded' | undefined
  /** Counts a request as being worked on until what this returns is called. */
  enter(group: Group): () => void
  /** Requests that are being worked on. */
  readonly inFlight: number
}

export interface AdmissionOptions {
  /** Requests worked on at once. */
  most: number
  now?: () => number
}

/** A group is quiet beside another that asks this many times as often. */
const quiet = 4
/** For so long, in milliseconds, a request counts for how busy its group is. */
const remembered = 2000

/**
 * Shares out how much is worked on at once. One site alone may use everything. Where a quieter one is there as well, a busy
 * one is held to its part; and whoever has less than their part there is let in up to twice as many. While less than half is
 * used, nobody is asked for more than that.
 */
export function createAdmission({ most, now = () => performance.now() }: AdmissionOptions): Admission {
  const held = new Map<Group, number>()
  let total = 0
  /** Requests by group, refused ones too, in this window and the one before. */
  let windows: [Map<Group, number>, Map<Group, number>] = [new Map(), new Map()]
  let turned = now()

  const asked = (group: Group): number => (windows[0].get(group) ?? 0) + (windows[1].get(group) ?? 0)
  const count = (group: Group): void => {
    const time = now()
    if (time - turned > remembered) {
      windows = [new Map(), time - turned > 2 * remembered ? new Map() : windows[0]]
      turned = time
    }
    windows[0].set(group, (windows[0].get(group) ?? 0) + 1)
  }
  /** How many groups share the work, and whether one of them is quiet beside this one. */
  const others = (group: Group): { groups: number; crowds: boolean } => {
    const groups = new Set([...windows[0].keys(), ...windows[1].keys()])
    const own = asked(group)
    return { groups: groups.size, crowds: [...groups].some((other) => asked(other) * quiet < own) }
  }

  return {
    refusal(group) {
      count(group)
      if (total < most / 2) return undefined
      const { groups, crowds } = others(group)
      const small = groups > 1 && (held.get(group) ?? 0) < most / groups
      if (total >= (small ? 2 * most : most)) return 'overloaded'
      return crowds && !small ? 'too_many_requests' : undefined
    },
    enter(group) {
      held.set(group, (held.get(group) ?? 0) + 1)
      total++
      let left = false
      return () => {
        if (left) return
        left = true
        total--
        const rest = (held.get(group) ?? 1) - 1
        if (rest > 0) held.set(group, rest)
        else held.delete(group)
      }
    },
    get inFlight() {
      return total
    },
  }
}
