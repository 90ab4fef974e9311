import type { Browser, BrowserKind } from '../../browsers/browser.ts'
import { type DevTools, withDevTools } from './devtools.ts'
import type { Scenario } from './scenarios.ts'
import { type Outcome, trial } from './trial.ts'

/**
 * Runs scenarios one after the other in a browser of its own, and tells what each came to: an error where the browser or its
 * driver broke, which says nothing about events. The next one gets a new browser then.
 */
export async function runLane(
  kind: BrowserKind,
  scenarios: readonly Scenario[],
  tell: (scenario: Scenario, came: Outcome | Error) => void,
): Promise<void> {
  const launch = async (): Promise<{ browser: Browser; devtools?: DevTools }> =>
    kind.name === 'chromium' ? await withDevTools(kind.launch) : { browser: await kind.launch() }
  const close = async () => {
    await running.devtools?.close()
    await running.browser.close()
  }
  let running = await launch()
  try {
    for (const scenario of scenarios) {
      const { browser, devtools } = running
      const { clock = 0 } = scenario
      const came = await trial(scenario.run, { browser, devtools, clock }).catch((error: Error) => error)
      tell(scenario, came)
      if (!(came instanceof Error)) continue
      await close().catch(() => {})
      running = await launch()
    }
  } finally {
    await close()
  }
}
