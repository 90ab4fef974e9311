import type { Data } from '../../api.ts'
import type { Host, Part } from '../host.ts'
import { laidOut } from '../page.ts'
import { selector } from '../selector.ts'
import { watchClicks } from './clicks.ts'
import { watchOffers } from './offers.ts'
import { type Detect, type Kind, type Limits, usual, weights } from './signs.ts'

/**
 * Frustration with its evidence. Each sign adds to a score of the view, 1 − Π(1 − weight), which half survives to the next
 * view; a kind is reported once a view. What forms, searches and errors say is heard from their parts.
 */
const frustration: Part = (host) => {
  const limits: Limits = { ...usual, ...(host.settings as Partial<Limits>) }
  let score = 0
  let told = new Set<string>()
  const detect: Detect = (kind, evidence, more) => {
    if (host.signal.aborted || told.has(kind)) return
    told.add(kind)
    score = 1 - (1 - score) * (1 - weights[kind])
    if (score < limits.score) return
    const sign = { kind, score: Math.round(score * 100) / 100, evidence }
    host.track('frustration.detected', { ...sign, ...more })
    offer({ ...sign, view: host.view })
  }
  const offer = watchOffers(host, limits.coolDown)
  const clicks = watchClicks(host, detect, limits)
  watchScrolling(host, detect, limits)
  const patience = watchPatience(host, detect, limits)

  /** The first one was told before this part was there. */
  const views: { url: string; at: number; searched?: boolean }[] = [
    { url: location.href.replace(/\?.*|#(?!!?\/).*/, ''), at: Date.now() },
  ]
  const searches: { term: string; at: number }[] = []
  const fields = new Map<string, number>()

  /** Pages that this one does not see: nobody knows which, but one is not another. */
  let elsewhere = 0
  addEventListener('pagehide', () => views.push({ url: `${++elsewhere}`, at: Date.now() }), { signal: host.signal })

  /** Somebody has come to an address: by itself it may be where they were before. */
  const come = (url: string) => {
    const now = Date.now()
    score /= 2
    told = new Set()
    const [last, before] = [views.at(-1), views.at(-2)]
    // Whoever has looked at something else for a while has found something.
    if (last && !last.searched && now - last.at > limits.quickBack) searches.length = 0
    views.push({ url, at: now })
    if (!last || before?.url !== url || last.url === url) return
    const stayed = now - last.at
    const visits = views.filter((view) => now - view.at < limits.loopsWithin && [url, last.url].includes(view.url))
    if (visits.length > 2 * limits.loops && views.slice(-visits.length).every((view) => visits.includes(view)))
      detect('navigation_loop', [
        `${limits.loops} times back to the same page in ${seconds(now - (visits[0]?.at ?? now))}`,
      ])
    else if (stayed < limits.quickBack) detect('quick_back', [`back after ${seconds(stayed)}`])
  }

  host.hearing.add((type, data) => {
    patience(type, data)
    const { form, field, term } = data
    if (type === 'page.viewed') come(String(data.url))
    if (type === 'error.occurred') {
      const target = clicks.last()
      if (target && /script|promise/.test(String(data.kind))) {
        clicks.answer()
        detect('error_click', ['an error within a second of the click'], { selector: selector(target) })
      }
    }
    if (type === 'search.performed') {
      const now = Date.now()
      searches.push({ term: String(term), at: now })
      const view = views.at(-1)
      if (view) view.searched = true
      const terms = new Set(searches.filter(({ at }) => now - at < limits.searchesWithin).map((one) => one.term))
      if (terms.size >= limits.searches)
        detect('repeated_search', [`${terms.size} searches in ${seconds(limits.searchesWithin)}`])
    }
    if ((type === 'form.field_left' && data.changes) || /^form\..*_failed$/.test(type)) {
      const key = `${type} ${form} ${field}`
      const times = (fields.get(key) ?? 0) + 1
      fields.set(key, times)
      const what = type === 'form.field_left' ? 'changed' : 'refused'
      // A field is filled in once; only what comes after that is correcting.
      if (times >= limits.corrections + +(what === 'changed'))
        detect('correction_loop', [`${what} ${times} times`], { field })
    }
    if (type === 'form.submitted') fields.clear()
  })
}
export default frustration

const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 1000)} s`

/** Scrolling up and down again, looking for something that is not there. */
function watchScrolling(host: Host, detect: Detect, { turns, turnsWithin }: Limits): void {
  const { signal } = host
  let turning = scrollY
  let direction = 0
  let times: number[] = []
  const look = laidOut(host, () => {
    const moved = scrollY - turning
    if (Math.sign(moved) === direction || !direction) {
      if (Math.abs(moved) > 0) direction ||= Math.sign(moved)
      turning = scrollY
    } else if (Math.abs(moved) > innerHeight / 2) {
      direction = Math.sign(moved)
      turning = scrollY
      const now = Date.now()
      times = [...times.filter((at) => now - at < turnsWithin), now]
      if (times.length >= turns) {
        detect('scroll_thrash', [`turned ${times.length} times in ${seconds(turnsWithin)}`])
        times = []
      }
    }
  })
  addEventListener('scroll', look, { passive: true, signal })
}

/** What does not happen, though it was about to: only while the page is seen. */
function watchPatience({ signal }: Host, detect: Detect, limits: Limits): (type: string, data: Data) => void {
  const waiting = new Map<Kind, { timer: ReturnType<typeof setTimeout>; begin: () => ReturnType<typeof setTimeout> }>()
  const stop = (kind: Kind) => {
    clearTimeout(waiting.get(kind)?.timer)
    waiting.delete(kind)
  }
  const wait = (kind: Kind, time: number, what: string, more?: Data) => {
    stop(kind)
    const begin = () =>
      setTimeout(() => document.hidden || detect(kind, [`${seconds(time)} since ${what}`], more), time)
    waiting.set(kind, { timer: begin(), begin })
  }
  const active = () => stop('idle_after_error')
  for (const type of ['pointerdown', 'keydown', 'scroll'])
    addEventListener(type, active, { capture: true, passive: true, signal })
  // Who writes is busy, however long one field takes.
  const busy = () => {
    for (const one of waiting.values()) {
      clearTimeout(one.timer)
      one.timer = one.begin()
    }
  }
  addEventListener('input', busy, { capture: true, passive: true, signal })
  signal.addEventListener('abort', () => {
    for (const kind of [...waiting.keys()]) stop(kind)
  })
  return (type, { form, field, last, kind }) => {
    if (/^form\.(started|field_left)$/.test(type))
      wait('no_submit', limits.noSubmit, `the last edit of ${form}`, { field: field ?? last })
    if (/^(form\.(submitted|abandoned)|page\.viewed)$/.test(type)) stop('no_submit')
    if (/^(page\.viewed|order\.placed|form\.(started|submitted))$/.test(type)) stop('no_next_step')
    if (/step_completed$|^checkout\.started$/.test(type))
      wait('no_next_step', limits.noNextStep, 'the last step or edit')
    if (/_failed |not_found |^error.* page$/.test(`${type} ${kind}`))
      wait('idle_after_error', limits.idleAfterError, 'an error', { field })
    if (type === 'page.viewed') active()
  }
}
