import type { Batch } from './batch.ts'
import { describeClient } from './client.ts'
import { rfc3339 } from './time.ts'
import { traffic } from './traffic.ts'

const week = 7 * 24 * 3_600_000
const country = /^[A-Z]{2}$/

/** Adds what the request tells beyond the events: when they happened by our clock, with what device, and by which way. */
export function enrich(batch: Batch): Batch {
  const { envelope, received, sender, standing, site } = batch
  const from = site.countryHeader && sender.header(site.countryHeader)
  const skew = envelope.sent === undefined ? 0 : received - envelope.sent
  for (const item of batch.items) {
    const time = Math.min(Math.max(item.at + skew, received - week), received)
    const held = envelope.consent?.at === undefined ? 0 : Math.min(Math.round(envelope.consent.at - item.at), week)
    item.attributes.time = rfc3339(time)
    if (held > 0) item.attributes.held = held
    // Whoever has a browser can say that they paid.
    if (!sender.trusted && item.definition.family === 'order') item.data = { ...item.data, claimed: true }
    if (item.type === 'page.viewed') Object.assign(item.attributes, traffic(item.data, site.allows))
  }
  return {
    ...batch,
    attributes: {
      ...batch.attributes,
      ...describeClient(sender.userAgent),
      ...(from && country.test(from) && { country: from }),
      granted: standing.granted.join(','),
      policy: site.policy.id,
      ...(envelope.consent?.source && { consentsource: envelope.consent.source }),
    },
  }
}
