import type { Policy } from '@wend/privacy/policy'
import { html } from 'hono/html'
import type { Facts, PurposeFact } from './facts.ts'
import { all, count, date, frame, type Piece } from './frame.ts'
import type { Language } from './language.ts'
import { decisions, kindsTable, timeline } from './pieces.ts'
import { fill } from './words.ts'

/** What has just been done. */
export type Said = 'saved' | 'withdrawn'

export interface Page {
  language: Language
  policy: Policy
  /** Address of one of the page's parts: `''`, `/consent`, `/erase`, `/data.json`, `/data.html`. */
  to(part: string): string
  /** Absent: this browser is nobody. */
  facts: Facts | undefined
  /** The cookie's id is dead, by a withdrawal or an erasure. */
  dead: boolean
  purposes: readonly PurposeFact[]
  /** Purposes that the browser's signal stops, where it gives one and the policy listens. */
  signal?: readonly string[]
  /** Purposes that were refused on this page, which a cookie remembers. */
  refused: readonly string[]
  said?: Said
}

/** The page on which a visitor sees what is held about their browser, and does something about it. */
export function page(given: Page): Piece {
  const { language, facts, said, signal, policy } = given
  const { words } = language
  return frame(
    language.name,
    words.title,
    html`<header>
<h1>${words.title}</h1>
<p class="lead">${words.intro}</p>
</header>
${said ? html`<div class="note" role="status"><p>${words[said]}</p></div>` : ''}
${signal ? html`<div class="note"><p><strong>${words.signal}</strong> ${fill(words.signalStops, { purposes: signal.join(', ') })}</p></div>` : ''}
${facts ? known(given, facts) : unknown(given)}
${policy.controller ? html`<footer><section><p class="soft">${fill(words.controller, { name: policy.controller.name, contact: policy.controller.contact })}</p></section></footer>` : ''}`,
  )
}

const unknown = (given: Page): Piece => {
  const { words } = given.language
  return html`<section aria-labelledby="held">
<h2 id="held">${words.held}</h2>
<p>${words.nobody}</p>
<p class="soft">${words.nobodyMore}</p>
</section>
${given.said === 'withdrawn' ? '' : withoutCookie(given)}`
}

/** Somebody who is not recognised can say no, and take that back. A yes is for the site's own dialog to ask for. */
const withoutCookie = ({
  language: { words, purposes },
  refused,
  to,
}: Page): Piece => html`<section aria-labelledby="choice">
<h2 id="choice">${words.choice}</h2>
${
  refused.length
    ? html`<p>${fill(words.refusedHere, { purposes: refused.join(', ') })} ${words.liftMore}</p>
<form method="post" action="${to('/consent')}">
${all(purposes, ({ id }) => html`<input type="hidden" name="purpose" value="${id}">`)}
<button>${words.lift}</button>
</form>`
    : html`<p>${words.noChoice} ${words.refuseMore}</p>
<form method="post" action="${to('/consent')}"><button>${words.refuse}</button></form>`
}
</section>`

const known = (given: Page, facts: Facts): Piece => {
  const { language, to, dead, policy, refused } = given
  const { name, words } = language
  const months = policy.visitor ? policy.visitor.months : 0
  return html`<p>${
    dead
      ? words.gone
      : facts.since === undefined
        ? words.recognised
        : fill(words.recognisedSince, { date: date(name, facts.since) })
  }</p>
<section aria-labelledby="choice">
<h2 id="choice">${words.choice}</h2>
${facts.consents.length ? decisions(language, facts.consents) : html`<p>${words.noChoice}</p>`}
${dead ? '' : choices(given)}
</section>
<section aria-labelledby="held">
<h2 id="held">${words.held}</h2>
${
  facts.total
    ? html`<p>${fill(words.total, { count: count(name, facts.total) })}</p>
${kindsTable(language, facts.kinds)}`
    : html`<p>${words.nothingHeld}</p>`
}
</section>
<section aria-labelledby="device">
<h2 id="device">${words.device}</h2>
<ul><li>${fill(words.cookie, { months })}</li>${refused.length ? html`<li>${words.decisionCookie}</li>` : ''}</ul>
</section>
<section aria-labelledby="download">
<h2 id="download">${words.download}</h2>
<p>${words.downloadMore}</p>
<p><a class="button" href="${to('/data.html')}">${words.downloadHtml}</a><a class="button" href="${to('/data.json')}">${words.downloadJson}</a></p>
</section>
<section aria-labelledby="erase">
<h2 id="erase">${words.erase}</h2>
<p>${words.eraseMore}</p>
<p><a class="button final" href="${to('/erase')}">${words.erase} …</a></p>
</section>
${facts.total ? latest(language, facts) : ''}`
}

/** Last, because it is long. */
const latest = (language: Language, facts: Facts): Piece => {
  const { name, words } = language
  const total = count(name, facts.total)
  return html`<section aria-labelledby="latest">
<h2 id="latest">${words.latest}</h2>
<p class="soft">${facts.latest.length < facts.total ? fill(words.latestOf, { count: facts.latest.length, total }) : ''} ${words.utc}</p>
${timeline(language, facts.latest)}
</section>`
}

const choices = ({ language, purposes, policy, to }: Page): Piece => {
  const { words } = language
  return html`<form method="post" action="${to('/consent')}">
<fieldset>
<legend class="away">${words.choice}</legend>
${all(purposes, ({ purpose, on, stopped, title, text }) => {
  const why = stopped === 'signal' ? words.stoppedBySignal : stopped === 'page' ? words.stoppedByLaw : ''
  const fixed = purpose === 'necessary' || stopped === 'signal'
  return html`<div class="purpose">
<input type="checkbox" id="p-${purpose}" name="purpose" value="${purpose}" aria-describedby="t-${purpose}"${on ? html` checked` : ''}${fixed ? html` disabled` : ''}>
<label for="p-${purpose}">${title}</label>
<p class="soft" id="t-${purpose}">${text} ${why}</p>
</div>
`
})}
</fieldset>
<button>${words.save}</button>
</form>
<form method="post" action="${to('/consent')}">
<p class="soft">${words.withdrawMore} ${policy.onWithdrawal === 'erase' ? words.withdrawErases : words.withdrawKeeps}</p>
<button>${words.withdraw}</button>
</form>`
}
