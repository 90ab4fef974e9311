import { useState } from 'react'
import type { Api } from '../../api/client.ts'
import type { WhichFailed } from '../../api/types.ts'
import { counted, replayWords } from './words.ts'

/** Asks until all are done: the collector does so many at a time. */
async function each<Answer extends { next?: string | undefined }>(
  which: WhichFailed,
  ask: (which: WhichFailed) => Promise<Answer>,
): Promise<Answer[]> {
  const answers = [await ask(which)]
  for (let after = answers[0]?.next; after !== undefined; after = answers.at(-1)?.next)
    answers.push(await ask({ ...which, after }))
  return answers
}

/** What can be done with rejected events, and what came of it. `changed` is called after each, whether it went well or not. */
export function useActions(api: Api, changed: () => void) {
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const [version, setVersion] = useState(0)

  async function run(act: () => Promise<string>) {
    setBusy(true)
    setSaid(undefined)
    setProblem(undefined)
    try {
      setSaid(await act())
    } catch (error) {
      setProblem(`${error instanceof Error ? error.message : String(error)} What was not done is still in the list.`)
    }
    setBusy(false)
    setVersion((n) => n + 1)
    changed()
  }

  return {
    busy,
    said,
    problem,
    /** Counts up with everything that was done. */
    version,
    replay: (which: WhichFailed) => void run(async () => `Replayed: ${replayWords(await each(which, api.replay))}`),
    discard: (which: WhichFailed) =>
      void run(async () => {
        const answers = await each(which, api.discard)
        return `Discarded: ${counted(answers.reduce((sum, { discarded }) => sum + discarded, 0))}.`
      }),
  }
}
