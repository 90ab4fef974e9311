/** Milliseconds. */
const every = 10
const patient = 1000

export interface Pressure {
  /** How many requests a crowding site may have in work now. */
  readonly soft: number
  /** Says that there is work. */
  busy(): void
  stop(): void
}

export interface PressureOptions {
  most: number
  least?: number
  /** How late a timer may be, in milliseconds, before less is taken at once. */
  late?: number
  now?: () => number
}

/**
 * Finds out how much work at once the machine bears: what is late by more than a few milliseconds is late for everybody.
 * Less by a tenth while timers come late, more by one while they do not. Looks only while there is work.
 */
export function createPressure({
  most,
  least = 4,
  late = 8,
  now = () => performance.now(),
}: PressureOptions): Pressure {
  const floor = Math.min(least, most)
  let soft = Math.max(floor, most / 2)
  let last = 0
  let asked = 0
  let timer: NodeJS.Timeout | undefined
  const stop = () => {
    clearInterval(timer)
    timer = undefined
  }
  const look = () => {
    const time = now()
    const lateness = time - last - every
    last = time
    soft = lateness > late ? Math.max(floor, soft * 0.9) : Math.min(most, soft + 0.25)
    if (time - asked > patient) stop()
  }
  return {
    get soft() {
      return soft
    },
    busy() {
      asked = now()
      if (timer) return
      last = asked
      timer = setInterval(look, every).unref()
    },
    stop,
  }
}
