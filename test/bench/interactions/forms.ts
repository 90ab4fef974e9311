import type { Page } from '../../browsers/browser.ts'
import { go, pause, thanked, type Visit, visit } from './visit.ts'

const thanks = "this.outerHTML = '<p>Thank you</p>'"
/** Sends as a script does: the page stays, and answers after a moment. */
const fetches = (done: string) =>
  `onsubmit="event.preventDefault(); setTimeout(() => (function () { ${done} }).call(this), 200)"`
const away = (page: Page) => go(page, '/elsewhere')
/** Another document, so that all of this page is left. */
const leave = async (page: Page) => {
  await page.evaluate(() => {
    location.href = `${/\/visit\/\d+/.exec(performance.getEntriesByType('navigation')[0]?.name ?? '')}/elsewhere`
  })
  await thanked(page)
}
const choose = (page: Page, files: readonly (readonly [name: string, type: string, size: number])[], drop = false) =>
  page.evaluate(
    (files, drop) => {
      const data = new DataTransfer()
      for (const [name, type, size] of files) data.items.add(new File([new Uint8Array(size)], name, { type }))
      const target = document.querySelector<HTMLInputElement>(drop ? '#d' : '#u') as HTMLInputElement
      if (drop)
        return void target.dispatchEvent(new DragEvent('drop', { bubbles: true, composed: true, dataTransfer: data }))
      target.focus()
      target.files = data.files
      for (const type of ['input', 'change']) target.dispatchEvent(new Event(type, { bubbles: true }))
    },
    files,
    drop,
  )

const order = (more = '') =>
  `<form name="order" action="{here}/sent"><input id="a" name="name"><select id="b" name="size"><option>small</option><option>large</option></select><label><input id="c" name="gift" type="checkbox"> Gift</label><textarea id="d" name="note"></textarea>${more}<button id="s">Send</button></form>`

/** What visitors do with forms. Nobody in here is stuck unless it says so. */
export const forms: readonly Visit[] = [
  visit(
    'a form sent to its own next page',
    [],
    '<form name="offer" action="{here}/sent"><input id="a" name="topic"><button id="s">Send</button></form>',
    async (page) => {
      await page.type('#a', 'mugs')
      await page.click('#s')
      await thanked(page)
    },
    { viewed: 'offer', started: 'topic', order: 'topic', submitted: 'offer', filled: '1/1', shown: '1', last: 'topic' },
  ),
  visit(
    'a form posted to its own next page',
    [],
    '<form name="offer" method="post" action="{here}/sent"><input id="a" name="topic"><button id="s">Send</button></form>',
    async (page) => {
      await page.type('#a', 'mugs')
      await page.press('Enter')
      await thanked(page)
    },
    { viewed: 'offer', started: 'topic', order: 'topic', submitted: 'offer', filled: '1/1', shown: '1', last: 'topic' },
  ),
  visit(
    'fields of each kind, with a long look at one',
    [],
    order(),
    async (page) => {
      await page.type('#a', 'Ada')
      await page.type('#b', 'l')
      await page.click('#c')
      await page.type('#d', 'Please')
      await pause(2500)
      await page.type('#d', ' ring')
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'order',
      started: 'name',
      order: 'name>size>gift>note',
      longest: 'note',
      submitted: 'order',
      filled: '4/4',
      shown: '4',
      last: 'note',
    },
  ),
  visit(
    'a form that a script sends',
    [],
    `<form name="quote" ${fetches(thanks)}><input id="a" name="zip"><input id="b" name="age"><button id="s">Send</button></form>`,
    async (page) => {
      await page.type('#a', '12345')
      await page.type('#b', '40')
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'quote',
      started: 'zip',
      order: 'zip>age',
      submitted: 'quote',
      filled: '2/2',
      shown: '2',
      last: 'age',
    },
  ),
  visit(
    'a form that stays, emptied, once a script has sent it',
    [],
    `<form name="comment" ${fetches("this.reset(); document.querySelector('#t').textContent = 'Thank you'")}><textarea id="a" name="text"></textarea><button id="s">Send</button></form><p id="t"></p>`,
    async (page) => {
      await page.type('#a', 'Good mugs')
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'comment',
      started: 'text',
      order: 'text',
      submitted: 'comment',
      filled: '1/1',
      shown: '1',
      last: 'text',
    },
  ),
  visit(
    'a code that the server refuses once',
    [],
    `<form name="voucher" ${fetches(`if (this.code.value.length > 4) { ${thanks} } else document.querySelector('#e').textContent = 'Unknown code'`)}><input id="a" name="code"><p id="e" role="alert"></p><button id="s">Redeem</button></form>`,
    async (page) => {
      await page.type('#a', 'WINT')
      await page.click('#s')
      await pause(2500)
      await page.type('#a', 'ER')
      await page.evaluate(() => {
        ;(document.querySelector('#e') as Element).textContent = ''
      })
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'voucher',
      started: 'code',
      order: 'code',
      submit_failed: 'voucher',
      submitted: 'voucher',
      filled: '1/1',
      shown: '1',
      last: 'code',
    },
  ),
  visit(
    'a field that the page marks as wrong when it is left',
    [],
    `<form name="address" ${fetches(thanks)}><input id="a" name="zip" onblur="this.setAttribute('aria-invalid', this.value.length < 5)"><input id="b" name="city"><button id="s">Send</button></form>`,
    async (page) => {
      await page.type('#a', '123')
      await page.press('Tab')
      await pause(200)
      await page.type('#a', '45')
      await page.type('#b', 'Saltmoor')
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'address',
      started: 'zip',
      order: 'zip>city>zip>city',
      back: 'zip',
      failed: 'zip',
      submitted: 'address',
      filled: '2/2',
      shown: '2',
      last: 'city',
    },
  ),
  visit(
    'a field that was left out',
    [],
    '<form name="signup" action="{here}/sent"><input id="a" name="name"><input id="b" name="mail" required><button id="s">Send</button></form>',
    async (page) => {
      await page.type('#a', 'Ada')
      await page.click('#s')
      await pause(300)
      await page.type('#b', 'ada@example.org')
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'signup',
      started: 'name',
      order: 'name>mail',
      failed: 'mail',
      submit_failed: 'signup',
      submitted: 'signup',
      filled: '2/2',
      shown: '2',
      last: 'mail',
    },
  ),
  visit(
    'an address that is none yet',
    [],
    '<form name="signup" action="{here}/sent"><input id="a" name="mail" type="email" required><button id="s">Send</button></form>',
    async (page) => {
      await page.type('#a', 'ada')
      await page.click('#s')
      await pause(300)
      await page.type('#a', '@example.org')
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'signup',
      started: 'mail',
      order: 'mail',
      failed: 'mail',
      submit_failed: 'signup',
      submitted: 'signup',
      filled: '1/1',
      shown: '1',
      last: 'mail',
    },
  ),
  visit(
    'two steps, and sent',
    [],
    `<form name="loan" action="{here}/sent"><fieldset name="who"><input id="a" name="name"><button type="button" id="n" onclick="who.hidden = true; sum.hidden = false">Next</button></fieldset><fieldset name="what" hidden><input id="b" name="amount"><button id="s">Send</button></fieldset></form><script>const [who, sum] = document.querySelectorAll('fieldset')</script>`,
    async (page) => {
      await page.type('#a', 'Ada')
      await page.click('#n')
      await pause(800)
      await page.type('#b', '100')
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'loan',
      started: 'name',
      order: 'name>amount',
      step: 'who',
      submitted: 'loan',
      filled: '2/2',
      shown: '2',
      last: 'amount',
    },
  ),
  visit(
    'three steps, and left at the second',
    [],
    `<form name="claim"><div data-wend-step="person"><input id="a" name="name"><button type="button" id="n1" onclick="show(1)">Next</button></div><div data-wend-step="damage" hidden><input id="b" name="what"><button type="button" id="n2">Next</button></div><div data-wend-step="account" hidden><input name="holder"></div></form><script>const show = (at) => document.querySelectorAll('[data-wend-step]').forEach((step, index) => { step.hidden = index !== at })</script>`,
    async (page) => {
      await page.type('#a', 'Ada')
      await page.click('#n1')
      await pause(800)
      await page.type('#b', 'Cup')
      await pause(300)
      await leave(page)
    },
    {
      viewed: 'claim',
      started: 'name',
      order: 'name>what',
      step: 'person',
      abandoned: 'claim',
      filled: '2/3',
      shown: '2',
      hidden: 'holder',
      last: 'what',
    },
  ),
  visit(
    'steps with an address each',
    [],
    `<div id="app"><form name="move"><div data-wend-step="from"><input id="a" name="old"></div><div data-wend-step="to" hidden><input id="b" name="new"></div></form></div><script>const [from, to] = document.querySelectorAll('[data-wend-step]')</script>`,
    async (page) => {
      await page.type('#a', 'Saltmoor')
      await page.evaluate(() => {
        history.pushState({}, '', '/move/to')
        const [from, to] = document.querySelectorAll<HTMLElement>('[data-wend-step]')
        if (from && to) [from.hidden, to.hidden] = [true, false]
      })
      await pause(1200)
      await page.type('#b', 'Sandhill')
      await pause(300)
      await leave(page)
    },
    {
      viewed: 'move',
      started: 'old',
      order: 'old>new',
      step: 'from',
      abandoned: 'move',
      filled: '2/2',
      shown: '2',
      last: 'new',
    },
  ),
  ...[
    { name: 'a branch not taken', box: 'p', hidden: 'company', shown: '3', way: 'kind>mail', filled: '2/4' },
    { name: 'a branch taken', box: 'b', hidden: '', shown: '4', way: 'kind>company>mail', filled: '3/4' },
  ].map(({ name, box, hidden, shown, way, filled }) =>
    visit(
      name,
      [],
      `<form name="contract" action="{here}/sent"><label><input id="p" type="radio" name="kind" value="p"> Private</label><label><input id="b" type="radio" name="kind" value="b" onchange="document.querySelector('#c').hidden = false"> Business</label><input id="c" name="company" hidden><input id="m" name="mail"><input name="fax"><button id="s">Send</button></form>`,
      async (page) => {
        await page.click(`#${box}`)
        await pause(800)
        if (box === 'b') await page.type('#c', 'Mugs Ltd')
        await page.type('#m', 'ada@example.org')
        await page.click('#s')
        await thanked(page)
      },
      { viewed: 'contract', started: 'kind', order: way, submitted: 'contract', filled, shown, hidden, last: 'mail' },
    ),
  ),
  visit(
    'a form that comes later',
    [],
    `<button id="b" onclick="document.querySelector('#h').innerHTML = '<form name=callback action={here}/sent><input id=a name=day><button id=s>Send</button></form>'">Call me</button><div id="h"></div>`,
    async (page) => {
      await page.click('#b')
      await pause(1000)
      await page.type('#a', 'Monday')
      await page.click('#s')
      await thanked(page)
    },
    { viewed: 'callback', started: 'day', order: 'day', submitted: 'callback', filled: '1/1', shown: '1', last: 'day' },
  ),
  {
    ...visit(
      'a form in a component',
      [],
      `<x-form id="x"></x-form><script>customElements.define('x-form', class extends HTMLElement {
        connectedCallback() {
          const root = this.attachShadow({ mode: 'open', delegatesFocus: true })
          root.innerHTML = '<form name="inner"><input name="city"><input name="street"><button>Go</button></form>'
          root.querySelector('form').onsubmit = () => { setTimeout(() => { this.outerHTML = '<p>Thank you</p>' }, 200); return false }
        }
      })</script>`,
      async (page) => {
        await page.type('#x', 'Saltmoor')
        await page.press('Tab')
        await page.press('a')
        await page.press('Enter')
        await thanked(page)
      },
      {
        viewed: 'inner',
        started: 'city',
        order: 'city>street',
        submitted: 'inner',
        filled: '2/2',
        shown: '2',
        last: 'street',
      },
    ),
    // WebKit's driver types into elements that take text themselves.
    in: ['chromium', 'firefox'],
  },
  visit(
    'a form left for another page',
    [],
    order(),
    async (page) => {
      await page.type('#a', 'Ada')
      await page.press('Tab')
      await pause(300)
      await leave(page)
    },
    {
      viewed: 'order',
      started: 'name',
      order: 'name>size',
      abandoned: 'order',
      filled: '1/4',
      shown: '4',
      last: 'size',
    },
  ),
  visit(
    'a form that goes with a navigation inside the page',
    [],
    `<div id="app">${order()}</div>`,
    async (page) => {
      await page.type('#a', 'Ada')
      await away(page)
      await page.evaluate(() => {
        ;(document.querySelector('#app') as Element).innerHTML = '<p>Elsewhere</p>'
      })
      await pause(1500)
    },
    {
      viewed: 'order',
      started: 'name',
      order: 'name',
      abandoned: 'order',
      filled: '1/4',
      shown: '4',
      last: 'name',
    },
  ),
  visit(
    'a form that stays while something opens beside it, and is sent',
    [],
    `<div id="app"><form name="order" ${fetches(thanks)}><input id="a" name="name"><input id="b" name="city"><button id="s">Send</button></form></div>`,
    async (page) => {
      await page.type('#a', 'Ada')
      await go(page, '/order/terms')
      await pause(1200)
      await page.type('#b', 'Saltmoor')
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'order',
      started: 'name',
      order: 'name>city',
      submitted: 'order',
      filled: '2/2',
      shown: '2',
      last: 'city',
    },
  ),
  visit('a form looked at', [], order(), (page) => page.evaluate(() => scrollTo(0, 10)), { viewed: 'order' }),
  visit('a form far below, never seen', [], `<div style="height:6000px"></div>${order()}`, (page) =>
    page.evaluate(() => scrollTo(0, 10)),
  ),
  visit(
    'a form that is walked through with the keyboard, and nothing entered',
    [],
    '<form name="news"><input id="a" name="name"><input name="mail"><input name="city"></form>',
    async (page) => {
      await page.evaluate(() => document.querySelector<HTMLElement>('#a')?.focus())
      await page.press('Tab')
      await page.press('Tab')
      await pause(300)
      await leave(page)
    },
    { viewed: 'news', order: 'name>mail>city' },
  ),
  visit(
    'two slips, put right',
    [],
    order(),
    async (page) => {
      await page.type('#a', 'Adq')
      await page.press('Backspace')
      await page.type('#a', 'a')
      await page.type('#d', 'pleade')
      await page.press('Backspace')
      await page.press('Backspace')
      await page.type('#d', 'se')
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'order',
      started: 'name',
      order: 'name>note',
      corrected: 'name:1 note:1',
      submitted: 'order',
      filled: '2/4',
      shown: '4',
      last: 'note',
    },
  ),
  visit(
    'something pasted',
    [],
    '<input id="o" aria-label="Old" value="4711"><form name="claim" action="{here}/sent"><input id="a" name="number"><input id="b" name="name"><button id="s">Send</button></form>',
    async (page) => {
      await page.click('#o')
      await page.press('a', 'Control')
      await page.press('c', 'Control')
      await page.click('#a')
      await page.press('v', 'Control')
      await page.type('#b', 'Ada')
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'claim',
      started: 'number',
      order: 'number>name',
      pasted: 'number',
      submitted: 'claim',
      filled: '2/2',
      shown: '2',
      last: 'name',
    },
  ),
  {
    ...visit(
      'a form that the browser fills in',
      [],
      '<form name="delivery" action="{here}/sent"><input id="a" name="name" autocomplete="name"><input name="street" autocomplete="street-address"><input name="city" autocomplete="address-level2"><input id="n" name="note"><button id="s">Send</button></form>',
      async (page) => {
        await page.click('#a')
        await page.autofill?.('#a', {
          NAME_FULL: 'Ada Lovelace',
          ADDRESS_HOME_STREET_ADDRESS: '1 Quay',
          ADDRESS_HOME_CITY: 'Saltmoor',
        })
        await page.type('#n', 'ring')
        await page.click('#s')
        await thanked(page)
      },
      {
        viewed: 'delivery',
        started: 'name',
        order: 'name>street>city>note',
        autofilled: 'name street city',
        submitted: 'delivery',
        filled: '4/4',
        shown: '4',
        last: 'note',
      },
    ),
    in: ['chromium'],
  },
  visit(
    'a document sent along',
    [],
    '<form name="claim" action="{here}/sent"><input id="a" name="name"><input id="u" type="file" name="proof"><button id="s">Send</button></form>',
    async (page) => {
      await page.type('#a', 'Ada')
      await choose(page, [['bill.pdf', 'application/pdf', 1000]])
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'claim',
      started: 'name',
      order: 'name>proof',
      uploaded: '1-small-pdf',
      submitted: 'claim',
      filled: '2/2',
      shown: '2',
      last: 'proof',
    },
  ),
  visit(
    'two large pictures, and away',
    [],
    '<form name="damage"><input id="u" type="file" name="pictures" multiple></form>',
    async (page) => {
      await choose(page, [
        ['one.jpg', 'image/jpeg', 1_500_000],
        ['two.jpg', 'image/jpeg', 1_500_000],
      ])
      await pause(300)
      await leave(page)
    },
    {
      viewed: 'damage',
      started: 'pictures',
      order: 'pictures',
      uploaded: '2-medium-image',
      abandoned: 'damage',
      filled: '1/1',
      shown: '1',
      last: 'pictures',
    },
  ),
  visit(
    'a letter dropped onto a form',
    [],
    `<form name="claim" action="{here}/sent"><div id="d" style="height:60px">Drop it here</div><input id="a" name="name"><button id="s">Send</button></form>`,
    async (page) => {
      await choose(page, [['letter.txt', 'text/plain', 10]], true)
      await page.type('#a', 'Ada')
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'claim',
      started: 'name',
      order: 'name',
      uploaded: '1-small-text',
      submitted: 'claim',
      filled: '1/1',
      shown: '1',
      last: 'name',
    },
  ),
  visit(
    'back to the first field before it is sent',
    [],
    '<form name="trip" action="{here}/sent"><input id="a" name="from"><input id="b" name="to"><input id="c" name="day"><button id="s">Send</button></form>',
    async (page) => {
      await page.type('#a', 'Salt')
      await page.type('#b', 'Sandhill')
      await page.type('#c', 'Monday')
      await page.type('#a', 'moor')
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'trip',
      started: 'from',
      order: 'from>to>day>from',
      back: 'from',
      submitted: 'trip',
      filled: '3/3',
      shown: '3',
      last: 'from',
    },
  ),
  visit(
    'signing in',
    [],
    '<form name="signin" action="{here}/sent" method="post"><input id="a" name="login"><input id="b" name="secret" type="password"><button id="s">Sign in</button></form>',
    async (page) => {
      await page.type('#a', 'ada')
      await page.type('#b', 'canary')
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'signin',
      started: 'login',
      order: 'login',
      submitted: 'signin',
      filled: '1/1',
      shown: '1',
      last: 'login',
    },
  ),
  visit(
    'a search, which is no form',
    [],
    '<form role="search" action="{here}/found"><input id="a" name="q" type="search"></form>',
    async (page) => {
      await page.type('#a', 'mug')
      await page.press('Enter')
      await thanked(page)
    },
  ),
  visit(
    'a form without the element for it',
    [],
    `<div data-wend-form="chooser"><input id="a" name="size"><button id="s" onclick="setTimeout(() => { this.parentElement.outerHTML = '<p>Thank you</p>' }, 200)">Find</button></div>`,
    async (page) => {
      await page.type('#a', '12')
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'chooser',
      started: 'size',
      order: 'size',
      submitted: 'chooser',
      filled: '1/1',
      shown: '1',
      last: 'size',
    },
  ),
  visit(
    'refused twice, and given up',
    [],
    `<form name="voucher" ${fetches("this.querySelector('#e').innerHTML = ''; setTimeout(() => { this.querySelector('#e').innerHTML = '<p role=alert>Unknown code</p>' }, 50)")}><input id="a" name="code"><div id="e"></div><button id="s">Redeem</button></form>`,
    async (page) => {
      for (const code of ['AB', 'CD']) {
        await page.type('#a', code)
        await page.click('#s')
        await pause(2500)
      }
      await leave(page)
    },
    {
      viewed: 'voucher',
      started: 'code',
      order: 'code',
      submit_failed: 'voucher voucher',
      abandoned: 'voucher',
      filled: '1/1',
      shown: '1',
      last: 'code',
    },
  ),
  visit(
    'what stands there already, sent as it is',
    [],
    '<form name="profile" action="{here}/sent"><input name="name" value="Ada"><input name="city" value="Saltmoor"><button id="s">Save</button></form>',
    async (page) => {
      await page.click('#s')
      await thanked(page)
    },
    { viewed: 'profile', submitted: 'profile', filled: '0/2', shown: '2' },
  ),
  visit(
    'a field that a script writes in capitals and groups',
    [],
    `<form name="plate" action="{here}/sent"><input id="a" name="plate" oninput="this.value = this.value.toUpperCase().replace(/ /g, '').replace(/(..)(?=.)/g, '$1 ')"><button id="s">Send</button></form>`,
    async (page) => {
      await page.type('#a', 'smx42')
      await page.click('#s')
      await thanked(page)
    },
    { viewed: 'plate', started: 'plate', order: 'plate', submitted: 'plate', filled: '1/1', shown: '1', last: 'plate' },
  ),
  visit(
    'one of two forms',
    [],
    `<form name="contact" action="{here}/sent"><input id="a" name="text"><button id="s">Send</button></form><form name="news"><input name="mail"><button>Subscribe</button></form>`,
    async (page) => {
      await page.type('#a', 'Hello')
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'contact news',
      started: 'text',
      order: 'text',
      submitted: 'contact',
      filled: '1/1',
      shown: '1',
      last: 'text',
    },
  ),
  visit(
    'a form in a dialog, closed again',
    [],
    `<button id="b" onclick="document.querySelector('dialog').showModal()">Write to us</button><dialog><form name="letter"><input id="a" name="text"></form></dialog>`,
    async (page) => {
      await page.click('#b')
      await pause(800)
      await page.type('#a', 'Hello')
      await page.press('Escape')
      await pause(800)
      await leave(page)
    },
    {
      viewed: 'letter',
      started: 'text',
      order: 'text',
      abandoned: 'letter',
      filled: '1/1',
      shown: '1',
      last: 'text',
    },
  ),
  visit(
    'a form whose next page is an error',
    [],
    '<form name="booking" method="post" action="{here}/failing"><input id="a" name="day"><button id="s">Book</button></form>',
    async (page) => {
      await page.type('#a', 'Monday')
      await page.click('#s')
      await page.waitFor(() => location.pathname.endsWith('/failing'))
    },
    {
      viewed: 'booking',
      started: 'day',
      order: 'day',
      submit_failed: 'booking',
      last: 'day',
      filled: '1/1',
      shown: '1',
    },
  ),
  visit(
    'a long letter, written slowly',
    [],
    '<form name="letter" action="{here}/sent"><textarea id="a" name="text"></textarea><button id="s">Send</button></form>',
    async (page) => {
      for (const word of ['I ', 'bought ', 'a ', 'mug ', 'from ', 'you.']) {
        await page.type('#a', word)
        await pause(1000)
      }
      await page.click('#s')
      await thanked(page)
    },
    { viewed: 'letter', started: 'text', order: 'text', submitted: 'letter', filled: '1/1', shown: '1', last: 'text' },
  ),
]
