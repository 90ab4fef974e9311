import { html } from 'hono/html'
import type { Collected } from '../people/index.ts'
import { inWords, type YouSite } from './facts.ts'
import { all, count, frame, moment, type Piece } from './frame.ts'
import type { Language } from './language.ts'
import { decisions, timeline } from './pieces.ts'
import { fill } from './words.ts'

/** Everything that is held of somebody as one document to read, without anything it would have to load. */
export const readable = (language: Language, site: Pick<YouSite, 'name' | 'definition'>, held: Collected): Piece => {
  const { name, words } = language
  const { at, browsers, consents, events, failed } = held
  return frame(
    name,
    `${words.title} · ${site.name}`,
    html`<h1>${words.title}</h1>
<p class="lead">${site.name} · ${fill(words.wrote, { date: `${moment(name, at)} UTC` })}</p>
<section aria-labelledby="browsers">
<h2 id="browsers">${words.browsers}</h2>
${browsers.length ? html`<ul>${all(browsers, ({ subject, link }) => html`<li><code>${subject}</code> <span class="soft">${words.links[link]}</span></li>`)}</ul>` : html`<p>${words.nobody}</p>`}
</section>
<section aria-labelledby="consents">
<h2 id="consents">${words.consents}</h2>
${consents.length ? decisions(language, consents) : html`<p>${words.noChoice}</p>`}
</section>
<section aria-labelledby="events">
<h2 id="events">${words.all}</h2>
${
  events.length
    ? html`<p>${fill(words.total, { count: count(name, events.length) })}</p>
${timeline(
  language,
  events.map((event) => inWords(site, event)),
)}
<h3>${words.details}</h3>
<ol>${all(
        events,
        (event) =>
          html`<li><time datetime="${event.time}">${moment(name, event.time)}</time> <code>${JSON.stringify(event)}</code></li>
`,
      )}</ol>`
    : html`<p>${words.nothingHeld}</p>`
}
</section>
${
  failed.length
    ? html`<section aria-labelledby="failed">
<h2 id="failed">${words.places['failed events']}</h2>
<ol>${all(
        failed,
        (one) =>
          html`<li><time datetime="${one.time}">${moment(name, one.time)}</time> <code>${JSON.stringify(one)}</code></li>
`,
      )}</ol>
</section>`
    : ''
}`,
  )
}
