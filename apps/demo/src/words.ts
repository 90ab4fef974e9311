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
    question: 'How long does delivery take?',
    answer:
      'Post takes two to three working days, the courier comes the next day, and you can collect from the workshop on Saturdays.',
  },
  {
    question: 'Can it go into the dishwasher?',
    answer: 'Yes, all of it, apart from the cork lid of the larder jar. The Dune vase prefers to be rinsed by hand.',
  },
  {
    question: 'How do I return something?',
    answer:
      'Write to us within thirty days and we send a label. Put it back into its box and hand it in at any post office.',
  },
  {
    question: 'My order arrived broken. What now?',
    answer: 'We are sorry! Tell us in the chat which piece it was. A new one leaves the workshop the same day.',
  },
  {
    question: 'Do you wrap gifts?',
    answer: 'Yes, without charge. Choose plain, red or green paper at the checkout.',
  },
  {
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

export const checkoutFields = [
  { name: 'name', label: 'Name', type: 'text', autocomplete: 'name' },
  { name: 'email', label: 'E-mail', type: 'email', autocomplete: 'email' },
  { name: 'phone', label: 'Phone', type: 'tel', autocomplete: 'tel' },
  { name: 'street', label: 'Street and number', type: 'text', autocomplete: 'street-address' },
  { name: 'postcode', label: 'Postcode', type: 'text', autocomplete: 'postal-code' },
  { name: 'city', label: 'City', type: 'text', autocomplete: 'address-level2' },
] as const

export const versions = {
  multi: 'You are in the multi-page shop: each click loads a new page.',
  single: 'You are in the single-page shop: React changes the page in place.',
} as const
