import { BadConfig } from '../config/load.ts'
import type { ErasureReceipt } from '../people/receipt.ts'
import { type Named, post } from './export.ts'
import type { Remote } from './remote.ts'

/** Erases somebody and gives the signed receipt as JSON, to be kept. */
export async function erase(remote: Remote, person: Named, { yes }: { yes: boolean }): Promise<string> {
  if (!yes)
    throw new BadConfig('Nothing was erased. Erasing cannot be undone: look with “wend export” first, then add --yes.')
  const receipt = (await (await post(remote, '/api/people/erase', person)).json()) as ErasureReceipt
  return JSON.stringify(receipt, null, 2)
}
