/** What a script checks beyond what the browser does: that a message with `data-least` is long enough to be answered. */
const say = (field, error) => {
  field.setAttribute('aria-invalid', String(error !== ''))
  document.getElementById(field.getAttribute('aria-describedby')).textContent = error
}

for (const form of document.querySelectorAll('[data-check]')) {
  const field = form.querySelector('[data-least]')
  form.addEventListener('submit', (event) => {
    if (field.value.trim().length >= Number(field.dataset.least)) return
    event.preventDefault()
    say(field, 'Tell us a little more, so that we can help: some twenty characters.')
    field.focus()
  })
  field.addEventListener('input', () => say(field, ''))
}
