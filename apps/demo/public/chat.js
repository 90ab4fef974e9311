/**
 * The chat in the corner, in both versions of the shop. It answers by itself, keeps nothing, and reports
 * that something was written and about how long it was, never the words.
 */
const widget = 'shop-help'

const answers = [
  [/deliver|post|courier|when/i, 'Post takes two to three working days, the courier comes tomorrow.'],
  [/return|refund|back/i, 'You have thirty days, and we send you the label.'],
  [/broke|crack|chip/i, 'Oh no! Tell us the order number and a new one leaves the workshop today.'],
  [/dishwasher|wash|clean/i, 'Everything can go into the dishwasher, apart from the cork lid.'],
]

const answerTo = (text) =>
  answers.find(([words]) => words.test(text))?.[1] ?? 'Thank you! Someone from the workshop will write to you shortly.'

const lengthOf = (text) => (text.length < 40 ? 'short' : text.length < 200 ? 'medium' : 'long')

const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

const log = make('div', { class: 'chat-log', role: 'log', 'aria-live': 'polite' })
const input = make('input', { type: 'text', 'aria-label': 'Your message', autocomplete: 'off', required: '' })
const form = make('form', {}, input, make('button', { class: 'button main' }, 'Send'))
const close = make('button', { class: 'plain', type: 'button' }, 'Close')
const heading = make('header', {}, make('h2', { id: 'chat-title' }, 'Ask the workshop'), close)
const panel = make(
  'section',
  { class: 'chat-panel', id: 'chat', 'aria-labelledby': 'chat-title', hidden: '' },
  heading,
  log,
  form,
)
const opener = make(
  'button',
  { class: 'chat-open', type: 'button', 'aria-expanded': 'false', 'aria-controls': 'chat' },
  'Chat',
)

const say = (who, text) => {
  log.append(make('p', { class: who }, text))
  log.scrollTop = log.scrollHeight
}

const toggle = (open) => {
  if (panel.hidden !== open) return
  panel.hidden = !open
  opener.hidden = open
  opener.setAttribute('aria-expanded', String(open))
  if (open && !log.hasChildNodes()) say('shop', 'Hello! What would you like to know?')
  ;(open ? input : opener).focus()
  window.wend?.track(open ? 'chat.opened' : 'chat.closed', { widget })
}

opener.addEventListener('click', () => toggle(true))
close.addEventListener('click', () => toggle(false))
panel.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') toggle(false)
})
form.addEventListener('submit', (event) => {
  event.preventDefault()
  const text = input.value.trim()
  if (!text) return
  input.value = ''
  say('visitor', text)
  window.wend?.track('chat.message_sent', { widget, length: lengthOf(text) })
  setTimeout(() => {
    const answer = answerTo(text)
    say('shop', answer)
    window.wend?.track('chat.message_received', { widget, length: lengthOf(answer) })
  }, 600)
})

document.body.append(make('div', { class: 'chat' }, panel, opener))
