import type { z } from 'zod'
import type { EventDefinition } from './taxonomy.ts'

/**
 * What every stored field holds, in words that visitors and privacy officers understand. The record of processing and
 * `wend policy explain` are made of them, and `wend check` refuses a field without.
 */

/** By the name of the field, whatever type it stands in. */
const byField: Readonly<Record<string, string>> = {
  autofilled: 'Whether the browser filled the form field in',
  back: 'Whether the visitor came back to the form field from one further on',
  best: 'The best mark that could be given',
  by: 'That the site’s own signature vouched for it',
  call: 'Number of the call in the phone system',
  campaign: 'The campaign that it belonged to',
  click: 'By what the ad network names this one click',
  changes: 'How often something was put into the form field',
  claimed: 'Whether only the visitor’s browser said so, and not the shop’s own system',
  conversation: 'Number of the conversation in the chat system',
  corrections: 'How often something was corrected in the form field',
  count: 'How many documents were uploaded',
  creative: 'Which version of the advert it was',
  currency: 'Currency of the amount',
  depth: 'How far down the page was seen, in percent',
  engaged: 'How long the page was in use',
  evidence: 'The signs of it, such as “five clicks in a second”',
  field: 'Name of the form field, never what was written in it',
  fields: 'How many fields the form has',
  filled: 'How many fields were filled in, never what with',
  fingerprint: 'Short code of the error, to tell one error from another; it says nothing of the device',
  form: 'Name of the form',
  from: 'The domain of the company that the visitor came from',
  gist: 'Those words of the message that stand in a fixed list of harmless ones; never a name, a number or any other word',
  granted: 'The purposes that were agreed to',
  hidden: 'Names of the form fields that were never shown',
  identifiers:
    'Pseudonyms of e-mail address, phone number, customer number, account, chat or device number: keyed hashes, never the values',
  items: 'How many articles',
  kind: 'Which kind it was, of a fixed list',
  landing: 'Address of the first page of the visit, without anything that could name you',
  language: 'Language of the page',
  last: 'Name of the form field that was used last',
  length: 'Whether the message was short, medium or long, never what it said',
  list: 'Name of the list of products',
  message: 'Number of the e-mail that was sent out',
  messages: 'How many messages were exchanged',
  method: 'How it was reckoned',
  metric: 'What was measured: loading, reaction or stability of the page',
  name: 'Name of the element on the page',
  network: 'The network where it happened',
  number: 'Which message of the conversation it was: first, second, …',
  order: 'Order number',
  parameter: 'Under which name the ad network put that into the address',
  pasted: 'Whether something was pasted into the form field, never what',
  phase: 'What took longest of what was measured',
  place: 'Where the field stands in the form: first, second, …',
  points: 'How many points',
  policy: 'The policy that was agreed to: version and hash',
  post: 'Number of the post on the network',
  priority: 'How urgent it was',
  product: 'The product: number, name, category and price',
  products: 'The products: number, name, category, price and how many',
  programme: 'Name of the loyalty programme',
  proof: 'Signature of the site about who this is; checked on arrival, never stored',
  quantity: 'How many pieces',
  queue: 'The queue that the call waited in',
  rating: 'Whether that was good, middling or poor',
  reason: 'Why, as a short code',
  record: 'Number of the record in the customer system',
  referrer: 'Address of the page before, without anything that could name you',
  response: 'How long the answer took',
  results: 'How many results the search gave',
  role: 'Role of the element on the page, such as button',
  score: 'Mark that was given',
  selector: 'Place of the element on the page',
  sent: 'How many of the messages the visitor wrote',
  shown: 'How many fields of the form were shown',
  size: 'Whether it was small, medium or large',
  source: 'Which dialog asked for consent',
  stage: 'Stage of the customer’s record',
  status: 'Status code of the request that failed',
  step: 'Name of the step',
  store: 'Number of the store',
  survey: 'Name of the survey',
  target: 'The element of the page that the measurement is about',
  task: 'Name of what was to be done',
  term: 'What was searched for, without anything that could name you',
  text: 'Words of the link, without anything that could name you',
  ticket: 'Ticket number',
  tier: 'Level in the loyalty programme',
  time: 'How long it took',
  title: 'Title of the page, without anything that could name you',
  topic: 'What the survey was about',
  url: 'Address of the page, without anything that could name you',
  value: 'Amount of money',
  version: 'Version of the method',
  via: 'How the page was reached: loaded, navigated to, back again, or told of when the visitor agreed',
  visit: 'Which visit to the form field it was: first, second, …',
  waited: 'How long the call waited',
  widget: 'Name of the chat software',
  width: 'Width of the window',
}

/** Where a field means something else in one type. */
const byType: Readonly<Record<string, string>> = {
  'element.copied.kind': 'Whether a phone number, an e-mail address or something else was copied, never which',
  'element.clicked.role': 'Role of the element on the page, such as button',
  'chat.message_sent.role': 'Who wrote: visitor, agent, bot or system',
  'chat.message_received.role': 'Who wrote: visitor, agent, bot or system',
  'chat.message_weighed.score':
    'How the message sounded, from -1 to 1, reckoned in the visitor’s browser by a list of rated words; never the message',
  'chat.ended.response': 'How long the visitor waited for the first answer',
  'chat.form_submitted.form': 'Name of the form in the chat',
  'email.link_clicked.url': 'Address that the link led to, without anything that could name you',
  'error.occurred.message': 'Message of the error, without anything that could name you',
  'error.occurred.source': 'Host of the script or file that failed',
  'form.document_uploaded.kind': 'Which kind of document it was',
  'frustration.detected.score': 'How sure it is, from 0 to 1',
  'identity.linked.identifiers':
    'Pseudonym of the browser on that domain: a keyed hash of the random number in its cookie',
  'identity.linked.proof': 'Token that came with the link; checked on arrival, never stored',
  'link.clicked.url':
    'Address that the link led to, without anything that could name you; never that of an e-mail or phone link',
  'product.listed.products': 'How many products the list had',
  'survey.answered.kind': 'Which kind of question it was',
  'vital.measured.value': 'The measurement, in milliseconds or as a score',
}

/** What stands on every stored event besides its data, by the name of the attribute. */
export const attributeWords: Readonly<Record<string, string>> = {
  id: 'Random number of the event',
  source: 'The site',
  type: 'What happened',
  time: 'When it happened',
  subject: 'Pseudonym of the browser: a keyed hash of the random number in the cookie __Host-wend',
  sequence: 'Place in the log',
  recordedtime: 'When it arrived',
  batch: 'Random number of the request that it came in',
  tab: 'Random number of one page life in one tab; kept in memory, gone when the page is left',
  view: 'Random number of the page view that it belongs to',
  number: 'Order within the tab',
  granted: 'The purposes that were agreed to',
  consentsource: 'Which dialog reported that',
  policy: 'The policy that allowed it: version and hash',
  basis: 'Why it was kept, such as consent',
  receipt: 'Number of the record of that consent in the ledger',
  held: 'How long it waited for consent in the page’s memory',
  device: 'Kind of device: desktop, mobile, tablet, TV or bot',
  browser: 'Family of the browser and its main version',
  os: 'Family of the operating system',
  country: 'Country, as the site’s own proxy names it; no address is looked up or stored',
  botscore: 'How likely it was a bot',
  botreason: 'Why it looked like a bot',
  trafficchannel: 'How the visitor came: directly, by a search, an advert, …',
  campaignsource: 'utm_source of the address',
  campaignmedium: 'utm_medium of the address',
  campaignname: 'utm_campaign of the address',
  campaignterm: 'utm_term of the address',
  campaigncontent: 'utm_content of the address',
}

/** Names come from outside: none of them may find what every JavaScript object has. */
const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** What `.describe()` said of a field, wherever in `optional` and the like it was said. */
function described(schema: z.ZodType): string | undefined {
  const { def } = schema as unknown as { def: { innerType?: z.ZodType } }
  return schema.meta()?.description ?? (def.innerType && described(def.innerType))
}

/**
 * What a field of a type holds, in plain words. The declaration's own `.describe()` wins, then what is said here of the
 * type, then of the name. Undefined where nobody said anything.
 */
export function fieldWords({ type, data }: EventDefinition, field: string): string | undefined {
  const schema = own(data.shape as Readonly<Record<string, z.ZodType>>, field)
  // A name of the site's own choosing may mean anything: only the site can say what.
  const usual = type.startsWith('custom.') ? undefined : (own(byType, `${type}.${field}`) ?? own(byField, field))
  return (schema && described(schema)) ?? usual
}
