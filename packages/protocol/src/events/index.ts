import { ad } from './ad.ts'
import { call } from './call.ts'
import { chat } from './chat.ts'
import { cart, checkout, order, product } from './commerce.ts'
import { consent } from './consent.ts'
import { crm } from './crm.ts'
import { element } from './element.ts'
import { email } from './email.ts'
import { error } from './error.ts'
import { form } from './form.ts'
import { frustration } from './frustration.ts'
import { identity } from './identity.ts'
import { link } from './link.ts'
import { loyalty } from './loyalty.ts'
import { page } from './page.ts'
import { search } from './search.ts'
import { social } from './social.ts'
import { store } from './store.ts'
import { survey } from './survey.ts'
import { task } from './task.ts'
import { ticket } from './ticket.ts'
import { vital } from './vital.ts'

/** Every family of built-in events. The family `custom` is the site's own: see `custom.ts`. */
export const families = [
  page,
  link,
  element,
  search,
  form,
  chat,
  vital,
  error,
  frustration,
  product,
  cart,
  checkout,
  order,
  consent,
  identity,
  email,
  ad,
  social,
  call,
  ticket,
  store,
  survey,
  loyalty,
  crm,
  task,
] as const
