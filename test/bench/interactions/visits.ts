import type { Page } from '../../browsers/browser.ts'

/** A scripted visit, and what was really wrong in it. */
export interface Visit {
  name: string
  body: string
  act(page: Page): Promise<void>
  /** Kinds of frustration that somebody who watches would name. */
  signs: readonly string[]
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
const clicks =
  (selector: string, times: number, between = 60) =>
  async (page: Page) => {
    for (let count = 0; count < times; count++) {
      await page.click(selector)
      await pause(between)
    }
  }
const visit = (name: string, signs: readonly string[], body: string, act: Visit['act']): Visit => ({
  name,
  signs,
  body,
  act,
})
const tall = '<div style="height:6000px"></div>'
/** Goes to an address inside the page, as a router does. */
const go = (page: Page, path: string) =>
  page.evaluate((to) => {
    history.pushState({}, '', to)
    document.title = to
  }, path)

/** Somebody is stuck. */
const stuck: readonly Visit[] = [
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
  visit('between two pages, without an end', ['navigation_loop'], '', async (page) => {
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
  ),
  visit(
    'a field that is refused three times',
    ['correction_loop'],
    '<form id="f" name="signup"><input id="a" name="mail" type="email" required><button id="s">Send</button></form>',
    clicks('#s', 3, 900),
  ),
  visit(
    'a form that is begun and not sent',
    ['no_submit'],
    '<form name="quote"><input id="a" name="size"><button>Send</button></form>',
    async (page) => {
      await page.type('#a', '12')
      await page.press('Tab')
      await pause(3200)
    },
  ),
  visit('a checkout without a next step', ['no_next_step'], '', async (page) => {
    await page.evaluate(() => window.wend.track('checkout.started', { items: 1 }))
    await pause(3200)
  }),
  visit(
    'nothing more after an error',
    ['idle_after_error'],
    '<form name="pay"><input name="holder" required><button id="s">Pay</button></form>',
    async (page) => {
      await page.click('#s')
      await pause(3200)
    },
  ),
]

const toggle = (id: string) => `const e = document.querySelector('${id}'); e.hidden = !e.hidden`
/** Somebody does much, and gets what they want. */
const fine: readonly Visit[] = [
  visit(
    'a stepper',
    [],
    `<button id="b" onclick="document.querySelector('#n').textContent++">+</button><b id="n">1</b>`,
    clicks('#b', 8),
  ),
  visit(
    'a stepper beside a field',
    [],
    `<input id="n" type="number" value="1"><button id="b" onclick="document.querySelector('#n').stepUp(); document.querySelector('#n').dispatchEvent(new Event('change', { bubbles: true }))">+</button>`,
    clicks('#b', 6),
  ),
  visit(
    'a carousel',
    [],
    `<div id="t" data-at="0">Picture</div><button id="b" onclick="const t = document.querySelector('#t'); t.dataset.at++; t.style.transform = 'translateX(-' + t.dataset.at + '00px)'">Next</button>`,
    clicks('#b', 7),
  ),
  visit('a double click on a word', [], '<p id="b">Stoneware</p>', (page) =>
    page.evaluate(() => {
      const target = document.querySelector('#b') as Element
      getSelection()?.selectAllChildren(target)
      for (let n = 0; n < 2; n++)
        target.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, detail: n + 1 }))
    }),
  ),
  visit('a paragraph chosen with three clicks', [], '<p id="b">Some words to copy</p>', (page) =>
    page.evaluate(() => {
      const target = document.querySelector('#b') as Element
      getSelection()?.selectAllChildren(target)
      for (let n = 0; n < 3; n++)
        target.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, detail: n + 1 }))
    }),
  ),
  visit('a game', [], '<canvas id="b" width="300" height="200"></canvas>', clicks('#b', 12)),
  visit('a player', [], '<video id="b" width="300" height="200" controls></video>', clicks('#b', 4)),
  visit('a slider', [], '<input id="b" type="range">', clicks('#b', 5)),
  visit('a box ticked and unticked', [], '<label><input id="b" type="checkbox"> Gift</label>', clicks('#b', 5)),
  visit(
    'tabs, one after the other',
    [],
    `${[1, 2, 3, 4].map((n) => `<button role="tab" id="t${n}" onclick="document.querySelector('#p').textContent = 'Panel ${n}'">${n}</button>`).join('')}<div id="p">Panel</div>`,
    async (page) => {
      for (const n of [1, 2, 3, 4, 1, 2]) await page.click(`#t${n}`)
    },
  ),
  visit(
    'an accordion',
    [],
    `<button id="b" onclick="${toggle('#p')}">Delivery</button><p id="p" hidden>In two days</p>`,
    clicks('#b', 5),
  ),
  visit('details', [], '<details><summary id="b">More</summary>Text</details>', clicks('#b', 4, 200)),
  visit(
    'a menu opened and closed',
    [],
    `<button id="b" aria-expanded="false" onclick="${toggle('#p')}">Menu</button><ul id="p" hidden><li>One</li></ul>`,
    clicks('#b', 4),
  ),
  visit(
    'more, more, more',
    [],
    `<ul id="l"></ul><button id="b" onclick="setTimeout(() => document.querySelector('#l').append(document.createElement('li')), 100)">More</button>`,
    clicks('#b', 5, 220),
  ),
  visit(
    'a calendar, eight months on',
    [],
    `<b id="m">1</b><button id="b" onclick="document.querySelector('#m').textContent = 'Month ' + Math.random()">›</button>`,
    clicks('#b', 8),
  ),
  visit(
    'a link copied',
    [],
    `<button id="b" onclick="document.querySelector('#m').textContent = 'Copied'">Copy</button><p id="m"></p>`,
    clicks('#b', 1),
  ),
  visit(
    'a link to another place on the page',
    [],
    `<a id="b" href="#end">End</a>${tall}<p id="end">End</p>`,
    clicks('#b', 1),
  ),
  visit('plain text, once', [], '<p id="b">Just reading</p>', clicks('#b', 1)),
  visit('a field put in focus', [], '<input id="b" name="x">', clicks('#b', 2)),
  visit(
    'a like, taken back and given again',
    [],
    `<button id="b" onclick="this.textContent = this.textContent === '♡' ? '♥' : '♡'">♡</button>`,
    clicks('#b', 4),
  ),
  visit('reading down a page', [], tall, async (page) => {
    for (let top = 300; top < 3000; top += 300) {
      await page.evaluate((to) => scrollTo(0, to), top)
      await pause(60)
    }
  }),
  visit('down to the end and up to the top', [], tall, async (page) => {
    for (const to of [5000, 0]) {
      await page.evaluate((top) => scrollTo(0, top), to)
      await pause(150)
    }
  }),
  visit('three pages, forwards', [], '', async (page) => {
    for (const path of ['/one', '/two', '/three']) {
      await go(page, path)
      await pause(500)
    }
  }),
  visit('one search and its second page', [], '', async (page) => {
    for (const path of ['/search?q=mug', '/search?q=mug&page=2', '/search?q=mug&page=3']) {
      await go(page, path)
      await pause(600)
    }
  }),
  visit(
    'a form filled in and sent',
    [],
    `<form name="news" onsubmit="event.preventDefault(); document.querySelector('#t').textContent = 'Thanks'"><input id="a" name="topic"><button id="s">Send</button></form><p id="t"></p>`,
    async (page) => {
      await page.type('#a', 'mugs')
      await page.click('#s')
      await pause(2600)
    },
  ),
  visit(
    'a field corrected once',
    [],
    `<form name="news" onsubmit="event.preventDefault(); document.querySelector('#t').textContent = 'Thanks'"><input id="a" name="zip"><input id="b" name="city"><button id="s">Send</button></form><p id="t"></p>`,
    async (page) => {
      await page.type('#a', '1')
      await page.type('#b', 'x')
      await page.type('#a', '2')
      await page.type('#b', 'y')
      await page.click('#s')
      await pause(300)
    },
  ),
  visit(
    'a page that moves by itself, clicked once',
    [],
    `<b id="c">0</b><button id="b">Look</button><script>setInterval(() => document.querySelector('#c').textContent++, 200)</script>`,
    clicks('#b', 1),
  ),
  visit(
    'colours chosen one after the other',
    [],
    `${['red', 'blue', 'green'].map((c) => `<button id="${c}" onclick="document.querySelector('#p').style.background = '${c}'">${c}</button>`).join('')}<div id="p">Mug</div>`,
    async (page) => {
      for (const colour of ['#red', '#blue', '#green', '#red', '#blue']) await page.click(colour)
    },
  ),
]

export const visits: readonly Visit[] = [...stuck, ...fine]
