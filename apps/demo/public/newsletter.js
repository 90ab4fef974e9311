/**
 * Sends the newsletter's form without leaving the page, and says what the server answers. One listener for the whole document:
 * the single-page version draws its footer later than this runs. Without a script the form is posted as any other.
 */
document.addEventListener('submit', async (event) => {
  const form = event.target
  if (!form.matches('.newsletter')) return
  event.preventDefault()
  const said = form.querySelector('.said')
  const say = (text, good) => {
    said.setAttribute('role', good ? 'status' : 'alert')
    said.textContent = text
    form.elements.email.setAttribute('aria-invalid', String(!good))
    if (good) form.reset()
  }
  try {
    const answer = await fetch('/newsletter', { method: 'POST', body: new FormData(form) })
    say(await answer.text(), answer.ok)
  } catch {
    say('The letter box cannot be reached. Please try again.', false)
  }
})
