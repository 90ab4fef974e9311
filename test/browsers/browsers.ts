import type { BrowserKind } from './browser.ts'
import { launchChromium } from './chromium.ts'
import { launchFirefox } from './firefox.ts'
import { launchWebKit } from './webkit.ts'

/** The three engines that visitors use. A suite runs over all of them; `features` says where they differ. */
export const browsers: readonly BrowserKind[] = [
  {
    name: 'chromium',
    launch: launchChromium,
    features: { navigationApi: true, softNavigation: true, prerender: true, bfcache: true },
  },
  {
    name: 'firefox',
    launch: launchFirefox,
    features: { navigationApi: true, softNavigation: false, prerender: false, bfcache: true },
  },
  {
    name: 'webkit',
    launch: launchWebKit,
    features: { navigationApi: false, softNavigation: false, prerender: false, bfcache: true },
  },
]
