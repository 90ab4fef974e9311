import type { Held, Key } from './browser.ts'

/** Keys as WebDriver spells them: https://www.w3.org/TR/webdriver2/#keyboard-actions */
const codes: Readonly<Record<Key | Held, string>> = {
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Escape: '\uE00C',
  Space: ' ',
  Backspace: '\uE003',
  a: 'a',
  c: 'c',
  v: 'v',
}

/** The action of pressing a key, while another one is held. */
export function pressing(key: Key, held?: Held) {
  const around = held ? [codes[held]] : []
  return {
    type: 'key',
    id: 'keyboard',
    actions: [
      ...[...around, codes[key]].map((value) => ({ type: 'keyDown', value })),
      ...[codes[key], ...around].map((value) => ({ type: 'keyUp', value })),
    ],
  }
}
