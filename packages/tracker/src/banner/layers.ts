import type { BannerSettings } from '@wend/privacy/policy'
import { make } from './make.ts'

/** `true` and `false`: all or none. Otherwise the ids of the purposes that are ticked. */
export type Answer = boolean | readonly string[]

export interface Content {
  readonly settings: BannerSettings
  readonly language: string
  /** Takes what was pressed, and all texts of the layer in which that was, each on a line. */
  readonly answer: (answer: Answer, shown: string) => void
}

/** What both layers are made of: each text that is put there is noted as shown. */
function writer({ settings, language, answer }: Content) {
  const words = settings.words[language] as BannerSettings['words'][string]
  const lines: string[] = []
  const shown = () => lines.join('\n')
  const text = (line: string) => {
    lines.push(line)
    return line
  }
  const button = (word: keyof typeof words, press: () => void, look = '') => {
    const made = make('button', { type: 'button', class: look }, text(words[word]))
    made.addEventListener('click', press)
    return made
  }
  return {
    words,
    shown,
    text,
    button,
    heading: (word: 'title' | 'dialog') => make('h2', { id: word }, text(words[word])),
    later() {
      const { privacyUrl } = settings
      const later = make('p', { class: 'soft' }, text(words.later))
      if (privacyUrl !== undefined) later.append(' ', make('a', { href: privacyUrl }, text(words.notice)))
      return later
    },
    purposes: settings.purposes.map(({ id, texts }) => {
      const { title, text } = texts[language] as { title: string; text: string }
      return { id, title, text, asked: id !== 'necessary' }
    }),
    /** No before yes, and the two of them alike in all else. */
    both: () => [button('reject', () => answer(false, shown())), button('accept', () => answer(true, shown()))],
  }
}

/**
 * The banner itself. It says its text when `speak` is called, because assistive technology announces only what comes into
 * an element that it knows already.
 */
export function createBar(content: Content, choose: () => void): { element: HTMLElement; speak: () => void } {
  const { words, text, button, heading, later, purposes, both } = writer(content)
  const said = [
    heading('title'),
    make('p', {}, text(words.text)),
    make('ul', {}, ...purposes.filter(({ asked }) => asked).map(({ title }) => make('li', {}, text(title)))),
    later(),
  ]
  const ask = make('div', { class: 'ask', 'aria-live': 'polite' })
  const acts = make('div', { class: 'acts' }, ...both(), button('choose', choose, 'plain'))
  const element = make('section', { role: 'region', 'aria-labelledby': 'title' }, ask, acts)
  const speak = () => {
    ask.append(...said)
    element.classList.add('on')
  }
  return { element, speak }
}

/** The dialog in which each purpose is ticked or not. Closing it, by Escape too, decides nothing. */
export function createDialog(content: Content, ticked: readonly string[]): HTMLDialogElement {
  const { words, shown, text, button, heading, later, purposes, both } = writer(content)
  const boxes: HTMLInputElement[] = []
  const title = heading('dialog')
  // Read first, and without a button that one press of a key would decide.
  title.tabIndex = -1
  title.setAttribute('autofocus', '')
  const close = button('close', () => element.close(), 'plain')
  const box = (id: string) => {
    const made = make('input', { type: 'checkbox', value: id, id, 'aria-describedby': `${id}-text` })
    made.checked = ticked.includes(id)
    boxes.push(made)
    return made
  }
  const element = make(
    'dialog',
    { 'aria-labelledby': 'dialog' },
    make('div', { class: 'head' }, title, close),
    later(),
    make(
      'ul',
      {},
      ...purposes.map((purpose) => {
        const name = make('span', {}, text(purpose.title))
        return make(
          'li',
          {},
          purpose.asked
            ? make('label', {}, name, box(purpose.id))
            : make('div', { class: 'told' }, name, make('span', { class: 'soft' }, text(words.always))),
          make('p', { id: `${purpose.id}-text` }, text(purpose.text)),
        )
      }),
    ),
    make(
      'div',
      { class: 'acts' },
      ...both(),
      button('save', () =>
        content.answer(
          boxes.filter(({ checked }) => checked).map(({ value }) => value),
          shown(),
        ),
      ),
    ),
  )
  return element
}
