import { clicks, go, patience, pause, tall, type Visit, visit } from './visit.ts'

/** Somebody is stuck. */
export const stuck: readonly Visit[] = [
  visit('a button that does nothing, again and again', ['rage_click'], '<button id="b">Buy</button>', clicks('#b', 5)),
  visit(
    'a button that only looks pressed',
    ['rage_click'],
    `<button id="b" onclick="this.className = 'on' + Date.now()">Buy</button>`,
    clicks('#b', 6),
  ),
  visit(
    'a button that is busy after the first click and does no more',
    ['rage_click'],
    `<button id="b" onclick="document.querySelector('#s').textContent = 'Loading'">Pay</button><p id="s"></p>`,
    clicks('#b', 6),
  ),
  visit(
    'a picture that looks like a link',
    ['rage_click'],
    '<div id="b" style="cursor:pointer;width:200px;height:80px;background:#ccc">Offer</div>',
    clicks('#b', 4),
  ),
  visit('a headline, angrily', ['rage_click'], '<h2 id="b">Nothing works here</h2>', clicks('#b', 5, 250)),
  visit('a button once', ['dead_click'], '<button id="b">More</button>', clicks('#b', 1)),
  visit('a link to nowhere', ['dead_click'], '<a id="b" href="#" onclick="return false">Details</a>', clicks('#b', 1)),
  visit('a link without an address', ['dead_click'], '<a id="b" role="button">Details</a>', clicks('#b', 1)),
  visit(
    'something with the cursor of a link',
    ['dead_click'],
    '<div id="b" style="cursor:pointer;width:200px">Open</div>',
    clicks('#b', 1),
  ),
  visit(
    'a disabled look-alike',
    ['dead_click'],
    '<div id="b" role="button" aria-disabled="true">Next</div>',
    clicks('#b', 1),
  ),
  visit(
    'a click that fails',
    ['error_click'],
    `<button id="b" onclick="throw new Error('basket is undefined')">Add</button>`,
    clicks('#b', 1),
  ),
  visit(
    'a click whose promise fails',
    ['error_click'],
    `<button id="b" onclick="Promise.reject(new Error('no stock service'))">Add</button>`,
    clicks('#b', 1),
  ),
  visit('up and down and up again', ['scroll_thrash'], tall, async (page) => {
    for (const to of [2000, 0, 2000, 0, 2000, 0, 2000]) {
      await page.evaluate((top) => scrollTo(0, top), to)
      await pause(150)
    }
  }),
  visit('between two pages, without an end', ['navigation_loop', 'quick_back'], '', async (page) => {
    for (const path of ['/prices', '/terms', '/prices', '/terms', '/prices']) {
      await go(page, path)
      await pause(500)
    }
  }),
  visit('a page that was the wrong one', ['quick_back'], '', async (page) => {
    await go(page, '/list')
    await pause(500)
    await go(page, '/wrong')
    await pause(700)
    await go(page, '/list')
    await pause(500)
  }),
  visit('three searches for the same thing', ['repeated_search'], '', async (page) => {
    for (const term of ['mug', 'cup', 'coffee mug']) {
      await go(page, `/search?q=${encodeURIComponent(term)}`)
      await pause(700)
    }
  }),
  visit(
    'a field changed over and over',
    ['correction_loop'],
    '<form id="f" name="address"><input id="a" name="zip"><input id="b" name="city"></form>',
    async (page) => {
      for (let count = 0; count < 5; count++) {
        await page.type('#a', `${count}`)
        await page.press('Tab')
        await pause(60)
      }
    },
    {
      viewed: 'address',
      started: 'zip',
      order: 'zip>city>zip>city>zip>city>zip>city>zip>city',
      back: 'zip',
      abandoned: 'address',
      filled: '1/2',
      shown: '2',
      last: 'city',
    },
  ),
  visit(
    'a field that is refused three times',
    ['correction_loop'],
    '<form id="f" name="signup"><input id="a" name="mail" type="email" required><button id="s">Send</button></form>',
    clicks('#s', 3, 900),
    { viewed: 'signup', order: 'mail', failed: 'mail', submit_failed: 'signup signup signup' },
  ),
  visit(
    'a form that is begun and not sent',
    ['no_submit'],
    '<form name="quote"><input id="a" name="size"><button>Send</button></form>',
    async (page) => {
      await page.type('#a', '12')
      await page.press('Tab')
      await pause(patience + 1000)
    },
    {
      viewed: 'quote',
      started: 'size',
      order: 'size',
      abandoned: 'quote',
      filled: '1/1',
      shown: '1',
      last: 'size',
    },
  ),
  visit('a checkout without a next step', ['no_next_step'], '', async (page) => {
    await page.evaluate(() => window.wend.track('checkout.started', { items: 1 }))
    await pause(patience + 1000)
  }),
  visit(
    'nothing more after an error',
    ['idle_after_error'],
    '<form name="pay"><input name="holder" required><button id="s">Pay</button></form>',
    async (page) => {
      await page.click('#s')
      await pause(patience + 1000)
    },
    { viewed: 'pay', order: 'holder', failed: 'holder', submit_failed: 'pay' },
  ),

  visit(
    'a button of an old form that does nothing',
    ['rage_click'],
    '<input id="b" type="button" value="Buy">',
    clicks('#b', 5),
  ),
  visit(
    'a link whose script is gone',
    ['dead_click'],
    '<a id="b" href="javascript:void(0)">Details</a>',
    clicks('#b', 1),
  ),
  visit(
    'a button with a picture in it',
    ['dead_click'],
    '<button><svg id="b" width="40" height="40"><rect width="40" height="40"/></svg></button>',
    clicks('#b', 1),
  ),
  visit(
    'a button in a component, angrily',
    ['rage_click'],
    `<x-buy id="b" style="display:inline-block"></x-buy><script>customElements.define('x-buy', class extends HTMLElement {
      connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<button>Buy</button>' }
    })</script>`,
    clicks('#b', 5),
  ),
  visit(
    'a button that spins and spins, and nothing else',
    ['rage_click'],
    `<button id="b" onclick="this.innerHTML = '<i>…</i>'">Order</button>`,
    clicks('#b', 6),
  ),
  visit('a button that is switched off', ['rage_click'], '<button id="b" disabled>Next</button>', clicks('#b', 5)),
  visit(
    'a dead button after something was marked elsewhere',
    ['rage_click'],
    '<p id="p">Article 4711</p><button id="b">Buy</button>',
    async (page) => {
      await page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('#p') as Element))
      await clicks('#b', 5)(page)
    },
  ),
  visit(
    'a dead button beside a clock',
    ['dead_click'],
    `<b id="c">0</b><button id="b">Look</button><script>setInterval(() => document.querySelector('#c').textContent++, 200)</script>`,
    clicks('#b', 1),
  ),
  visit(
    'a dead button after a field was filled in',
    ['dead_click'],
    '<input id="a" aria-label="Coupon"><button id="b" type="button">Redeem</button>',
    async (page) => {
      await page.type('#a', 'WINTER')
      await page.click('#b')
    },
  ),
  visit(
    'a click that fails each time, again and again',
    ['error_click', 'rage_click'],
    `<button id="b" onclick="throw new Error('no such service')">Pay</button>`,
    clicks('#b', 5),
  ),
  visit(
    'a click whose request fails a moment later',
    ['error_click'],
    `<button id="b" onclick="setTimeout(() => { throw new Error('no answer') }, 400)">Add</button>`,
    clicks('#b', 1),
  ),
  visit('up and down a list of prices', ['scroll_thrash'], tall, async (page) => {
    for (const to of [900, 100, 1000, 50, 1100, 0, 1200, 0]) {
      await page.evaluate((top) => scrollTo(0, top), to)
      await pause(250)
    }
  }),
  visit('between two pages of help, four times', ['navigation_loop', 'quick_back'], '', async (page) => {
    for (const path of ['/help/a', '/help/b', '/help/a', '/help/b', '/help/a', '/help/b']) {
      await go(page, path)
      await pause(600)
    }
  }),
  visit(
    'to the wrong page and back, by links that load',
    ['quick_back'],
    '<a id="b" href="{here}/item">Item</a>',
    async (page) => {
      await page.click('#b')
      await page.waitFor(() => location.pathname.endsWith('/item'))
      await pause(700)
      await page.back()
      await page.waitFor(() => !location.pathname.endsWith('/item'))
      await pause(500)
    },
  ),
  visit('back from a page that was not it, and on', ['quick_back'], '', async (page) => {
    for (const path of ['/shoes', '/shoes/one', '/shoes', '/shoes/two']) {
      await go(page, path)
      await pause(600)
    }
  }),
  visit(
    'a search that finds nothing, four times',
    ['repeated_search'],
    '<form role="search"><input id="a" type="search" name="term"></form><p>Nothing was found</p><script>addEventListener("submit", (event) => event.preventDefault())</script>',
    async (page) => {
      for (const term of ['mu', 'gg', 's!', '??']) {
        await page.type('#a', term)
        await page.press('Enter')
        await pause(700)
      }
    },
  ),
  visit(
    'an address that is typed and deleted, and again, and again',
    ['correction_loop'],
    '<form name="mailing"><input id="a" name="mail"></form>',
    async (page) => {
      for (let count = 0; count < 5; count++) {
        await page.type('#a', 'ad')
        for (let sign = 0; sign < 2; sign++) await page.press('Backspace')
      }
      await page.type('#a', 'ada')
    },
    {
      viewed: 'mailing',
      started: 'mail',
      order: 'mail',
      corrected: 'mail:5',
      abandoned: 'mailing',
      filled: '1/1',
      shown: '1',
      last: 'mail',
    },
  ),
  visit(
    'a form sent with one thing wrong after the other',
    ['correction_loop'],
    '<form name="claim"><input id="a" name="number" required><input id="b" name="day" required><input id="c" name="place" required><button id="s">Send</button></form>',
    async (page) => {
      for (const field of ['#a', '#b', '#c']) {
        await page.click('#s')
        await pause(300)
        await page.type(field, 'x')
      }
    },
    {
      viewed: 'claim',
      started: 'number',
      order: 'number>day>place',
      failed: 'number day place',
      submit_failed: 'claim claim claim',
      abandoned: 'claim',
      filled: '3/3',
      shown: '3',
      last: 'place',
    },
  ),
  visit(
    'a second step that stays empty',
    ['no_next_step', 'no_submit'],
    `<form name="loan"><fieldset name="who"><input id="a" name="name"><button type="button" id="n" onclick="who.hidden = true; what.hidden = false">Next</button></fieldset><fieldset name="what" hidden><input id="b" name="sum"></fieldset></form><script>const [who, what] = document.querySelectorAll('fieldset')</script>`,
    async (page) => {
      await page.type('#a', 'Ada')
      await page.click('#n')
      await pause(patience + 1500)
    },
    {
      viewed: 'loan',
      started: 'name',
      order: 'name',
      step: 'who',
      abandoned: 'loan',
      filled: '1/2',
      shown: '2',
      last: 'name',
    },
  ),
  visit(
    'a page that is not there, and nothing after it',
    ['idle_after_error'],
    '<a id="b" href="{here}/missing">Sale</a>',
    async (page) => {
      await page.click('#b')
      await page.waitFor(() => location.pathname.endsWith('/missing'))
      await pause(patience + 2000)
    },
  ),
]
