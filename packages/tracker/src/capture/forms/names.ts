import { around, attribute, code } from '../page.ts'

export const controls = 'input,select,textarea'
/** What all of this is about: a form, or what the site has declared to be one. */
export const containers = 'form,[data-wend-form]'

/**
 * What is hidden or no field; searches, which are told of elsewhere; passwords, payment and one-time codes. There are more
 * words than needed: a field too few is better than one too many. In small letters, as the text is that it looks at.
 */
const secret =
  /^(hidden|submit|button|reset|image|search)|passw|card|karte|cv[cv]|csc|iban|konto|one.?time|otp|token|(verif|secur|auth|sms)\w*.?code|(\b|_)(cc|pin|tan)(\b|_)/

/** A field is looked at once: a password that is shown becomes a text field. */
const names = new WeakMap<Element, string>()

/** What a form, a step or a field is called: its own name, what its label says, or its place among all of its kind. */
export const called = (kind: string, element: Element, root: ParentNode, all: string, label = ''): string =>
  code(...[`data-wend-${kind}`, 'name', 'id'].map((key) => attribute(element, key)), label) ||
  `${kind}-${[...root.querySelectorAll(all)].indexOf(element) + 1}`

/** The name of a field. None for what is not to be named. */
export function nameOf(control: Element, form: Element): string {
  let name = names.get(control)
  if (name === undefined) {
    const said = ['type', 'autocomplete', 'aria-label', 'data-wend-field', 'name', 'id'].map((key) =>
      attribute(control, key),
    )
    const label = (control as HTMLInputElement).labels?.[0]?.firstChild?.nodeValue
    name = secret.test(`${said}`.toLowerCase()) ? '' : called('field', control, form, controls, label ?? '')
    names.set(control, name)
  }
  return name
}

/** The form that an element belongs to, in or around its shadow root. */
export function formAround(element: Element): Element | undefined {
  let at: Element | undefined = (element as HTMLInputElement).form ?? element
  while (at && !at.matches(containers)) at = around(at)
  return at
}
