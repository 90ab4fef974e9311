/** Texts that both versions of the shop show. */
export const shopName = 'Saltmoor'

export const tagline = 'Stoneware for slow mornings'

export const intro =
  'Eight plain, useful things, thrown and fired in small batches. Made to be used every day, and to look better for it.'

export const promises = [
  { title: 'Sent in two days', text: 'Packed in paper and straw, without plastic.' },
  { title: 'Thirty days to return', text: 'Changed your mind? The way back costs nothing.' },
  { title: 'Chips happen', text: 'Break it within a year and the second one is half price.' },
] as const

export const questions = [
  {
    id: 'delivery',
    question: 'How long does delivery take?',
    answer:
      'Post takes two to three working days, the courier comes the next day, and you can collect from the workshop on Saturdays.',
  },
  {
    id: 'dishwasher',
    question: 'Can it go into the dishwasher?',
    answer: 'Yes, all of it, apart from the cork lid of the larder jar. The Dune vase prefers to be rinsed by hand.',
  },
  {
    id: 'return',
    question: 'How do I return something?',
    answer:
      'Write to us within thirty days and we send a label. Put it back into its box and hand it in at any post office.',
  },
  {
    id: 'broken',
    question: 'My order arrived broken. What now?',
    answer:
      'We are sorry! Send us a photo of it, or tell us in the chat which piece it was. A new one leaves the workshop the same day.',
  },
  {
    id: 'gifts',
    question: 'Do you wrap gifts?',
    answer: 'Yes, without charge. Choose plain, red or green paper at the checkout.',
  },
  {
    id: 'privacy',
    question: 'What does this shop record about me?',
    answer:
      'Before you decide in the banner, nothing is stored in your browser. Afterwards, what you allowed. Change your mind at any time under “Privacy choices” at the foot of each page.',
  },
] as const

export const deliveries = [
  { id: 'post', name: 'Post', line: '2 to 3 working days, free' },
  { id: 'courier', name: 'Courier', line: 'next working day, free this month' },
  { id: 'collect', name: 'Collect', line: 'from the workshop, Saturdays' },
] as const

export const giftWraps = [
  { id: '', name: 'No gift wrap' },
  { id: 'plain', name: 'Plain paper' },
  { id: 'red', name: 'Red paper' },
  { id: 'green', name: 'Green paper' },
] as const

/** Ways to the workshop. The number is one of those that are kept free for stories. */
export const reach = {
  phone: '+44 20 7946 0321',
  email: 'kiln@saltmoor.example',
  about: 'https://en.wikipedia.org/wiki/Stoneware',
} as const

/** The workshop's open days. */
export const saturdays = ['First Saturday of the month', 'Second Saturday', 'Third Saturday', 'Last Saturday'] as const

/** `when`: the deliveries that ask for it; all where it is missing. */
export const checkoutFields: readonly {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly autocomplete: string
  readonly when?: readonly string[]
  readonly options?: readonly string[]
}[] = [
  { name: 'name', label: 'Name', type: 'text', autocomplete: 'name' },
  { name: 'email', label: 'E-mail', type: 'email', autocomplete: 'email' },
  { name: 'phone', label: 'Phone', type: 'tel', autocomplete: 'tel' },
  {
    name: 'street',
    label: 'Street and number',
    type: 'text',
    autocomplete: 'street-address',
    when: ['post', 'courier'],
  },
  { name: 'postcode', label: 'Postcode', type: 'text', autocomplete: 'postal-code', when: ['post', 'courier'] },
  { name: 'city', label: 'City', type: 'text', autocomplete: 'address-level2', when: ['post', 'courier'] },
  { name: 'doorbell', label: 'Name on the doorbell', type: 'text', autocomplete: 'off', when: ['courier'] },
  { name: 'day', label: 'Day', type: 'select', autocomplete: 'off', when: ['collect'], options: saturdays },
]

/** Each sign of frustration that the tracker knows, and how to give it here. wend.yaml has the seconds. */
export const troubles = [
  { kind: 'rage_click', title: 'A button that ignores you', todo: 'Click it three times, quickly.' },
  { kind: 'dead_click', title: 'A button that does nothing', todo: 'Click it once, and wait for two seconds.' },
  { kind: 'error_click', title: 'A button that fails', todo: 'Click it: the script behind it throws an error.' },
  { kind: 'quick_back', title: 'The wrong page', todo: 'Open the care notes and come back at once, twice.' },
  { kind: 'navigation_loop', title: 'Going in circles', todo: 'Go to the care notes and back, three times.' },
  {
    kind: 'correction_loop',
    title: 'A field that is never content',
    todo: 'Type any code and check it, three times. None is right.',
  },
  { kind: 'repeated_search', title: 'Nothing to be found', todo: 'Search for three different things.' },
  { kind: 'scroll_thrash', title: 'Where was it?', todo: 'Scroll up and down through this page, five times, fast.' },
  { kind: 'no_submit', title: 'A form left lying', todo: 'Write something, and then wait for ten seconds.' },
  {
    kind: 'no_next_step',
    title: 'Stuck between two steps',
    todo: 'Choose a day, go on, and then wait for ten seconds.',
  },
  {
    kind: 'idle_after_error',
    title: 'Giving up',
    todo: 'Send it empty, and then touch nothing for five seconds.',
  },
] as const

export const versions = {
  multi: 'You are in the multi-page shop: each click loads a new page.',
  single: 'You are in the single-page shop: React changes the page in place.',
} as const
