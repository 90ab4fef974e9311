import type { Purpose } from './format.ts'

/**
 * One type of each family, with the purpose that it declares, and data that just suffices. `custom.gift_wrapped` and
 * `custom.coupon_shown` are declared by the site, `custom.unheard_of` and `custom.constructor` by nobody.
 */
const sha256 = 'a'.repeat(64)
const table: Readonly<Record<string, readonly [purpose: Purpose, data: object]>> = {
  'page.viewed': ['analytics', { url: 'https://shop.example/' }],
  'link.clicked': ['analytics', { kind: 'outbound' }],
  'element.clicked': ['analytics', {}],
  'search.performed': ['analytics', { term: 'vase' }],
  'form.started': ['analytics', { form: 'contact', field: 'name' }],
  'chat.opened': ['analytics', { widget: 'help' }],
  'vital.measured': ['analytics', { metric: 'LCP', value: 900 }],
  'error.occurred': ['analytics', { kind: 'script' }],
  'frustration.detected': ['analytics', { kind: 'rage_click', score: 1 }],
  'product.viewed': ['analytics', { product: { id: 'vase' } }],
  'cart.viewed': ['analytics', {}],
  'checkout.started': ['analytics', {}],
  'order.placed': ['analytics', { order: 'A-1' }],
  'consent.given': ['necessary', { granted: ['analytics'] }],
  'identity.claimed': ['analytics', { identifiers: { customer: sha256 } }],
  'email.opened': ['marketing', {}],
  'ad.clicked': ['marketing', {}],
  'social.mentioned': ['marketing', { network: 'forum' }],
  'call.received': ['analytics', { call: 'c1' }],
  'ticket.opened': ['analytics', { ticket: 't1' }],
  'store.visited': ['analytics', { store: 'harbour' }],
  'survey.shown': ['analytics', { survey: 'nps' }],
  'loyalty.joined': ['analytics', { programme: 'club' }],
  'crm.customer_created': ['analytics', { record: 'r1' }],
  'task.started': ['analytics', { task: 'return' }],
  'custom.gift_wrapped': ['analytics', { colour: 'red' }],
  'custom.coupon_shown': ['marketing', {}],
  'custom.unheard_of': ['analytics', {}],
  'custom.constructor': ['analytics', {}],
}

const column = <Value>(read: (purpose: Purpose, data: object) => Value): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(table).map(([type, [purpose, data]]) => [type, read(purpose, data)]))

export const types = column((purpose) => purpose)
export const dataOf = column((_, data) => data)
