import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { purposesOf, type Site } from './site.ts'

/** The tracker as built, with the place where a site's settings go. */
export interface Tracker {
  /** The script for a site. */
  script(site: Site): string
  /** `sha384-…` of that script, for subresource integrity. */
  integrity(site: Site): string
  map: string
  /** The inline stub of at most 1 kB that queues calls until the script is there. */
  stub: string
}

const placeholder = '__WEND_SETTINGS__'

/** Reads the built tracker from its folder. Throws when it has not been built. */
export function loadTracker(folder: URL): Tracker {
  const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')
  const bundle = read('w.js')
  const script = (site: Site) =>
    bundle.replace(placeholder, () =>
      JSON.stringify({ site: site.name, query: [...site.query], purposes: purposesOf(site) }),
    )
  return {
    script,
    integrity: (site) => `sha384-${createHash('sha384').update(script(site)).digest('base64')}`,
    map: read('w.js.map'),
    stub: read('stub.js').trim(),
  }
}

/** The two tags a web team pastes: a stub that queues calls, and the script from the site's own domain. */
export function snippet(tracker: Tracker, site: Site, base: string): string {
  const source = `${base}/w.js?site=${site.name}`
  return `<script>${tracker.stub}</script>\n<script async src="${source}" integrity="${tracker.integrity(site)}" crossorigin="anonymous"></script>`
}
