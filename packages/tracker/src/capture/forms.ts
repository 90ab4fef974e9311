import type { Data } from '../api.ts'
import { containers, controls, formAround, nameOf } from './forms/names.ts'
import { upload } from './forms/uploads.ts'
import type { Part } from './host.ts'
import { attribute, code, eachView, ended, guarded, leaving, listen } from './page.ts'

/** How long a page may take to show that it refuses what was sent. */
const patience = 1500
/** How often one looks for forms that came and went, at most. */
const often = 500
const alerts = '[role=alert]'

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

interface Field {
  _form: Form
  _name: string
  _visits: number
  _filled?: boolean
  /** It was refused, and has not been changed since. */
  _failed?: boolean
  _visit?: Visit | undefined
  /** Since when it has the focus. */
  _since: number
  /** Whether something was deleted last, and how long the value is now. */
  _cut?: boolean
  _length: number
}

interface Form {
  _element: Element
  _name: string
  _fields: Map<string, Field>
  /** Names of the fields that were on the page at some time, and of the steps. */
  _shown: Set<string>
  _passed: Set<string>
  _step?: string | undefined
  /** The view that it was last seen on, and the one that it was begun on. */
  _seen?: string
  _view?: string | undefined
  _begun?: number | undefined
  _last?: string | undefined
  _place: number
  /** Whether the visitor tried to send it (1), and the browser stopped that (2), and when it was sent. */
  _tried?: number
  _sent?: number | undefined
  /** It shows an error. */
  _alarm?: boolean
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
  let current: Field | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const tell = (form: Form, verb: string, data?: object) => {
    if (!form._seen) see(form)
    host.track(`form.${verb}`, { form: form._name, step: form._step, ...data } as Data, form._view)
  }

  const formOf = (target: unknown): Form | undefined => {
    const element = target instanceof Element && formAround(target)
    if (!element || element.matches('[role=search],search *')) return
    let form = known.get(element)
    if (!form) {
      form = {
        _element: element,
        _name:
          code(...['data-wend-form', 'name', 'id'].map((key) => attribute(element, key))) ||
          `form-${[...document.querySelectorAll(containers)].indexOf(element) + 1}`,
        _fields: new Map(),
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
  const fieldOf = (control: unknown): Field | undefined => {
    if (!(control instanceof Element && control.matches(controls))) return
    const form = formOf(control)
    const name = form && nameOf(control, form._element)
    if (!name) return
    let field = form._fields.get(name)
    if (!field) {
      field = { _form: form, _name: name, _visits: 0, _since: 0, _length: 0 }
      form._fields.set(name, field)
    }
    return field
  }
  /** Gives the names of all fields of a form, in order, and notes which are shown, and which step is. */
  const look = (form: Form): string[] => {
    const { _element, _shown, _passed, _step } = form
    const names = new Set<string>()
    for (const control of _element.querySelectorAll(controls)) {
      const name = nameOf(control, _element)
      if (!name) continue
      names.add(name)
      if (visible(control)) _shown.add(name)
    }
    const marked = _element.querySelectorAll('[data-wend-step]')
    const steps = [...(marked[0] ? marked : _element.querySelectorAll('fieldset:not(fieldset *)'))]
    const [step, other] = steps.filter(visible)
    // Fieldsets that are all to be seen are no steps.
    if (step && !other && (marked[0] || steps[1])) {
      const name = code(attribute(step, 'data-wend-step')) || `step-${steps.indexOf(step) + 1}`
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

  const enter = (field: Field, control: Element) => {
    const { _form, _name } = field
    const place = look(_form).indexOf(_name) + 1
    field._length = (control as HTMLInputElement).value.length
    field._visit = {
      field: _name,
      time: 0,
      changes: 0,
      corrections: 0,
      place,
      visit: ++field._visits,
      back: place < _form._place,
    }
    _form._last = _name
    _form._place = place
    _form._shown.add(_name)
  }
  /** Stops its clock. */
  const rest = (field: Field) => {
    if (field._visit && field._since) field._visit.time += Math.round(performance.now() - field._since)
    field._since = 0
  }
  const leave = (field: Field) => {
    rest(field)
    if (field._visit) tell(field._form, 'field_left', field._visit)
    field._visit = undefined
    if (field === current) current = undefined
  }
  const leaveAll = (form: Form) => form._fields.forEach(leave)

  /** Ends what the visitor has begun. */
  const end = (form: Form, verb: 'submitted' | 'abandoned') => {
    leaveAll(form)
    const { _fields, _begun, _shown, _last } = form
    const names = look(form)
    tell(form, verb, {
      time: _begun && Math.round(performance.now() - _begun),
      fields: names.length,
      filled: [..._fields.values()].filter(({ _filled }) => _filled).length,
      shown: _shown.size,
      hidden: names.filter((name) => !_shown.has(name)).slice(0, 20),
      last: _last,
    })
    _fields.clear()
    form._begun = form._sent = form._view = form._last = undefined
    form._place = 0
  }
  const send = (form: Form) => {
    leaveAll(form)
    form._sent = performance.now()
    form._alarm = false
    soon()
  }
  const settle = (form: Form) => {
    if (!form._sent) return
    const wrong = form._element.querySelector('[aria-invalid=true]')
    if (form._element.isConnected && (wrong || form._alarm)) {
      form._sent = undefined
      tell(form, 'submit_failed', { reason: wrong ? 'invalid' : 'alert' })
    } else end(form, 'submitted')
  }
  const giveUp = (form: Form) => {
    settle(form)
    if (form._begun) end(form, 'abandoned')
  }
  const fail = (field: Field | undefined, reason: string) => {
    // Scripts check fields that nobody has come to yet.
    if (!field || field._failed || !(field._visits || field._form._tried)) return
    field._failed = true
    tell(field._form, 'field_failed', { field: field._name, reason })
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
      }
      if (performance.now() - (form._sent ?? Number.NaN) > patience) settle(form)
      if (form._sent) soon()
      if (over) shows.unobserve(_element)
      if (!_element.isConnected) known.delete(_element)
    }
    for (const element of document.querySelectorAll(containers)) formOf(element)
    if (over) for (const element of known.keys()) shows.observe(element)
  }
  const soon = () => {
    if (!timer)
      timer = setTimeout(
        guarded(host, () => check()),
        often,
      )
  }

  const shows = new IntersectionObserver(
    guarded(host, (entries: readonly IntersectionObserverEntry[]) => {
      for (const { target, isIntersecting } of entries) {
        const form = known.get(target)
        if (form && isIntersecting) see(form)
      }
    }),
  )
  const changes = new MutationObserver(
    guarded(host, (records: readonly MutationRecord[]) => {
      soon()
      for (const { target, attributeName, addedNodes } of records)
        if (attributeName) {
          if (attribute(target as Element, attributeName) !== 'false') fail(fieldOf(target), 'invalid')
        } else
          for (const node of addedNodes) {
            const near = node instanceof Element ? (node.querySelector(alerts) ?? node) : (target as Element)
            const alert = near.closest?.(alerts)
            const form = alert && !/success/.test(alert.className) && formOf(alert)
            if (!form) continue
            form._alarm = true
            if (!form._sent && form._last) fail(form._fields.get(form._last), 'alert')
          }
    }),
  )

  /** Shadow roots keep these events to themselves. */
  const watch = (root: Node) => {
    if (roots.has(root)) return
    roots.add(root)
    changes.observe(root, { subtree: true, childList: true, attributeFilter: ['aria-invalid'] })
    listen(host, root, 'invalid', (target) => {
      const form = formOf(target)
      const { validity } = target
      let reason = ''
      for (const key in validity) if (key !== 'valid' && validity[key as keyof ValidityState]) reason = key
      fail(fieldOf(target), reason)
      if (form?._tried !== 1) return
      form._tried = 2
      tell(form, 'submit_failed', { reason })
    })
    listen(host, root, 'submit', (target) => {
      const form = formOf(target)
      if (form) send(form)
    })
    listen(host, root, 'change', (target) => {
      const field = fieldOf(target)
      const { files } = target
      if (field && files?.[0])
        tell(field._form, 'document_uploaded', {
          ...upload(files),
          time: field._since ? Math.round(performance.now() - field._since) : undefined,
        })
    })
  }
  listen(host, window, 'focusin', (control) => {
    const field = fieldOf(control)
    if (field !== current) {
      if (current) leave(current)
      if (field) enter(field, control)
      current = field
    }
    if (field) field._since = performance.now()
  })
  // It may come back to the same field, with the window or from a label.
  listen(host, window, 'focusout', () => current && rest(current))
  listen<InputEvent>(host, window, 'input', (control, { isTrusted, inputType }) => {
    const field = fieldOf(control)
    // Scripts fill in too, but not what somebody is at.
    if (!field || !(isTrusted || field === current)) return
    const { _form } = field
    if (!field._visit) enter(field, control)
    if (!_form._begun) {
      _form._begun = performance.now()
      _form._view = host.view
      tell(_form, 'started', { field: field._name })
    }
    const visit = field._visit as Visit
    const { length } = control.value
    const cut = length < field._length || /^delete/.test(inputType)
    if (cut) visit.corrections += +!field._cut
    else if (field._cut || !visit.changes || control.matches('select,[type=radio],[type=checkbox]')) visit.changes++
    field._cut = cut
    field._length = length
    field._filled = !!length
    field._failed = false
    visit.pasted ||= /Paste/.test(inputType) || undefined
    visit.autofilled ||= control.matches(':autofill') || undefined
  })
  listen<DragEvent>(host, window, 'drop', (target, { dataTransfer }) => {
    const form = formOf(target)
    if (form && dataTransfer?.files[0] && target.type !== 'file')
      tell(form, 'document_uploaded', upload(dataTransfer.files))
  })
  listen(host, window, 'click', (target) => {
    const button = target.closest<HTMLButtonElement>('button,[type=submit],[type=image]')
    const form = formOf(button ?? target)
    // The next step may show.
    soon()
    if (!form || !button || button.type === 'button') return
    form._tried = 1
    if (form._element.localName !== 'form') send(form)
  })
  /** `left`: the page, or this view of it. */
  const away = (left: boolean, finish: (form: Form) => void) => {
    for (const form of known.values()) {
      if (left) leaveAll(form)
      finish(form)
    }
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
