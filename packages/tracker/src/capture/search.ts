import type { Part } from './host.ts'
import { attribute, eachView, guarded, listen } from './page.ts'

/**
 * Reports what is searched for on the site: a view with a query parameter that `parameters` names, and forms that are
 * searches. A term that could be an address or a number of somebody is left out. Once for each view and term.
 */
export const search: Part = (host) => {
  const parameters = (host.settings.parameters as string[] | undefined) ?? ['q', 'query', 'search', 's', 'k', 'term']
  let last: string | undefined

  const report = (said: string | null | undefined) => {
    const term = said?.trim().toLowerCase().slice(0, 100)
    const mark = host.view + term
    if (!term || mark === last) return
    last = mark
    const marked = document.querySelector('[data-wend-results]')
    const [results] = /^\d{1,9}$/.exec(marked ? attribute(marked, 'data-wend-results') : '') ?? []
    host.track('search.performed', {
      term: /@|(\d\D{0,3}){6}/.test(term) ? undefined : term,
      results: results && Number(results),
    })
  }

  eachView(host, () => {
    const query = new URLSearchParams(location.search)
    report(parameters.map((name) => query.get(name)).find(Boolean))
  })
  listen<Event, HTMLFormElement>(host, window, 'submit', (form) => {
    const input = form.querySelector<HTMLInputElement>(form.closest('[role=search],search') ? 'input' : '[type=search]')
    const term = input?.value
    // The next page says it by itself, or this one once it has set its address.
    setTimeout(
      guarded(host, () => report(term)),
      input && parameters.includes(input.name) ? 1000 : 0,
    )
  })
}
export default search
