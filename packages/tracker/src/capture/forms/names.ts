import { around, attribute, code } from '../page.ts'

export const controls = 'input,select,textarea'

/**
 * What is hidden or no field; searches, which are told of elsewhere; passwords, payment and one-time codes. There are more
 * words than needed: a field too few is better than one too many.
 */
const secret =
  /^(hidden|submit|button|reset|image|search)|passw|card|karte|cv[cv]|csc|iban|konto|one.?time|otp|token|(verif|secur|auth|sms)\w*.?code|(\b|_)(cc|pin|tan)(\b|_)/i

/** A field is looked at once: a password that is shown becomes a text field. */
const names = new WeakMap<Element, string>()

/** The name of a field: its own, what its label begins with, or its place in the form. None for what is not to be named. */
export function nameOf(control: Element, form: Element): string {
  let name = names.get(control)
  if (name === undefined) {
    const [type, autocomplete, aria, ...own] = [
      'type',
      'autocomplete',
      'aria-label',
      'data-wend-field',
      'name',
      'id',
    ].map((key) => attribute(control, key))
    name = secret.test(`${[type, autocomplete, aria, own]}`)
      ? ''
      : code(...own, (control as HTMLInputElement).labels?.[0]?.firstChild?.nodeValue ?? '') ||
        `field-${[...form.querySelectorAll(controls)].indexOf(control) + 1}`
    names.set(control, name)
  }
  return name
}

/** What all of this is about: a form, or what the site has declared to be one. */
export const containers = 'form,[data-wend-form]'

/** The form that an element belongs to, in or around its shadow root. */
export function formAround(element: Element): Element | undefined {
  let at: Element | undefined = (element as HTMLInputElement).form ?? element
  while (at && !at.matches(containers)) at = around(at)
  return at
}
