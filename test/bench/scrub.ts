import { parseArgs } from 'node:util'
import { scrubCode, scrubText } from '@wend/privacy/scrub'
import { cleanUrl } from '@wend/privacy/url'

/**
 * `npm run bench:scrub`: what cleaning costs, in microseconds an event, for ten events as shops have them. The least of
 * several rounds, each on its own, so that what else the machine does is not counted.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '7' },
    times: { type: 'string', default: '20000' },
  },
})

const allowed = new Set(['q', 'page', 'utm_source', 'utm_medium', 'utm_campaign'])
const url = (text: string) => () => cleanUrl(text, allowed)
const text = (value: string) => () => scrubText(value)
const code =
  (value: string, kind: 'code' | 'key' | 'sku' = 'code') =>
  () =>
    scrubCode(value, kind)

const home = 'https://shop.example/'
const shoe =
  'https://shop.example/p/adidas-ultraboost-22-running-shoes-black-44?utm_source=newsletter&utm_campaign=autumn'
/** What is cleaned of each event. */
const events: Record<string, readonly (() => string)[]> = {
  'page view': [url(home), text('Saltmoor – Schuhe & Mode für draußen'), url('https://www.google.com/')],
  'page view of a product': [url(shoe), text('Ultraboost 22 running shoes, black, size 44 | Saltmoor'), url(home)],
  search: [text('running shoes black size 44')],
  'product viewed': [code('adidas-ub22-44', 'sku'), text('Ultraboost 22 running shoes'), text('Shoes > Running')],
  'product added': [code('4006381333931', 'sku'), text('Ultraboost 22 running shoes'), text('Shoes > Running')],
  'order placed': [
    code('ORD-20261122-0042', 'key'),
    code('adidas-ub22-44', 'sku'),
    text('Ultraboost 22 running shoes'),
  ],
  'form field left': [code('newsletter'), code('email')],
  'chat opened': [code('crisp'), code('session_550e8400-e29b-41d4-a716-446655440000', 'key')],
  'error occurred': [text('TypeError: Cannot read properties of undefined (reading 0)'), url(home)],
  'page view with an e-mail address': [url(`${home}reset?q=jo@shop.example`), text('Hello jo@shop.example'), url(home)],
}

const rounds = Number(values.rounds)
const times = Number(values.times)
const measured = Object.entries(events).map(([name, parts]) => {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    for (let time = 0; time < times; time++) for (const part of parts) part()
    best = Math.min(best, ((performance.now() - start) * 1000) / times)
  }
  return { name, microseconds: Number(best.toFixed(2)) }
})
if (values.json) console.log(JSON.stringify(measured))
else for (const { name, microseconds } of measured) console.log(`${String(microseconds).padStart(8)} µs  ${name}`)
