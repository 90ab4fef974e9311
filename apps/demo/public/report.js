/**
 * Tells the tracker what happened in the multi-page shop and cannot be seen. The server has written each event as JSON into a
 * `data-moment` attribute, on the page or on a choice; here it is only passed on.
 * `window.wend` is missing where a blocker took the tracker away, and the shop has to work all the same.
 */
const tell = (element) => {
  if (!element?.dataset.moment) return
  const { type, data } = JSON.parse(element.dataset.moment)
  window.wend?.track(type, data)
}

const reloaded = () => ['reload', 'back_forward'].includes(performance.getEntriesByType('navigation')[0]?.type)

window.wend?.debug()

const page = document.querySelector('main')
if (page.dataset.once === 'no' || !reloaded()) tell(page)
// Markup is read later than this: an order is not placed again by a reload.
else for (const marked of page.querySelectorAll('[data-wend-shop]')) delete marked.dataset.wendShop

document.addEventListener('submit', ({ target: form }) => {
  const typed = new FormData(form)
  if ('identify' in form.dataset) window.wend?.identify({ email: typed.get('email'), phone: typed.get('phone') })
})

// The button beside a quantity says how many it adds.
document.addEventListener('input', ({ target }) => {
  const button = target.name === 'quantity' && target.form.querySelector('[data-wend-quantity]')
  if (button) button.dataset.wendQuantity = target.value
})

document.addEventListener('change', ({ target }) => tell(target))
