import { html } from 'hono/html'
import type { ErasureReceipt } from '../people/index.ts'
import { all, count, frame, moment, type Piece } from './frame.ts'
import type { Language } from './language.ts'
import { fill } from './words.ts'

/** The second step before everything is erased. */
export const confirmation = ({ name, words }: Language, to: (part: string) => string): Piece =>
  frame(
    name,
    words.eraseQuestion,
    html`<h1>${words.eraseQuestion}</h1>
<p>${words.eraseMore} ${words.withdrawMore}</p>
<p class="soft">${words.eraseStays}</p>
<form method="post" action="${to('/erase')}"><p><button class="final">${words.eraseConfirm}</button><a class="button" href="${to('')}">${words.back}</a></p></form>`,
  )

/** What was erased, and the receipt for it. */
export const erased = ({ name, words }: Language, receipt: ErasureReceipt): Piece =>
  frame(
    name,
    words.erased,
    html`<h1>${words.erased}</h1>
<div class="note" role="status"><p>${fill(words.erasedMore, { count: count(name, receipt.total) })}</p></div>
<table>
<thead><tr><th scope="col">${words.place}</th><th scope="col" class="number">${words.removed}</th><th scope="col" class="number">${words.kept}</th></tr></thead>
<tbody>${all(
      receipt.places,
      (place) =>
        html`<tr><th scope="row">${words.places[place.name] ?? place.name}</th><td class="number">${count(name, place.removed)}</td><td class="number">${count(name, place.kept ?? 0)}</td></tr>`,
    )}</tbody>
</table>
${receipt.places.some(({ kept }) => kept) ? html`<p class="soft">${words.why}</p>` : ''}
<p class="soft">${fill(words.receipt, { id: receipt.id })} · <time datetime="${receipt.at}">${moment(name, receipt.at)} UTC</time></p>`,
  )
