/**
 * Shows one fieldset of a form with `data-steps` at a time, and the fields with `data-when="delivery:post"` only where that is
 * chosen. A step that has `data-layer` pushes it for Google once it is done.
 */
// Before anything is pushed, as a tag manager's snippet has it: who looks for it finds it.
window.dataLayer ??= []

const choose = (form) => {
  const chosen = [...new FormData(form)].map(([name, value]) => `${name}:${value}`)
  for (const field of form.querySelectorAll('[data-when]')) {
    const called = field.dataset.when.split(' ').some((one) => chosen.includes(one))
    field.hidden = !called
    // What is not to be seen must not be asked for, nor sent.
    for (const control of field.querySelectorAll('input,select,textarea')) {
      control.disabled = !called
      control.required = called && 'needed' in control.dataset
    }
  }
}

const button = (text, act, looks = 'button') => {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = looks
  made.textContent = text
  made.addEventListener('click', act)
  return made
}

for (const form of document.querySelectorAll('[data-steps]')) {
  const steps = [...form.querySelectorAll('fieldset')]
  const buttons = form.querySelector('.step-buttons')
  const [place] = buttons.children
  let at = 0
  const show = (to) => {
    at = to
    for (const [index, step] of steps.entries()) step.hidden = index !== at
    back.hidden = at === 0
    next.hidden = at === steps.length - 1
    // Disabled too: Enter in a field would press it.
    place.hidden = place.disabled = !next.hidden
  }
  const good = () => [...steps[at].elements].every((control) => control.reportValidity())
  const next = button(
    'Continue',
    () => {
      if (!good()) return
      const { layer } = steps[at].dataset
      if (layer) window.dataLayer.push(JSON.parse(layer))
      show(at + 1)
      steps[at].querySelector('input:not(:disabled)').focus()
    },
    'button main',
  )
  const back = button('Back', () => show(at - 1))
  buttons.prepend(back, next)
  form.addEventListener('change', () => choose(form))
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || next.hidden || !event.target.matches('input,select')) return
    event.preventDefault()
    next.click()
  })
  choose(form)
  show(0)
}
