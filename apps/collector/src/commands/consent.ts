import { join } from 'node:path'
import { verify } from '@wend/storage/ledger'
import { BadConfig, type Loaded } from '../config/load.ts'

export const consentUsage = `wend consent verify               prove that nobody has changed the consent ledger, or say where`

/** Where the consent ledger of a data folder is. */
export const ledgerPath = (data: string): string => join(data, 'consent.jsonl')

/**
 * `wend consent verify`: reads the whole ledger and checks every link of its chain. Works while the collector runs. Gives a
 * sentence, and the exit code 1 where the chain is broken.
 */
export async function consentCommand(
  args: readonly string[],
  { data }: Pick<Loaded, 'data'>,
): Promise<{ text: string; code: 0 | 1 }> {
  if (args[0] !== 'verify') throw new BadConfig(`There is no such command.\n\n${consentUsage}`)
  const path = args[1] ?? ledgerPath(data)
  const result = await verify(path)
  if (result.ok)
    return {
      text: [
        `${path} is whole: ${result.records} records, each bound to the one before it. The last one has the hash ${result.head}.`,
        result.index
          ? 'Its index remembers the same end, so none is missing there either.'
          : 'Its index is not there, so nobody can say whether records are missing at the end.',
      ].join('\n'),
      code: 0,
    }
  return { text: `${path} was changed: line ${result.line}, at byte ${result.byte}: ${result.why}.`, code: 1 }
}
