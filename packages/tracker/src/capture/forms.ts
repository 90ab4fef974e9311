import type { Data } from '../api.ts'
import { called, containers, controls, formAround, nameOf } from './forms/names.ts'
import { upload } from './forms/uploads.ts'
import type { Part } from './host.ts'
import { attribute, eachView, ended, guarded, laidOut, leaving, listen } from './page.ts'

/** How long a page may take to show that it refuses what was sent. */
const patience = 1500
/** How often one looks for forms that came and went, at most. */
const often = 500

/** What is told of one visit to a field. Runs of typing and of deleting are counted: keys would tell how long a value is. */
interface Visit {
  field: string
  time: number
  changes: number
  corrections: number
  pasted?: boolean | undefined
  autofilled?: boolean | undefined
  place: number
  visit: number
  back: boolean
}

interface Form {
  _element: Element
  _name: string
  /** Fields by name: how often each was visited, and which were filled in, refused since they were changed, and ever shown. */
  _visits: Record<string, number>
  _filled: Set<string>
  _failed: Set<string>
  _shown: Set<string>
  /** The step that it shows, and those that it has shown. */
  _step?: string | undefined
  _passed: Set<string>
  /** The view that it was last seen on, and the one that it was begun on. */
  _seen?: string
  _view?: string | undefined
  _begun?: number | undefined
  _last?: string | undefined
  _place: number
  /** Whether the visitor tried to send it (1), and the browser stopped that (2), and when it was sent. */
  _tried?: number
  _sent?: number | undefined
  /** The alert that it shows, and whether some of it is to be seen. */
  _alarm?: Element | undefined
  _inside?: boolean
}

const visible = (element: Element): boolean => element.checkVisibility?.() ?? true

/**
 * Reports what visitors do with forms, by the names of fields. No value is read but for its length, and that is told to nobody.
 *
 * A form was sent when it was submitted and shows no error for a moment after: no field with `aria-invalid`, no alert in it.
 * If the page is left meanwhile, or the form goes, that was a success. So it makes no difference whether the browser sends it
 * or a script. It was abandoned when it was begun and not sent, and the page is left, or the form goes. One that is still to
 * be seen after a navigation within the page goes on: it may take several views.
 */
export const forms: Part = (host) => {
  const known = new Map<Element, Form>()
  const roots = new WeakSet<Node>()
  let timer: ReturnType<typeof setTimeout> | undefined
  /** The visit under way, in which form, since when it has the focus, and where that was last. */
  let visit: Visit | undefined
  let here: Form
  let since = 0
  let spot: Element
  /** Whether something was deleted last, and how long the value is now. */
  let cut: boolean
  let length: number

  const tell = (form: Form, verb: string, data?: object) => {
    if (!form._seen) see(form)
    host.track(`form.${verb}`, { form: form._name, step: form._step, ...data } as Data, form._view)
  }

  const formOf = (target: Element): Form | undefined => {
    const element = formAround(target)
    if (!element || element.matches('[role=search],search *')) return
    let form = known.get(element)
    if (!form) {
      form = {
        _element: element,
        _name: called('form', element, document, containers),
        _visits: {},
        _filled: new Set(),
        _failed: new Set(),
        _shown: new Set(),
        _passed: new Set(),
        _place: 0,
      }
      known.set(element, form)
      shows.observe(element)
      watch(element.getRootNode())
    }
    return form
  }
  /**
   * Gives the names of all fields of a form, in order, and notes which are shown, and which step is. `only` the names: to
   * know the rest, the browser may have to lay the page out.
   */
  const look = (form: Form, only?: boolean): string[] => {
    const { _element, _shown, _passed, _step } = form
    const names = new Set<string>()
    for (const control of _element.querySelectorAll(controls)) {
      const name = nameOf(control, _element)
      if (!name) continue
      names.add(name)
      if (!only && visible(control)) _shown.add(name)
    }
    if (only) return [...names]
    const which = _element.querySelector('[data-wend-step]') ? '[data-wend-step]' : 'fieldset:not(fieldset *)'
    const steps = [..._element.querySelectorAll(which)]
    const [step, other] = steps.filter(visible)
    // Fieldsets that are all to be seen are no steps.
    if (step && !other && (steps[1] || /^\[/.test(which))) {
      const name = called('step', step, _element, which)
      if (_step && name !== _step && form._begun && !_passed.has(name)) tell(form, 'step_completed')
      _passed.add(name)
      form._step = name
    }
    return [...names]
  }
  const see = (form: Form) => {
    if (form._seen === host.view) return
    form._seen = host.view
    const fields = look(form).length
    // A button alone is no form to fill in.
    if (fields) tell(form, 'viewed', { fields })
  }

  /** Stops the clock. */
  const rest = () => {
    if (visit && since) visit.time += Math.round(performance.now() - since)
    since = 0
  }
  const leave = () => {
    rest()
    if (visit) tell(here, 'field_left', visit)
    visit = undefined
  }
  /** Gives the visit to a field, which may begin with this. */
  const enter = (control: HTMLInputElement): Visit | undefined => {
    const form = control.matches(controls) && formOf(control)
    const field = form && nameOf(control, form._element)
    spot = control
    if (visit && here === form && visit.field === field) return visit
    leave()
    if (!form || !field) return
    here = form
    length = control.value.length
    cut = false
    const place = look(form, true).indexOf(field) + 1
    soon()
    form._visits[field] = (form._visits[field] ?? 0) + 1
    visit = {
      field,
      time: 0,
      changes: 0,
      corrections: 0,
      place,
      visit: form._visits[field],
      back: place < form._place,
    }
    form._last = field
    form._place = place
    form._shown.add(field)
    return visit
  }

  /** Ends what the visitor has begun. */
  const end = (form: Form, verb: 'submitted' | 'abandoned') => {
    leave()
    const { _begun, _shown, _last } = form
    const names = look(form)
    tell(form, verb, {
      time: _begun && Math.round(performance.now() - _begun),
      fields: names.length,
      filled: form._filled.size,
      shown: _shown.size,
      hidden: names.filter((name) => !_shown.has(name)).slice(0, 20),
      last: _last,
    })
    form._filled.clear()
    form._visits = {}
    form._begun = form._sent = form._view = form._last = undefined
    form._place = 0
  }
  /** Whether there is an alert that was not there before. */
  const alarmed = (form: Form): boolean => {
    const all = form._element.querySelectorAll('[role=alert]:not([class*=success])')
    const alarm = [...all].find(({ firstChild }) => firstChild)
    const is = !!alarm && alarm !== form._alarm
    form._alarm = alarm
    return is
  }
  const send = (form: Form) => {
    leave()
    form._sent = performance.now()
    alarmed(form)
    soon()
  }
  const settle = (form: Form) => {
    if (!form._sent) return
    const { _element } = form
    const wrong = _element.querySelector('[aria-invalid=true]')
    if (_element.isConnected && (wrong || alarmed(form))) {
      form._sent = undefined
      tell(form, 'submit_failed', { reason: wrong ? 'invalid' : 'alert' })
    } else end(form, 'submitted')
  }
  const giveUp = (form: Form) => {
    settle(form)
    if (form._begun) end(form, 'abandoned')
  }
  const fail = (form: Form, field: string | undefined, reason: string) => {
    // Scripts check fields that nobody has come to yet.
    if (!field || form._failed.has(field) || !(form._tried || form._visits[field])) return
    form._failed.add(field)
    tell(form, 'field_failed', { field, reason })
  }

  /** Looks for what came and went. `over`: in another view. */
  const check = (over?: boolean) => {
    timer = undefined
    for (const form of known.values()) {
      const { _element } = form
      if (!_element.isConnected || (over && !visible(_element))) giveUp(form)
      else if (form._begun) {
        form._view = host.view
        look(form)
        if (!form._sent && alarmed(form)) fail(form, form._last, 'alert')
      }
      if (performance.now() - (form._sent ?? Number.NaN) > patience) settle(form)
      if (form._sent) soon()
      if (!_element.isConnected) known.delete(_element)
      else if (over && form._inside) see(form)
    }
    for (const element of document.querySelectorAll(containers)) formOf(element)
  }
  const later = laidOut(host, guarded(host, check))
  const soon = () => {
    if (!timer) timer = setTimeout(later, often)
  }

  const shows = new IntersectionObserver(
    guarded(host, (entries: readonly IntersectionObserverEntry[]) => {
      for (const { target, isIntersecting } of entries) {
        const form = known.get(target)
        if (!form) continue
        form._inside = isIntersecting
        if (isIntersecting) see(form)
      }
    }),
  )
  const changes = new MutationObserver(
    guarded(host, (records: readonly MutationRecord[]) => {
      soon()
      for (const { target, attributeName } of records)
        if (attributeName && attribute(target as Element, attributeName) !== 'false')
          refuse(target as Element, 'invalid')
    }),
  )
  const refuse = (control: Element, reason: string): Form | undefined => {
    const form = control.matches(controls) ? formOf(control) : undefined
    if (form) fail(form, nameOf(control, form._element), reason)
    return form
  }

  /** Shadow roots keep these events to themselves. */
  const watch = (root: Node) => {
    if (roots.has(root)) return
    roots.add(root)
    changes.observe(root, { subtree: true, childList: true, attributeFilter: ['aria-invalid'] })
    listen(host, root, 'invalid', (target) => {
      let reason = ''
      for (const key in target.validity)
        if (key !== 'valid' && target.validity[key as keyof ValidityState]) reason = key
      const form = refuse(target, reason)
      if (form?._tried !== 1) return
      form._tried = 2
      tell(form, 'submit_failed', { reason })
    })
    listen(host, root, 'submit', (target) => {
      const form = formOf(target)
      if (form) send(form)
    })
    listen(host, root, 'change', (target) => {
      const { files } = target
      const time = since ? Math.round(performance.now() - since) : undefined
      if (files?.[0] && enter(target)) tell(here, 'document_uploaded', { ...upload(files), time })
    })
  }

  listen(host, window, 'focusin', (control) => {
    if (enter(control)) since = performance.now()
  })
  // It may come back to the same field, with the window or from a label.
  listen(host, window, 'focusout', rest)
  listen<InputEvent>(host, window, 'input', (control, { isTrusted, inputType }) => {
    // Scripts fill in too, but not where somebody is.
    if (!isTrusted && control !== spot) return
    const now = enter(control)
    if (!now) return
    const { field } = now
    if (!here._begun) {
      here._begun = performance.now()
      here._view = host.view
      alarmed(here)
      tell(here, 'started', { field })
    }
    const was = cut
    cut = control.value.length < length || /^delete/.test(inputType)
    length = control.value.length
    if (cut) now.corrections += +!was
    else if (was || !now.changes || control.matches('select,[type=radio],[type=checkbox]')) now.changes++
    here._filled[length ? 'add' : 'delete'](field)
    here._failed.delete(field)
    now.pasted ||= /Paste/.test(inputType) || undefined
    now.autofilled ||= control.matches(':autofill') || undefined
  })
  listen<DragEvent>(host, window, 'drop', (target, { dataTransfer }) => {
    const form = formOf(target)
    if (form && dataTransfer?.files[0] && target.type !== 'file')
      tell(form, 'document_uploaded', upload(dataTransfer.files))
  })
  listen(host, window, 'click', (target) => {
    const button = target.closest('[type=submit],[type=image],button:not([type=button],[type=reset])')
    const form = button && formOf(button)
    // The next step may show.
    soon()
    if (!form) return
    form._tried = 1
    if (form._element.localName !== 'form') send(form)
  })
  /** `left`: the page, or this view of it. */
  const away = (left: boolean, finish: (form: Form) => void) => {
    if (left) leave()
    known.forEach(finish)
  }
  listen(host, window, 'pagehide', () => away(true, giveUp))
  leaving(host, (over) => away(over, settle))
  ended(host, () => {
    shows.disconnect()
    changes.disconnect()
  })
  watch(document)
  eachView(host, () => {
    for (const { shadowRoot } of document.querySelectorAll('*'))
      if (shadowRoot) for (const form of shadowRoot.querySelectorAll(containers)) formOf(form)
    check(true)
  })
}
export default forms
