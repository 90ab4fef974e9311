import type { Key } from './browser.ts'

/** Keys as WebDriver spells them: https://www.w3.org/TR/webdriver2/#keyboard-actions */
const codes: Readonly<Record<Key | 'Shift', string>> = {
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Escape: '\uE00C',
  Space: ' ',
}

/** The action of pressing a key, while another one is held. */
export function pressing(key: Key, held?: 'Shift') {
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
