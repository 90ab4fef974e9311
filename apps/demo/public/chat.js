/**
 * The chat in the corner, in both versions of the shop. It answers by itself and keeps nothing. What happens in it is told
 * with `wend.chat`, which measures a text and forgets it.
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

const tell = (event, facts) => window.wend?.chat(event, { widget, ...facts })

const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

const button = (text, act, looks = 'plain') => {
  const made = make('button', { class: looks, type: 'button' }, text)
  made.addEventListener('click', act)
  return made
}

const log = make('div', { class: 'chat-log', role: 'log', 'aria-live': 'polite' })
const input = make('input', { type: 'text', 'aria-label': 'Your message', autocomplete: 'off' })
const opener = button('Chat', () => toggle(true), 'chat-open')
opener.setAttribute('aria-expanded', 'false')
opener.setAttribute('aria-controls', 'chat')
const person = button('Talk to a person', () => handOver())
const finish = button('End the chat', () => end())
const rating = make(
  'p',
  { class: 'chat-rating', hidden: '' },
  'Did that help? ',
  button('Yes', () => rate(1)),
  ' ',
  button('No', () => rate(0)),
)
const panel = make(
  'section',
  { class: 'chat-panel', id: 'chat', 'aria-labelledby': 'chat-title', hidden: '' },
  make(
    'header',
    {},
    make('h2', { id: 'chat-title' }, 'Ask the workshop'),
    button('Close', () => toggle(false)),
  ),
  log,
  rating,
  make('p', { class: 'chat-actions' }, person, finish),
  // No form: what happens in a chat is told as chat.
  make(
    'div',
    { class: 'chat-write' },
    input,
    button('Send', () => send(), 'button main'),
  ),
)
const offer = make(
  'aside',
  { class: 'chat-offer', 'aria-label': 'Help', hidden: '' },
  make('p', {}, 'Can we help you find something?'),
  button('Yes, please', () => answerOffer(true), 'button main'),
  button('No, thanks', () => answerOffer(false), 'button'),
)

/** Who answers: the machine, until somebody asks for a person. */
let role = 'bot'
let begun = false

const say = (who, text) => {
  log.append(make('p', { class: who }, text))
  log.scrollTop = log.scrollHeight
}
const answer = (text) => {
  say('shop', text)
  tell('message_received', { role, text })
}

const toggle = (open) => {
  if (panel.hidden !== open) return
  panel.hidden = !open
  opener.hidden = open
  offer.hidden = true
  opener.setAttribute('aria-expanded', String(open))
  if (open && !log.hasChildNodes()) say('shop', 'Hello! What would you like to know?')
  ;(open ? input : opener).focus()
  tell(open ? 'opened' : 'closed')
}

const begin = () => {
  rating.hidden = true
  if (begun) return
  begun = true
  tell('conversation_started')
}

const send = () => {
  const text = input.value.trim()
  if (!text) return
  begin()
  input.value = ''
  say('visitor', text)
  tell('message_sent', { text })
  setTimeout(() => answer(answerTo(text)), 600)
}

const handOver = () => {
  if (role === 'agent') return
  begin()
  tell('handover_requested')
  setTimeout(() => {
    role = 'agent'
    tell('agent_joined')
    answer('Ada here, with clay on my hands. How can I help?')
  }, 600)
}

const end = () => {
  if (!begun) return toggle(false)
  begun = false
  if (role === 'agent') tell('agent_left')
  role = 'bot'
  tell('ended')
  say('shop', 'The chat has ended.')
  rating.hidden = false
}

const rate = (score) => {
  rating.hidden = true
  say('shop', 'Thank you!')
  tell('rated', { score, best: 1 })
}

const answerOffer = (wanted) => {
  offer.hidden = true
  tell(wanted ? 'proactive_accepted' : 'proactive_dismissed', { campaign: 'help-page' })
  if (wanted) toggle(true)
}

input.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') send()
})
panel.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') toggle(false)
})
document.body.append(make('div', { class: 'chat' }, offer, panel, opener))

// Whoever still reads the help page after a while may want to be asked, once.
setTimeout(() => {
  if (!/\/help$/.test(location.pathname) || begun || !panel.hidden) return
  offer.hidden = false
  tell('proactive_shown', { campaign: 'help-page' })
}, 6000)
