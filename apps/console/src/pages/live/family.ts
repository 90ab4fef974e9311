import type { EventReport } from '../../api/types.ts'

/** Families that belong together look alike. One not listed here is calm and grey, and works all the same. */
const tones: Readonly<Record<string, string>> = {
  page: 'browse',
  link: 'browse',
  element: 'browse',
  search: 'browse',
  form: 'talk',
  chat: 'talk',
  product: 'shop',
  cart: 'shop',
  checkout: 'shop',
  order: 'shop',
  store: 'shop',
  loyalty: 'shop',
  error: 'trouble',
  frustration: 'trouble',
  vital: 'trouble',
  consent: 'person',
  identity: 'person',
  email: 'channel',
  ad: 'channel',
  social: 'channel',
  call: 'channel',
  ticket: 'channel',
  survey: 'channel',
  crm: 'channel',
  task: 'talk',
}

/** The family of an event. Without one in the report, the type was not known. */
export function familyOf(event: EventReport): string {
  return event.family ?? 'unknown'
}

/** The class that colours a family. */
export function toneOf(family: string): string {
  return `tone-${Object.hasOwn(tones, family) ? tones[family] : 'plain'}`
}
