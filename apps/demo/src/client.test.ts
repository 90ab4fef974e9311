// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import { createShop } from './shop.ts'

/** The scripts in `public/` as a browser meets them: on pages of the shop, with a tracker that writes down its calls. */
const shop = createShop({ snippet: '' })
let calls: unknown[][] = []

// The shop has no address here, so a form that would leave the page stays.
document.addEventListener('submit', (event) => event.preventDefault())

async function open(path: string) {
  document.body.innerHTML = /<body>(.*)<\/body>/s.exec(await (await shop.request(path)).text())?.[1] ?? ''
}

/** Runs a script of the shop. Each runs once in this file, as it would in one page. */
const run = (script: string) => import(/* @vite-ignore */ new URL(`../public/${script}.js`, import.meta.url).href)

const find = <T extends HTMLElement = HTMLElement>(selector: string): T => {
  const found = document.querySelector<T>(selector)
  if (!found) throw new Error(`The page has no ${selector}.`)
  return found
}

beforeEach(() => {
  calls = []
  const note =
    (name: string) =>
    (...given: unknown[]) =>
      calls.push([name, ...given])
  Object.assign(window, {
    wend: { track: note('track'), identify: note('identify'), debug: note('debug'), chat: note('chat') },
  })
})

test('a page reports its moment once', async () => {
  await open('/claim')
  await run('report')
  expect(calls).toEqual([['debug'], ['track', 'task.started', { task: 'claim' }]])
})

test('the button of a product says how many it adds', async () => {
  await open('/product/mug')
  const quantity = find<HTMLInputElement>('[name=quantity]')
  quantity.value = '3'
  quantity.dispatchEvent(new Event('input', { bubbles: true }))
  expect(find('.add button').dataset).toMatchObject({ wendCart: 'add_to_cart', wendQuantity: '3' })
})

test('the checkout shows a step at a time, and the fields that it needs', async () => {
  Object.assign(window, { dataLayer: [] })
  await open('/checkout?cart=mug:2')
  await run('steps')
  const shown = () =>
    [...document.querySelectorAll<HTMLInputElement>('fieldset:not([hidden]) :is(input,select,textarea)')]
      .filter(({ disabled }) => !disabled)
      .map(({ name }) => name)
  const next = () => find('.step-buttons .main').click()
  expect(shown()).toEqual(['delivery', 'delivery', 'delivery'])
  find('[value=collect]').click()
  next()
  expect(shown()).toEqual(['name', 'email', 'phone', 'day'])
  next()
  expect(shown()[0]).toBe('name')
  for (const name of ['name', 'email', 'phone']) find<HTMLInputElement>(`[name=${name}]`).value = 'ada@example.org'
  next()
  expect(Reflect.get(window, 'dataLayer')).toMatchObject([{ event: 'add_shipping_info', ecommerce: { value: 48 } }])
  expect(shown()).toEqual(['wrap', 'wrap', 'wrap', 'wrap'])
  find('[name=wrap][value=red]').click()
  expect(shown()).toContain('greeting')
  const place = find<HTMLButtonElement>('.step-buttons .main:not([type=button])')
  expect([place.hidden, place.disabled]).toEqual([false, false])
  place.click()
  expect(calls).toEqual([
    ['track', 'custom.gift_wrap_chosen', { colour: 'red' }],
    ['identify', { email: 'ada@example.org', phone: 'ada@example.org' }],
  ])
})

test.each([
  ['red', [['track', 'custom.gift_wrap_chosen', { colour: 'red' }]]],
  ['', []],
])('choosing the gift wrap %j reports %j', async (colour, told) => {
  await open('/checkout?cart=mug:2')
  find(`[name=wrap][value="${colour}"]`).dispatchEvent(new Event('change', { bubbles: true }))
  expect(calls).toEqual(told)
})

test('a message that is too short is not sent, and says so', async () => {
  await open('/contact')
  await run('check')
  const message = find<HTMLTextAreaElement>('[name=message]')
  const send = () => {
    const event = new Event('submit', { cancelable: true })
    find('form.narrow').dispatchEvent(event)
    return event.defaultPrevented
  }
  message.value = 'Hi'
  expect(send()).toBe(true)
  expect(message.getAttribute('aria-invalid')).toBe('true')
  expect(find('.error').textContent).toContain('a little more')
  message.value = 'How do I clean the larder jar?'
  message.dispatchEvent(new Event('input', { bubbles: true }))
  expect(message.getAttribute('aria-invalid')).toBe('false')
  expect(send()).toBe(false)
})

test('the newsletter stays on its page, and says what the server answers', async () => {
  await open('/')
  await run('newsletter')
  Object.assign(window, { fetch: (path: string, init: RequestInit) => shop.request(path, init) })
  const subscribe = (email: string) => {
    find<HTMLInputElement>('.newsletter input').value = email
    find('.newsletter button').click()
  }
  subscribe('ada@kiln')
  await expect.poll(() => find('.said').textContent).toContain('No letter would arrive')
  expect(find('.said').getAttribute('role')).toBe('alert')
  subscribe('ada@kiln.example')
  await expect.poll(() => find('.said').textContent).toContain('Thank you')
  expect(find('.newsletter input').getAttribute('aria-invalid')).toBe('false')
})

test('the shop works where a blocker took the tracker away', async () => {
  await open('/checkout?cart=mug:2')
  Object.assign(window, { wend: undefined })
  const wrap = find('[name=wrap][value=red]')
  expect(() => wrap.dispatchEvent(new Event('change', { bubbles: true }))).not.toThrow()
})

test('the chat tells what happens in it', async () => {
  await open('/')
  await run('chat')
  const button = (text: string) => {
    const found = [...document.querySelectorAll<HTMLElement>('.chat button')].find((one) => one.textContent === text)
    if (!found) throw new Error(`The chat has no button “${text}”.`)
    return found
  }
  find('.chat-open').click()
  expect(find('.chat-panel').hidden).toBe(false)
  find<HTMLInputElement>('.chat-panel input').value = 'Can it go into the dishwasher?'
  button('Send').click()
  await expect.poll(() => find('.chat-log').textContent).toContain('apart from the cork lid')
  button('Talk to a person').click()
  await expect.poll(() => find('.chat-log').textContent).toContain('Ada here')
  button('End the chat').click()
  button('Yes').click()
  button('Close').click()
  expect(calls.map(([, event, facts]) => [event, (facts as { role?: string }).role])).toEqual([
    ['opened', undefined],
    ['conversation_started', undefined],
    ['message_sent', undefined],
    ['message_received', 'bot'],
    ['handover_requested', undefined],
    ['agent_joined', undefined],
    ['message_received', 'agent'],
    ['agent_left', undefined],
    ['ended', undefined],
    ['rated', undefined],
    ['closed', undefined],
  ])
})
