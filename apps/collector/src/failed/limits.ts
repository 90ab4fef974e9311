import type { Retention } from '@wend/storage/log'
import type { Loaded } from '../config/load.ts'
import { limitsOf } from '../retention.ts'

/** Failed events stay no longer than the same events would have stayed in the log by the policy. */
export const failedLimits = ({ failed: { age, size }, policies }: Pick<Loaded, 'failed' | 'policies'>): Retention =>
  limitsOf({ retention: { events: age, size, ids: age }, policies })
