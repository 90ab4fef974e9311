// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forms } from './forms.ts'
import { LaidOut, stage } from './testing.ts'

let scene: ReturnType<typeof stage>
/** What an observer of the screen is told, and of the page. */
let appear: ((element: Element) => void)[]
const html = (markup: string) => {
  document.body.innerHTML = markup
}
const start = (markup: string) => {
  html(markup)
  scene = stage(forms)
  for (const form of document.querySelectorAll('form,[data-wend-form]')) for (const each of appear) each(form)
}
const at = <E extends Element = HTMLInputElement>(selector: string, root: ParentNode = document) =>
  root.querySelector(selector) as E
const fire = (element: Element | Window, type: string, more: object = {}, composed = true) =>
  element.dispatchEvent(Object.assign(new Event(type, { bubbles: true, cancelable: true, composed }), more))
const pass = async (milliseconds: number) => {
  await vi.advanceTimersByTimeAsync(milliseconds)
}
/** Leaves the field that has the focus, if any, and goes to another. */
let here: HTMLInputElement | undefined
const go = (to?: HTMLInputElement | string) => {
  const next = typeof to === 'string' ? at(to) : to
  if (here) fire(here, 'focusout', { relatedTarget: next })
  here = next
  if (next) fire(next, 'focusin')
}
const put = (value: string, inputType = 'insertText') => {
  if (!here) return
  here.value = value
  fire(here, 'input', { inputType })
}
const type = (text: string) => {
  for (const sign of text) put(`${here?.value}${sign}`)
}
const erase = (signs: number) => {
  for (let i = 0; i < signs; i++) put(here?.value.slice(0, -1) ?? '', 'deleteContentBackward')
}
const submit = (selector = 'form') => fire(at(selector), 'submit', {}, false)
const told = () => scene.events.map(({ type, data }) => [type.slice(5), data] as const)
const of = (verb: string) => scene.of(`form.${verb}`)

beforeEach(() => {
  vi.useFakeTimers()
  // No page is asked at the moment zero of its clock.
  vi.advanceTimersByTime(1000)
  appear = []
  here = undefined
  vi.stubGlobal('ResizeObserver', LaidOut)
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      seen = new Set<Element>()
      constructor(heard: (entries: object[]) => void) {
        appear.push((target) => this.seen.has(target) && heard([{ target, isIntersecting: true }]))
      }
      observe = (element: Element) => this.seen.add(element)
      unobserve = (element: Element) => this.seen.delete(element)
      disconnect = () => this.seen.clear()
    },
  )
  // The stand-in for a browser has no boxes: what is hidden says so.
  Element.prototype.checkVisibility = function (this: Element) {
    return !this.closest('[hidden]')
  }
})
afterEach(() => {
  scene.stop()
  document.body.replaceChildren()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const order = `<form id="order"><input name="first"><input name="last"><input name="mail" type="email">
  <select name="country"><option>AT</option><option>DE</option></select><textarea name="note"></textarea>
  <input type="hidden" name="token" value="canary"><button>Send</button></form>`

describe('a form', () => {
  it('is seen once a view', async () => {
    start(order)
    for (const each of appear) each(at('form'))
    expect(told()).toEqual([['viewed', { form: 'order', fields: 5 }]])
    scene.leave(true)
    await pass(1000)
    for (const each of appear) each(at('form'))
    expect(scene.verbs()).toEqual(['viewed', 'viewed'])
  })

  it('is told of from the first sign to the last', async () => {
    start(order)
    go('[name=first]')
    await pass(1000)
    type('Ann')
    await pass(1000)
    go('[name=last]')
    type('Bird')
    await pass(500)
    go()
    submit()
    await pass(2000)
    expect(told()).toEqual([
      ['viewed', { form: 'order', fields: 5 }],
      ['started', { form: 'order', field: 'first' }],
      [
        'field_left',
        { form: 'order', field: 'first', time: 2000, changes: 1, corrections: 0, place: 1, visit: 1, back: false },
      ],
      [
        'field_left',
        { form: 'order', field: 'last', time: 500, changes: 1, corrections: 0, place: 2, visit: 1, back: false },
      ],
      [
        'submitted',
        { form: 'order', time: expect.any(Number), fields: 5, filled: 2, shown: 5, hidden: [], last: 'last' },
      ],
    ])
  })

  it('that was only looked at is not abandoned', () => {
    start(order)
    go('[name=first]')
    fire(window, 'pagehide')
    expect(scene.verbs()).toEqual(['viewed', 'field_left'])
  })

  it('that a search is made with is told of elsewhere', () => {
    start('<form role="search"><input name="a"></form><form><input type="search" name="b"></form>')
    for (const name of ['a', 'b']) {
      go(`[name=${name}]`)
      type('x')
    }
    fire(window, 'pagehide')
    expect(told()).toEqual([])
  })

  it.each([
    ['data-wend-form="Step 1: you" name="a" id="b"', 'Step-1:-you'],
    ['name="a" id="b"', 'a'],
    ['id="b"', 'b'],
    ['id="49171555123"', 'form-1'],
    ['name="bird@example.org"', 'form-1'],
    ['', 'form-1'],
  ])('with %s is called %s', (attributes, name) => {
    start(`<form ${attributes}><input name="x"></form>`)
    expect(of('viewed')).toMatchObject([{ form: name }])
  })

  it.each(['elements', 'id', 'length', 'name', 'submit', 'action', 'method', 'parentNode', 'tagName'])(
    'may have a field called %s',
    async (name) => {
      start(`<form id="odd"><input name="${name}"><input name="other"></form>`)
      go(`[name=${name}]`)
      type('x')
      go()
      submit()
      await pass(2000)
      expect(of('started')).toEqual([{ form: 'odd', field: name }])
      expect(of('submitted')).toMatchObject([{ form: 'odd', fields: 2, filled: 1 }])
    },
  )
})

describe('a field', () => {
  it('counts runs of input and of deleting, which do not tell how long the value is', () => {
    start(order)
    go('[name=first]')
    type('Anna')
    erase(2)
    type('na')
    erase(1)
    go('[name=last]')
    expect(of('field_left')).toMatchObject([{ changes: 2, corrections: 2 }])
  })

  it('counts what gets shorter as corrected', () => {
    start(order)
    go('[name=first]')
    put('Anna Bird')
    put('Ann')
    go()
    fire(window, 'pagehide')
    expect(of('field_left')).toMatchObject([{ changes: 1, corrections: 1 }])
  })

  it('counts each choice', () => {
    start(order)
    go('[name=country]')
    put('DE', '')
    put('AT', '')
    go('[name=first]')
    expect(of('field_left')).toMatchObject([{ field: 'country', changes: 2, corrections: 0 }])
  })

  it('tells of pasting', () => {
    start(order)
    go('[name=first]')
    put('Ann', 'insertFromPaste')
    go('[name=last]')
    type('B')
    go('[name=first]')
    expect(of('field_left').map(({ pasted }) => pasted)).toEqual([true, undefined])
  })

  it('tells of what the browser filled in, also where nobody went', async () => {
    start(order)
    const filled = (name: string) => {
      const input = at(`[name=${name}]`)
      const { matches } = Element.prototype
      Object.assign(input, { matches: (what: string) => what === ':autofill' || matches.call(input, what) })
      input.value = 'x'
      input.dispatchEvent(
        Object.defineProperty(new Event('input', { bubbles: true, composed: true }), 'isTrusted', { value: true }),
      )
    }
    go('[name=first]')
    filled('first')
    filled('last')
    submit()
    await pass(2000)
    expect(of('field_left').map(({ field, autofilled }) => [field, autofilled])).toEqual([
      ['first', true],
      ['last', true],
    ])
    expect(of('submitted')).toMatchObject([{ filled: 2 }])
  })

  it('is none of the visitor’s where a script fills it in', () => {
    start(order)
    at('[name=first]').value = 'x'
    fire(at('[name=first]'), 'input')
    go('[name=last]')
    fire(at('[name=first]'), 'input')
    expect(scene.verbs()).toEqual(['viewed'])
  })

  it('has a place, and tells of ways back to it', () => {
    start(order)
    for (const name of ['last', 'mail', 'first', 'mail', 'note']) go(`[name=${name}]`)
    fire(window, 'pagehide')
    expect(of('field_left').map(({ field, place, visit, back }) => [field, place, visit, back])).toEqual([
      ['last', 2, 1, false],
      ['mail', 3, 1, false],
      ['first', 1, 1, true],
      ['mail', 3, 2, false],
      ['note', 5, 1, false],
    ])
  })

  it('rests while another window has the focus, and is the same visit after that', async () => {
    start(order)
    go('[name=first]')
    await pass(1000)
    fire(at('[name=first]'), 'focusout')
    await pass(5000)
    fire(at('[name=first]'), 'focusin')
    await pass(1000)
    go('[name=last]')
    expect(of('field_left')).toMatchObject([{ time: 2000, visit: 1 }])
  })

  it.each<[markup: string, name: string | undefined]>([
    ['<input x data-wend-field="mine" name="a" id="b">', 'mine'],
    ['<input x name="user[first]" id="b">', 'user-first'],
    ['<input x id="b">', 'b'],
    ['<label for="b12345">Straße *</label><input x id="b12345">', 'Stra-e'],
    ['<label>Your name <input x></label>', 'Your-name'],
    ['<label>bird@example.org <input x></label>', 'field-2'],
    ['<label>Call +49 171 555 1234? <input x></label>', 'field-2'],
    ['<input x name="f49171555">', 'field-2'],
    ['<input x placeholder="canary" aria-label="canary" title="canary">', 'field-2'],
    ['<textarea x name="note">canary</textarea>', 'note'],
    ['<input x type="password" name="a">', undefined],
    ['<input x name="password_again">', undefined],
    ['<input x autocomplete="section-a cc-number" name="a">', undefined],
    ['<input x autocomplete="one-time-code" name="a">', undefined],
    ['<input x name="cardNumber">', undefined],
    ['<input x name="cvc">', undefined],
    ['<input x id="IBAN">', undefined],
    ['<input x name="sms_code">', undefined],
    ['<input x name="user_pin">', undefined],
    ['<input x aria-label="Card number">', undefined],
    ['<input x type="hidden" name="a">', undefined],
    ['<p x contenteditable name="a"></p>', undefined],
    ['<input x name="postcode">', 'postcode'],
    ['<input x name="shopping">', 'shopping'],
    ['<input x name="country">', 'country'],
  ])('%s is called %s', (markup, name) => {
    start(`<form id="f"><input name="other">${markup}</form>`)
    go('[x]')
    put('canary')
    fire(window, 'pagehide')
    expect(of('started')).toEqual(name ? [{ form: 'f', field: name }] : [])
    expect(JSON.stringify(scene.events)).not.toMatch(/canary|bird|555/)
    expect(of('viewed')).toMatchObject([{ fields: name ? 2 : 1 }])
  })

  it('that was a password stays one when it is shown', () => {
    start('<form id="f"><input name="other"><input x type="password" name="a"></form>')
    at('[x]').type = 'text'
    go('[x]')
    type('canary')
    fire(window, 'pagehide')
    expect(scene.verbs()).toEqual(['viewed'])
  })
})

describe('a refusal', () => {
  const invalid = (selector: string, key: string) => {
    const input = at(selector)
    Object.defineProperty(input, 'validity', {
      configurable: true,
      value: { valueMissing: false, [key]: true, valid: false },
    })
    fire(input, 'invalid', {}, false)
  }

  it('by the browser stops the form, and is told of once for each field', async () => {
    start(order)
    go('[name=first]')
    type('A')
    fire(at('button'), 'click')
    invalid('[name=last]', 'valueMissing')
    invalid('[name=mail]', 'typeMismatch')
    invalid('[name=mail]', 'typeMismatch')
    await pass(2000)
    expect(told().slice(2)).toEqual([
      ['field_failed', { form: 'order', field: 'last', reason: 'valueMissing' }],
      ['submit_failed', { form: 'order', reason: 'valueMissing' }],
      ['field_failed', { form: 'order', field: 'mail', reason: 'typeMismatch' }],
    ])
  })

  it('of a field is told of again once it was changed', () => {
    start(order)
    go('[name=mail]')
    type('a')
    invalid('[name=mail]', 'typeMismatch')
    type('b')
    fire(at('[name=mail]'), 'invalid', {}, false)
    expect(of('field_failed')).toHaveLength(2)
  })

  it('that a script asks for before anybody came is none', () => {
    start(order)
    invalid('[name=last]', 'valueMissing')
    expect(scene.verbs()).toEqual(['viewed'])
  })

  it('of a password stops the form without a name', () => {
    start('<form id="f"><input name="a"><input name="b" type="password"><button></button></form>')
    fire(at('button'), 'click')
    invalid('[name=b]', 'tooShort')
    expect(told().slice(1)).toEqual([['submit_failed', { form: 'f', reason: 'tooShort' }]])
  })

  it('by the page is known by aria-invalid', async () => {
    start(order)
    go('[name=mail]')
    type('a')
    at('[name=mail]').setAttribute('aria-invalid', 'true')
    at('[name=mail]').setAttribute('aria-invalid', 'true')
    at('[name=last]').setAttribute('aria-invalid', 'false')
    await pass(0)
    expect(of('field_failed')).toEqual([{ form: 'order', field: 'mail', reason: 'invalid' }])
  })

  it('by the page is known by an alert', async () => {
    start(order)
    go('[name=mail]')
    type('a')
    at('form').insertAdjacentHTML('beforeend', '<p role="alert">canary</p>')
    await pass(1000)
    expect(of('field_failed')).toEqual([{ form: 'order', field: 'mail', reason: 'alert' }])
  })

  it.each<[what: string, act: () => void, reason: string | undefined]>([
    ['a field is invalid', () => at('[name=mail]').setAttribute('aria-invalid', 'true'), 'invalid'],
    ['an alert comes', () => at('form').insertAdjacentHTML('afterbegin', '<div><p role="alert">b</p></div>'), 'alert'],
    [
      'an alert that was empty speaks',
      () => {
        at('#live').textContent = 'canary'
      },
      'alert',
    ],
    [
      'an alert says that it is a success',
      () => at('form').insertAdjacentHTML('afterbegin', '<p role="alert" class="alert-success">b</p>'),
      undefined,
    ],
    [
      'an alert comes elsewhere',
      () => document.body.insertAdjacentHTML('afterbegin', '<p role="alert">b</p>'),
      undefined,
    ],
    ['the form goes', () => at('form').remove(), undefined],
    ['nothing happens', () => {}, undefined],
  ])('of what was sent: %s', async (_, act, reason) => {
    start(order.replace('<button>', '<p id="live" role="alert"></p><button>'))
    go('[name=first]')
    type('A')
    submit()
    act()
    await pass(3000)
    expect(of('submit_failed')).toEqual(reason ? [{ form: 'order', reason }] : [])
    expect(of('submitted')).toHaveLength(reason ? 0 : 1)
    fire(window, 'pagehide')
    expect(of('abandoned')).toHaveLength(reason ? 1 : 0)
  })

  it('may be overcome', async () => {
    start(order)
    go('[name=mail]')
    type('a')
    submit()
    at('[name=mail]').setAttribute('aria-invalid', 'true')
    await pass(3000)
    at('[name=mail]').removeAttribute('aria-invalid')
    type('b')
    submit()
    await pass(3000)
    expect(scene.verbs().filter((verb) => /submit/.test(verb))).toEqual(['submit_failed', 'submitted'])
  })
})

describe('what was begun', () => {
  beforeEach(() => {
    start(order)
    go('[name=first]')
    type('A')
    go('[name=last]')
  })
  const end = { form: 'order', time: expect.any(Number), fields: 5, filled: 1, shown: 5, hidden: [], last: 'last' }

  it('is abandoned once, when the page is left', () => {
    fire(window, 'pagehide')
    fire(window, 'pagehide')
    expect(told().slice(-2)).toMatchObject([
      ['field_left', { field: 'last' }],
      ['abandoned', end],
    ])
    expect(of('abandoned')).toEqual([end])
  })

  it('is abandoned when it goes', async () => {
    at('form').remove()
    await pass(1000)
    expect(of('abandoned')).toMatchObject([{ last: 'last' }])
  })

  it('is abandoned on its own view, when another takes its place', async () => {
    scene.leave(true)
    html('<p>other</p>')
    await pass(1000)
    expect(scene.events.at(-1)).toMatchObject({ type: 'form.abandoned', view: 'view-1' })
  })

  it('goes on where the next view still shows it', async () => {
    scene.leave(true)
    await pass(1000)
    go('[name=mail]')
    type('b')
    submit()
    await pass(3000)
    expect(of('started')).toHaveLength(1)
    expect(of('abandoned')).toHaveLength(0)
    expect(scene.events.at(-1)).toMatchObject({ type: 'form.submitted', view: 'view-2', data: { filled: 2 } })
  })

  it('is abandoned where the next view hides it', async () => {
    scene.leave(true)
    at('form').hidden = true
    await pass(1000)
    expect(of('abandoned')).toHaveLength(1)
  })

  it('is not abandoned by looking at another tab', () => {
    scene.leave()
    expect(of('abandoned')).toEqual([])
  })

  it('was sent when the page is left at once', () => {
    submit()
    fire(window, 'pagehide')
    expect(scene.verbs().slice(-1)).toEqual(['submitted'])
  })

  it('and sent can be begun again', async () => {
    submit()
    await pass(3000)
    go('[name=first]')
    type('B')
    fire(window, 'pagehide')
    expect(scene.verbs().filter((verb) => !/field/.test(verb))).toEqual([
      'viewed',
      'started',
      'submitted',
      'started',
      'abandoned',
    ])
  })
})

describe('branches and steps', () => {
  it('tells which fields were never shown', async () => {
    start(`<form id="f"><input name="a"><div hidden><input name="b"><input name="c"></div><div id="d" hidden><input name="d"></div>
      </form>`)
    go('[name=a]')
    type('A')
    at('#d').removeAttribute('hidden')
    go('[name=d]')
    at('#d').setAttribute('hidden', '')
    submit()
    await pass(2000)
    expect(of('submitted')).toMatchObject([{ fields: 4, shown: 2, hidden: ['b', 'c'] }])
  })

  // Those made of fieldsets need a selector that the stand-in for a browser does not know: test/e2e has them.
  it('knows steps', async () => {
    start(`<form id="f"><div class="s" data-wend-step="you"><input name="a"></div>
      <div class="s" data-wend-step="pay" hidden><input name="b"></div><button type="button">Next</button></form>`)
    go('[name=a]')
    type('A')
    const [you, pay] = document.querySelectorAll<HTMLElement>('.s')
    const turn = async (from?: HTMLElement, to?: HTMLElement) => {
      fire(at('button'), 'click')
      from?.setAttribute('hidden', '')
      to?.removeAttribute('hidden')
      await pass(1000)
    }
    await turn(you, pay)
    await turn(pay, you)
    await turn(you, pay)
    go('[name=b]')
    type('B')
    submit()
    await pass(2000)
    expect(of('viewed')).toMatchObject([{ step: 'you' }])
    expect(of('step_completed')).toMatchObject([{ step: 'you' }])
    expect(of('field_left').map(({ field, step }) => [field, step])).toEqual([
      ['a', 'pay'],
      ['b', 'pay'],
    ])
    expect(of('submitted')).toMatchObject([{ step: 'pay', shown: 2, hidden: [] }])
  })

  it('takes several fieldsets that are all shown for one step', () => {
    start('<form id="f"><fieldset><input name="a"></fieldset><fieldset><input name="b"></fieldset></form>')
    go('[name=a]')
    type('A')
    go('[name=b]')
    expect(of('field_left')[0]).not.toHaveProperty('step')
    expect(of('step_completed')).toEqual([])
  })
})

describe('places where forms hide', () => {
  it('finds one that comes later', async () => {
    start('<p></p>')
    html(order)
    await pass(1000)
    for (const each of appear) each(at('form'))
    expect(scene.verbs()).toEqual(['viewed'])
  })

  it('finds one in a shadow root, with the events that stay in there', async () => {
    html('<x-form></x-form>')
    const root = at('x-form').attachShadow({ mode: 'open' })
    root.innerHTML = order
    scene = stage(forms)
    go(at('[name=first]', root))
    type('A')
    const input = at('[name=mail]', root)
    Object.defineProperty(input, 'validity', { value: { typeMismatch: true } })
    fire(at('button', root), 'click')
    fire(input, 'invalid', {}, false)
    fire(at('form', root), 'submit', {}, false)
    await pass(2000)
    expect(scene.verbs()).toEqual(['viewed', 'started', 'field_failed', 'submit_failed', 'field_left', 'submitted'])
  })

  it('finds fields in shadow roots inside a form', () => {
    html('<form id="f"><x-field></x-field></form>')
    const root = at('x-field').attachShadow({ mode: 'open' })
    root.innerHTML = '<input name="inner">'
    scene = stage(forms)
    go(at('input', root))
    type('A')
    fire(window, 'pagehide')
    expect(of('abandoned')).toMatchObject([{ form: 'f', last: 'inner', filled: 1 }])
  })

  it('takes what is declared for a form', async () => {
    start('<div data-wend-form="quote"><input name="a"><button>Go</button></div>')
    go('[name=a]')
    type('A')
    fire(at('button'), 'click')
    await pass(3000)
    expect(of('submitted')).toMatchObject([{ form: 'quote', filled: 1 }])
  })

  it('takes fields that stand outside of their form', () => {
    start('<form id="f"><input name="a"></form><input name="b" form="f">')
    go('[name=b]')
    type('B')
    expect(of('started')).toEqual([{ form: 'f', field: 'b' }])
  })
})

describe('documents', () => {
  const files = (...list: [type: string, size: number][]) =>
    list.map(([type, size]) => ({ type, size, name: 'canary.pdf' }))
  const choose = (input: HTMLInputElement, list: object[]) => {
    Object.defineProperty(input, 'files', { value: list, configurable: true })
    fire(input, 'change', {}, false)
  }
  const markup = '<form id="f"><input name="proof" type="file" multiple><p id="zone"></p></form>'

  it.each<[list: [string, number][], count: number, size: string, kind: string]>([
    [[['application/pdf', 1000]], 1, 'small', 'pdf'],
    [
      [
        ['image/png', 2 << 20],
        ['image/jpeg', 100],
      ],
      2,
      'medium',
      'image',
    ],
    [[['application/x-canary', 20 << 20]], 1, 'large', 'other'],
    [[['', 0]], 1, 'small', 'other'],
  ])('%j', async (list, count, size, kind) => {
    start(markup)
    go('[name=proof]')
    await pass(3000)
    choose(at('[name=proof]'), files(...list))
    expect(of('document_uploaded')).toEqual([{ form: 'f', count, size, kind, time: 3000 }])
    expect(JSON.stringify(scene.events)).not.toMatch(/canary/)
  })

  it('may be dropped', () => {
    start(markup)
    fire(at('#zone'), 'drop', { dataTransfer: { files: files(['application/pdf', 1]) } })
    fire(at('[name=proof]'), 'drop', { dataTransfer: { files: files(['application/pdf', 1]) } })
    expect(of('document_uploaded')).toEqual([{ form: 'f', count: 1, size: 'small', kind: 'pdf' }])
  })

  it('that are taken back are none', () => {
    start(markup)
    choose(at('[name=proof]'), [])
    expect(of('document_uploaded')).toEqual([])
  })
})

it('never passes on what anybody typed, chose or was shown', async () => {
  const kinds = [
    'text',
    'email',
    'tel',
    'url',
    'number',
    'password',
    'date',
    'color',
    'range',
    'search',
    'hidden',
    'file',
    'time',
  ]
  start(`<form id="f" title="canary">${kinds
    .map(
      (kind, i) =>
        `<label>${kind} bird@example.org<input type="${kind}" name="n${i}" placeholder="canary" aria-label="canary" aria-description="canary" title="canary"></label>`,
    )
    .join(
      '',
    )}<textarea name="t" placeholder="canary">canary</textarea><select name="s"><option value="canary">canary</option></select>
    <input type="radio" name="r" value="canary"><input type="checkbox" name="c" value="canary">
    <input name="canary.bird@example.org"><input id="49171canary5551234">
    <p contenteditable aria-label="canary">canary</p><button value="canary" name="canary">canary</button></form>`)
  for (const control of document.querySelectorAll<HTMLInputElement>('input,textarea,select')) {
    go(control)
    if (control.type !== 'file') put('canary')
    control.setAttribute('aria-invalid', 'true')
    control.setCustomValidity?.('canary')
    fire(control, 'invalid', {}, false)
    at('form').insertAdjacentHTML('beforeend', '<p role="alert">canary</p>')
    await pass(0)
  }
  fire(at('[contenteditable]'), 'input', { data: 'canary' })
  submit()
  await pass(3000)
  fire(window, 'pagehide')
  expect(scene.events.length).toBeGreaterThan(30)
  expect(JSON.stringify(scene.events)).not.toMatch(/canary|bird|49171|5551234/i)
})

it('never throws into the page, whatever it has done to what everybody uses', async () => {
  start(order)
  const errors: unknown[] = []
  window.addEventListener('error', (event) => errors.push(event))
  const [form, field] = [at('form'), at('[name=first]')]
  const spies = (['matches', 'closest', 'querySelectorAll'] as const).map((method) =>
    vi.spyOn(Element.prototype, method).mockImplementation(() => {
      throw new Error('poison')
    }),
  )
  go(field)
  type('A')
  fire(form, 'submit', {}, false)
  fire(window, 'pagehide')
  for (const spy of spies) spy.mockRestore()
  await pass(2000)
  expect(errors).toEqual([])
})

it('leaves nothing behind', async () => {
  start(order)
  go('[name=first]')
  type('A')
  submit()
  scene.stop()
  const before = scene.events.length
  go('[name=last]')
  type('B')
  at('form').remove()
  fire(window, 'pagehide')
  await pass(3000)
  expect([scene.events.length, scene.leaving.size, vi.getTimerCount()]).toEqual([before, 0, 0])
})
