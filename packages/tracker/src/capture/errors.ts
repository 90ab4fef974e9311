import type { Data } from '../api.ts'
import type { Part } from './host.ts'
import { eachView, listen } from './page.ts'

/**
 * Reports errors of scripts, promises and files, at most ten a view and each once, and pages that are an error: by the status
 * that they were answered with, or by `<meta name="wend-status" content="404">`. `own`: where our scripts are, whose errors
 * are not the page's.
 */
export const errors: Part = (host) => {
  const { own } = host.settings
  const seen = new Set<unknown>()
  let view: string | undefined

  /** Once a view, by what it is known by. */
  const once = (type: string, mark: unknown, data: Data) => {
    if (view !== host.view) seen.clear()
    view = host.view
    if (seen.size < 10 && !seen.has(mark)) host.track(type, data)
    seen.add(mark)
  }

  listen<ErrorEvent & PromiseRejectionEvent, { localName?: string; src?: string; href?: string }>(
    host,
    window,
    'error unhandledrejection',
    (target, { type, message, filename, reason, error = reason }) => {
      const kind = target.localName ? 'resource' : type === 'error' ? 'script' : 'promise'
      const where = `${target.src ?? target.href ?? error?.stack ?? filename}`
      if (own && where.includes(own as string)) return
      const [, source, place] = /(?:^|@|\(|at |async )https?:\/\/([^/\s)]+)([^\s)]*)/m.exec(where) ?? []
      // The first line without what somebody may have typed: what is quoted, addresses, long words, digits.
      const said = `${message ?? error?.message ?? error}`
        .replace(/\n[\s\S]*|["'`“„].*?(["'`”“]|$)|\S*(@|:\/\/)\S*|\S{30,}/g, '…')
        .replace(/\d+/g, '0')
        .slice(0, 120)
      // All that browsers say of a script from elsewhere is that there was an error.
      const silent = kind === 'resource' || /^Script err|^\[obj/.test(said)
      let hash = 0
      for (const sign of kind + error?.name + said + place)
        hash = (Math.imul(hash, 31) + (sign.codePointAt(0) as number)) | 0
      const fingerprint = (hash >>> 0).toString(36)
      once('error.occurred', fingerprint, { kind, message: silent ? undefined : said, fingerprint, source })
    },
  )

  let [loaded] = performance.getEntriesByType('navigation') as { responseStatus?: number }[]
  eachView(host, () => {
    const url = location.origin + location.pathname
    const marked = document.querySelector<HTMLMetaElement>('meta[name=wend-status]')
    const status = Number(marked?.content ?? loaded?.responseStatus)
    loaded = undefined
    if (status === 404) once('page.not_found', status, { url })
    else if (status > 399) once('error.occurred', status, { kind: 'page', status, url })
  })
}
export default errors
