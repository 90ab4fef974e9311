import type { Signals } from '@wend/privacy/decide'
import { sha256 } from '@wend/privacy/pseudonym'
import { type Purpose, purposes } from '@wend/protocol'
import type { Context } from 'hono'
import { hear } from '../consents.ts'
import { readBody } from '../http/body.ts'
import type { Bindings, Handler } from '../http/handler.ts'
import type { Sender } from '../http/sender.ts'
import { senderOf } from '../http/sender.ts'
import type { Parts } from '../parts.ts'
import type { Collected } from '../people/index.ts'
import type { Site } from '../site.ts'
import { change, type Shown } from '../withdraw.ts'
import { readable } from '../you/document.ts'
import { confirmation, erased } from '../you/erasing.ts'
import { factsOf, purposesFor } from '../you/facts.ts'
import { createGate } from '../you/gate.ts'
import { ownForm, privately, toLookAt } from '../you/guard.ts'
import { type Language, languageFor } from '../you/language.ts'
import { page, type Said } from '../you/page.ts'
import { siteFor } from './site.ts'

type Needs = Pick<
  Parts,
  'prefix' | 'publicUrl' | 'sites' | 'people' | 'ledger' | 'logger' | 'clock' | 'token' | 'ended' | 'visitorKey'
>

/** Who asks, of which site, in which language. Nothing but the first-party cookie says who. */
interface Asked {
  c: Context<Bindings>
  site: Site
  sender: Sender
  language: Language
  /** Address of a part of the page. */
  to(part: string): string
}

/** How many may wait for the log. */
const most = 8

/**
 * The page on which visitors see, take with them, change and erase what is held about their browser, by the part of the
 * address after `{prefix}/you`. It works without any script and needs no account: what it shows is what the cookie of the
 * request opens, and no other id is ever looked at.
 */
export function you(parts: Needs): Record<'get' | 'post', Readonly<Record<string, Handler>>> {
  const { prefix, publicUrl, sites, people, ledger, clock, token, visitorKey } = parts
  const gate = createGate(most)

  const asked = (c: Context<Bindings>): Asked => {
    privately(c)
    const { headers } = c.env.incoming
    const site = siteFor(c, sites)
    const language = languageFor(headers['accept-language'], site)
    const to = (part: string) => `${prefix}/you${part}?site=${site.name}`
    return { c, site, sender: senderOf(headers, token, visitorKey), language, to }
  }
  const look =
    (answer: (asked: Asked) => Response | Promise<Response>): Handler =>
    (c) => {
      toLookAt(c.env.incoming.headers)
      return answer(asked(c))
    }
  const act =
    (answer: (asked: Asked) => Promise<Response>): Handler =>
    (c) => {
      const one = asked(c)
      ownForm(c.env.incoming.headers, (origin) => origin === URL.parse(publicUrl())?.origin || one.site.allows(origin))
      return answer(one)
    }

  const collect = async ({ site, sender: { visitor } }: Asked): Promise<Collected | undefined> =>
    visitor === undefined ? undefined : gate(() => people.collect(site, { visitor }))

  const show = async (one: Asked, said?: Said): Promise<Response> => {
    const { c, site, sender, language, to } = one
    const held = await collect(one)
    const last = held?.consents.at(-1)
    const now = hear({ claim: undefined, sent: undefined, sender, site, received: clock() }, ledger, (subject) =>
      people.blocked(site, subject),
    )
    const signals = { ...now.signals, ...choiceIn(last) }
    const stopped = signals.gpc ? site.policy.gpc.map(language.titleOf) : []
    return c.html(
      page({
        language,
        policy: site.rules,
        to,
        facts: held && factsOf(site, held),
        dead: now.forget,
        purposes: purposesFor(site, language, signals, last?.granted ?? []),
        ...(stopped.length && { signal: stopped }),
        refused: refusedHere(signals).map(language.titleOf),
        ...(said && { said }),
      }),
    )
  }

  /** Takes a decision, which a request without a cookie may make as well: then only the no is remembered. */
  const decide = ({ c, site, sender, language }: Asked, granted: readonly Purpose[]) => {
    const shown: Shown = {
      source: 'your-data',
      language: language.name,
      text: sha256(JSON.stringify(language.purposes.map(({ title, text }) => [title, text]))),
    }
    return change(c, site, sender, granted, shown, parts)
  }

  const file = (c: Context, name: string) => c.header('Content-Disposition', `attachment; filename="${name}"`)
  const everything = async (one: Asked): Promise<Collected> =>
    (await collect(one)) ?? {
      site: one.site.name,
      at: new Date(clock()).toISOString(),
      by: 'visitor',
      browsers: [],
      events: [],
      failed: [],
      consents: [],
    }

  return {
    get: {
      '': look((one) => show(one, one.c.req.query('saved') === undefined ? undefined : 'saved')),
      '/erase': look(({ c, language, to }) => c.html(confirmation(language, to))),
      '/data.json': look(async (one) => {
        const text = JSON.stringify(await everything(one), null, 2)
        file(one.c, 'your-data.json')
        return one.c.body(text, 200, { 'Content-Type': 'application/json' })
      }),
      '/data.html': look(async (one) => {
        const text = readable(one.language, one.site, await everything(one))
        file(one.c, 'your-data.html')
        return one.c.html(text)
      }),
    },
    post: {
      '/consent': act(async (one) => {
        const { c, sender, to } = one
        const chosen = new URLSearchParams((await readBody(c.env.incoming)).toString('utf8')).getAll('purpose')
        const granted = purposes.filter((purpose) => purpose !== 'necessary' && chosen.includes(purpose))
        const { withdrawn } = await decide(one, granted)
        if (!withdrawn || sender.visitor === undefined) return c.redirect(`${to('')}&saved=1`, 303)
        return show({ ...one, sender: { ...sender, visitor: undefined } }, 'withdrawn')
      }),
      '/erase': act(async (one) => {
        const { c, site, sender, language } = one
        const { visitor } = sender
        if (visitor === undefined) return show(one)
        const receipt = await gate(() => people.erase(site, { visitor }, 'visitor'))
        // Else the next page would begin to record again under a new number: a dialog of the site knows nothing of this.
        await decide(one, [])
        return c.html(erased(language, receipt))
      }),
    },
  }
}

const choiceIn = (last: Collected['consents'][number] | undefined): Pick<Signals, 'choice'> =>
  last
    ? {
        choice: {
          says: Object.fromEntries(purposes.slice(1).map((purpose) => [purpose, last.granted.includes(purpose)])),
          at: last.at,
        },
      }
    : {}

/** What was refused on this page before, as the cookie of the decision has it. */
function refusedHere({ legal }: Signals): string[] {
  const no = legal?.['your-data']
  return typeof no === 'object'
    ? Object.entries(no.says).flatMap(([purpose, yes]) => (yes === false ? [purpose] : []))
    : []
}
