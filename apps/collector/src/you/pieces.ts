import { html } from 'hono/html'
import type { ConsentRecord } from '../people/places.ts'
import type { Facts, Line } from './facts.ts'
import { all, count, inLanguage, moment, type Piece } from './frame.ts'
import type { Language } from './language.ts'
import { fill } from './words.ts'

/** The built-in events are worded in English. */
const worded = 'en'

/** Events in words, one line each. */
export const timeline = ({ name }: Language, lines: readonly Line[]): Piece =>
  html`<ol>${all(
    lines,
    ({ time, sentence, path }) =>
      html`<li><time datetime="${time}">${moment(name, time)}</time> <span${inLanguage(name, worded)}>${sentence}</span>${path ? html` <span class="soft">${path}</span>` : ''}</li>
`,
  )}</ol>`

/** What was decided, when and how, newest first. */
export const decisions = (language: Language, consents: readonly ConsentRecord[]): Piece => {
  const { name, words } = language
  const agreedTo = (granted: readonly string[]) =>
    granted.length ? fill(words.agreedTo, { purposes: granted.map(language.titleOf).join(', ') }) : words.refusedAll
  return html`<ol>${all(consents.toReversed(), ({ id, kind, granted, at, source, policy }) => {
    const how = [
      source && kind !== 'erased' && fill(words.by, { source: source === 'your-data' ? words.thisPage : source }),
      policy && fill(words.underPolicy, { policy }),
      fill(words.record, { id }),
    ]
    return html`<li><time datetime="${new Date(at).toISOString()}">${moment(name, at)}</time> <span><strong>${words.kinds[kind]}.</strong> ${kind === 'given' || kind === 'changed' ? agreedTo(granted) : ''}</span> <span class="soft">${how.filter(Boolean).join(' · ')}</span></li>
`
  })}</ol>`
}

/** How many events of each kind there are, and how long each stays. */
export const kindsTable = ({ name, words }: Language, kinds: Facts['kinds']): Piece => html`<table>
<thead><tr><th scope="col">${words.kind}</th><th scope="col" class="number">${words.count}</th><th scope="col" class="number">${words.keptFor}</th></tr></thead>
<tbody>
${all(
  kinds,
  (kind) =>
    html`<tr><th scope="row"${inLanguage(name, worded)}>${kind.label}</th><td class="number">${count(name, kind.count)}</td><td class="number">${kind.months === 1 ? words.month : fill(words.months, { count: kind.months })}</td></tr>
`,
)}</tbody>
</table>`
