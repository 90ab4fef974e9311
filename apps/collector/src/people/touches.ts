import type { CloudEvent, Touch, Touches } from '@wend/protocol'
import type { Log } from '@wend/storage/log'
import type { By, PeopleSite } from './by.ts'
import { eventsOf, find, type Link, mentions, type Person } from './person.ts'

/**
 * First and last touch of somebody, from the events that are stored of them and of the browsers that links between the site's
 * domains led from and to. Nothing is kept for it, so it reaches as far back as events do and ends with an erasure.
 */
export async function touchesOf(log: Pick<Log, 'search'>, site: PeopleSite, by: By): Promise<Touches> {
  const person = await withLinked(log, site, await find(log, site, by))
  const found: Touch[] = []
  /** By the view that they began. */
  const views = new Map<string, Touch>()
  for await (const events of eventsOf(log, site, person))
    for (const { event } of events) {
      const before = views.get(event.view ?? '')
      const one = event.type === 'page.viewed' ? arrival(event) : event.type === 'ad.clicked' && click(event)
      if (!one) continue
      if (event.type === 'ad.clicked' && before)
        Object.assign(before, { ...one, time: before.time, event: before.event })
      else found.push(one)
      if (event.view !== undefined) views.set(event.view, before ?? one)
    }
  found.sort((a, b) => (a.time < b.time ? -1 : 1))
  return {
    site: site.name,
    browsers: [...person.subjects.keys()],
    count: found.length,
    first: found[0] ?? null,
    last: found.at(-1) ?? null,
    lastKnown: found.findLast(({ channel }) => channel !== 'direct') ?? null,
  }
}

/** The same person with every browser that a link says is theirs, from either end of it. */
async function withLinked(log: Pick<Log, 'search'>, site: PeopleSite, person: Person): Promise<Person> {
  const subjects = new Map<string, Link>(person.subjects)
  for await (const events of eventsOf(log, site, person, mentions))
    for (const { event } of events) {
      if (event.type !== 'identity.linked') continue
      const { visitor } = event.data.identifiers as { visitor: string }
      for (const subject of [event.subject, visitor])
        if (subject !== undefined && !subjects.has(subject)) subjects.set(subject, 'pseudonym')
    }
  const all = { ...person, subjects }
  return subjects.size > person.subjects.size ? withLinked(log, site, all) : person
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** A page view that no page of the site led to. */
function arrival(event: CloudEvent): Touch | undefined {
  const { trafficchannel: channel, data } = event
  if (channel === undefined || channel === 'internal') return undefined
  return {
    time: event.time,
    event: event.id,
    channel,
    source: event.campaignsource,
    medium: event.campaignmedium,
    name: event.campaignname,
    term: event.campaignterm,
    content: event.campaigncontent,
    url: textOf(data.landing ?? data.url),
    referrer: textOf(data.referrer),
  }
}

const click = ({ time, id, data }: CloudEvent): Touch => ({
  time,
  event: id,
  channel: 'paid',
  network: textOf(data.network),
  parameter: textOf(data.parameter),
  click: textOf(data.click),
})
