import { bytes } from './bytes.ts'
import { disks } from './disks.ts'
import type { Result } from './field.ts'
import { signals } from './signals.ts'
import { times } from './times.ts'
import { ways } from './ways.ts'

export interface Extent {
  /** The long form: more faults, and longer ones. */
  long: boolean
  /** How often the collector is killed with SIGKILL. */
  kills: number
}

export interface Scenario {
  name: string
  /** In a table. */
  says: string
  /** Why it cannot be run on this machine; undefined where it can. */
  cannot?: () => string | undefined
  run(extent: Extent): Promise<Result>
}

export const scenarios: readonly Scenario[] = [...signals, ...ways, ...disks, ...times, ...bytes]
