/**
 * Tells the tracker what happened in the multi-page shop. The server has written each event as JSON into a
 * `data-moment` attribute, on the page, on a button of a form, or on a choice; here it is only passed on.
 * `window.wend` is missing when a blocker took the tracker away, and the shop has to work all the same.
 */
const tell = (element, change) => {
  if (!element?.dataset.moment) return
  const { type, data } = JSON.parse(element.dataset.moment)
  window.wend?.track(type, { ...data, ...change })
}

const reloaded = () => ['reload', 'back_forward'].includes(performance.getEntriesByType('navigation')[0]?.type)

window.wend?.debug()

const page = document.querySelector('main')
if (page.dataset.once === 'no' || !reloaded()) tell(page)

document.addEventListener('submit', ({ target: form, submitter }) => {
  const typed = new FormData(form)
  if ('identify' in form.dataset) window.wend?.identify({ email: typed.get('email'), phone: typed.get('phone') })
  tell(submitter, typed.has('quantity') ? { quantity: Number(typed.get('quantity')) } : {})
})

document.addEventListener('change', ({ target }) => tell(target))
