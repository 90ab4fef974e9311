import type { Data } from '../../api.ts'
import type { Host } from '../host.ts'
import { laidOut } from '../page.ts'
import { selector } from '../selector.ts'
import type { Detect, Limits } from './signs.ts'

/** Things that are clicked again and again for fun, or to play, draw, choose and set. */
const playful =
  'input:not([type=submit],[type=button],[type=image],[type=reset]),select,textarea,option,label,canvas,video,audio,object,embed,iframe,[contenteditable],[role=slider],[role=spinbutton],[role=scrollbar],[role=application],[data-wend-calm]'
/** Things that promise to do something. */
const promising = 'button,input,summary,[role=button],[role=link],[role=tab],[role=menuitem],[role=switch],[onclick],a'

/**
 * How long a click has to show that it did something, which one more of the same thing does not cut short, and how far apart
 * clicks on things beside each other may be, in milliseconds.
 */
const answerTime = 2000
const pause = 1200
/** How far apart they may be on the page, in pixels. */
const near = 40

interface Burst {
  target: Element
  x: number
  y: number
  begin: number
  last: number
  count: number
  /** How many of the clicks were followed by a change of the page before the next. */
  answered: number
  waiting: boolean
}

/**
 * Rage clicks and dead clicks: clicks that the page does not answer. What changes at each click (a stepper, a carousel, a
 * calendar), what plays, and what selects text is neither.
 */
export function watchClicks(
  host: Host,
  detect: Detect,
  { rageClicks }: Limits,
): {
  /** What was clicked within the last second. */
  last: () => Element | undefined
  /** Takes what has happened for an answer. */
  answer: () => void
} {
  const { signal } = host
  let burst: Burst | undefined
  let recent: { target: Element; at: number } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Those that wait for the layout, to be judged by whether text is selected. */
  let over: Burst[] = []

  const answer = () => {
    if (!burst?.waiting) return
    burst.waiting = false
    burst.answered++
  }
  const observer = new MutationObserver((changes) => {
    if (!isNothing(changes, burst?.target)) answer()
  })
  /** What components show is in roots of their own. */
  const observe = (root: Document | ShadowRoot) => {
    observer.observe(root, {
      ...{ subtree: true, childList: true, characterData: true, attributes: true },
      ...{ characterDataOldValue: true, attributeOldValue: true },
    })
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) observe(shadowRoot)
  }
  const judge = laidOut(host, () => {
    const all = over
    over = []
    for (const one of all) weigh(one)
  })
  const end = () => {
    observer.disconnect()
    if (!burst) return
    over.push(burst)
    burst = undefined
    judge()
  }
  const weigh = ({ target, count, answered, begin, last }: Burst) => {
    // Two or three clicks choose a word or a paragraph. What is chosen in a component is not told to others.
    const chosen = getSelection()
    const range = chosen?.rangeCount ? chosen.getRangeAt(0) : undefined
    if (`${chosen ?? ''}` && (target.getRootNode() !== document || range?.intersectsNode(target) !== false)) return
    const more: Data = { selector: selector(target) }
    if (count >= rageClicks && answered * 2 < count)
      detect('rage_click', [`${count} clicks in ${last - begin} ms`, `${answered} of them changed the page`], more)
    else if (count < rageClicks && !answered && promises(target))
      detect('dead_click', [`nothing happened within ${answerTime} ms`], more)
  }
  const click = (event: MouseEvent) => {
    const target = event.composedPath()[0]
    if (!(target instanceof Element) || event.button || target.closest(playful)) return
    // What is switched off hears no click, in some browsers.
    if ((event.type === 'click') === !!target.closest('button:disabled,input:disabled')) return
    const element = target.closest(promising) ?? target
    const now = Math.round(event.timeStamp)
    recent = { target: element, at: Date.now() }
    const { clientX: x, clientY: y } = event
    const same =
      burst &&
      (burst.target === element
        ? now - burst.last < answerTime
        : now - burst.last < pause && Math.hypot(x - burst.x, y - burst.y) < near) &&
      burst
    if (!same) end()
    if (!burst) {
      burst = { target: element, x, y, begin: now, last: now, count: 0, answered: 0, waiting: false }
      observe(document)
    }
    burst.count++
    burst.last = now
    burst.waiting = true
    clearTimeout(timer)
    timer = setTimeout(end, answerTime)
  }
  for (const type of ['click', 'pointerup'] as const)
    addEventListener(type, click, { capture: true, passive: true, signal })
  // What a click can do without changing the page: scroll it, leave it, submit, move the focus, open a dialog of the browser, play.
  const answers =
    'scroll submit change input blur hashchange popstate pagehide toggle play pause seeking volumechange ratechange fullscreenchange'
  for (const type of answers.split(' ')) addEventListener(type, answer, { capture: true, passive: true, signal })
  addEventListener('focusin', (event) => event.target !== burst?.target && answer(), { capture: true, signal })
  host.leaving.add(answer)
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    observer.disconnect()
  })
  return { last: () => (recent && Date.now() - recent.at < 1000 ? recent.target : undefined), answer }
}

/** Whether it looks as if something should happen here, and that would be seen. A real link is left alone: it leads away. */
function promises(target: Element): boolean {
  if (!target.matches(promising)) return getComputedStyle(target).cursor === 'pointer'
  if (target.matches(':disabled,[aria-disabled=true]')) return true
  const link = target.closest('a')
  return /^(#|javascript:.*)?$/.test(link?.getAttribute('href') ?? '')
}

/** That what was clicked looks pressed is no answer, and neither is what only says again what stood there. */
function isNothing(changes: readonly MutationRecord[], clicked: Element | undefined): boolean {
  const added = changes.flatMap(({ addedNodes }) => [...addedNodes])
  const removed = changes.flatMap(({ removedNodes }) => [...removedNodes])
  return (
    changes.every(({ type, target, attributeName, oldValue }) =>
      type === 'attributes'
        ? target === clicked || (target as Element).getAttribute(`${attributeName}`) === oldValue
        : type === 'childList' || target.nodeValue === oldValue,
    ) &&
    added.length === removed.length &&
    // What has only moved has moved.
    added.every((node, at) => !removed.includes(node) && node.isEqualNode(removed[at] ?? null))
  )
}
