import { clicks, go, patience, pause, tall, thanked, toggle, type Visit, visit } from './visit.ts'

/** Somebody does much, and gets what they want. */
export const fine: readonly Visit[] = [
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
  visit(
    'a carousel that turns its pictures round',
    [],
    `<ul id="l"><li>One</li><li>Two</li><li>Three</li></ul><button id="b" onclick="const l = document.querySelector('#l'); l.append(l.firstChild)">Next</button>`,
    clicks('#b', 6),
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
    `<form name="news" onsubmit="event.preventDefault(); document.querySelector('#t').textContent = 'Thank you'"><input id="a" name="topic"><button id="s">Send</button></form><p id="t"></p>`,
    async (page) => {
      await page.type('#a', 'mugs')
      await page.click('#s')
      await pause(2600)
    },
    { viewed: 'news', started: 'topic', order: 'topic', submitted: 'news', filled: '1/1', shown: '1', last: 'topic' },
  ),
  visit(
    'a field corrected once',
    [],
    `<form name="news" onsubmit="event.preventDefault(); document.querySelector('#t').textContent = 'Thank you'"><input id="a" name="zip"><input id="b" name="city"><button id="s">Send</button></form><p id="t"></p>`,
    async (page) => {
      await page.type('#a', '1')
      await page.type('#b', 'x')
      await page.type('#a', '2')
      await page.type('#b', 'y')
      await page.click('#s')
      await thanked(page)
    },
    {
      viewed: 'news',
      started: 'zip',
      order: 'zip>city>zip>city',
      back: 'zip',
      submitted: 'news',
      filled: '2/2',
      shown: '2',
      last: 'city',
    },
  ),
  visit(
    'colours chosen one after the other',
    [],
    `${['red', 'blue', 'green'].map((c) => `<button id="${c}" onclick="document.querySelector('#p').style.background = '${c}'">${c}</button>`).join('')}<div id="p">Mug</div>`,
    async (page) => {
      for (const colour of ['#red', '#blue', '#green', '#red', '#blue']) await page.click(colour)
    },
  ),

  visit(
    'a stepper in a component',
    [],
    `<x-step id="b" style="display:inline-block"></x-step><script>customElements.define('x-step', class extends HTMLElement {
      connectedCallback() {
        const root = this.attachShadow({ mode: 'open' })
        root.innerHTML = '<button>+</button><b>1</b>'
        root.querySelector('button').onclick = () => root.querySelector('b').textContent++
      }
    })</script>`,
    clicks('#b', 6),
  ),
  visit(
    'a button of one component that changes another',
    [],
    `<button id="b" onclick="document.querySelector('x-count').count()">+</button><x-count></x-count><script>customElements.define('x-count', class extends HTMLElement {
      connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<b>1</b>' }
      count() { this.shadowRoot.querySelector('b').textContent++ }
    })</script>`,
    clicks('#b', 6),
  ),
  visit(
    'a player with buttons of its own',
    [],
    `<audio id="v" src="data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA="></audio><button id="b" onclick="const v = document.querySelector('#v'); v.volume = (v.volume * 10 + 9) % 10 / 10">Quieter</button>`,
    clicks('#b', 5, 120),
  ),
  visit(
    'a picture made larger with a double click',
    [],
    `<img id="b" alt="Mug" style="width:80px;height:80px;background:#aaa"><p id="p"></p><script>document.querySelector('#b').ondblclick = () => { document.querySelector('#p').textContent = 'Large' }</script>`,
    (page) =>
      page.evaluate(() => {
        const target = document.querySelector('#b') as Element
        for (const type of ['click', 'click', 'dblclick'])
          target.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }))
      }),
  ),
  visit('words marked here and there', [], '<p id="a">Stoneware</p><p id="b">Porcelain</p>', (page) =>
    page.evaluate(async () => {
      for (const selector of ['#a', '#b', '#a']) {
        const target = document.querySelector(selector) as Element
        getSelection()?.selectAllChildren(target)
        for (let detail = 1; detail < 3; detail++)
          target.dispatchEvent(
            new MouseEvent('click', {
              bubbles: true,
              composed: true,
              detail,
              clientY: target.getBoundingClientRect().top,
            }),
          )
        await new Promise((resolve) => setTimeout(resolve, 300))
      }
    }),
  ),
  visit(
    'drums, played with a button that is marked as play',
    [],
    '<div data-wend-calm><button id="b">Boom</button></div>',
    clicks('#b', 12),
  ),
  visit(
    'a quiz, one answer after the other',
    [],
    `<div id="q"><p>1</p><button id="b">Yes</button></div><script>document.querySelector('#q').onclick = ({ currentTarget }) => { currentTarget.querySelector('p').textContent++ }</script>`,
    clicks('#b', 6, 200),
  ),
  visit(
    'a map, larger and larger',
    [],
    `<svg id="m" viewBox="0 0 100 100" width="200" height="200"><circle cx="50" cy="50" r="30"/></svg><button id="b" onclick="const m = document.querySelector('#m'); window.z = (window.z ?? 100) * 0.8; m.setAttribute('viewBox', '0 0 ' + window.z + ' ' + window.z)">+</button>`,
    clicks('#b', 5),
  ),
  visit(
    'a dialog opened, closed and opened',
    [],
    `<button id="b" onclick="document.querySelector('dialog').show()">Sizes</button><dialog style="top:300px"><p>Large</p><button id="c" onclick="document.querySelector('dialog').close()">Close</button></dialog>`,
    async (page) => {
      for (const selector of ['#b', '#c', '#b', '#c']) await page.click(selector)
    },
  ),
  visit(
    'a popover opened and closed',
    [],
    '<button id="b" popovertarget="p">Info</button><div id="p" popover>In stock</div>',
    clicks('#b', 4, 150),
  ),
  visit('a link that leads to another page', [], '<a id="b" href="{here}/offer">Offer</a>', async (page) => {
    await page.click('#b')
    await page.waitFor(() => location.pathname.endsWith('/offer'))
  }),
  visit('a field clicked three times to mark what is in it', [], '<input id="b" value="12345">', clicks('#b', 3)),
  visit('a page read for a while, and back to the list', [], '', async (page) => {
    await go(page, '/list')
    await pause(500)
    await go(page, '/article')
    await pause(patience + 500)
    await go(page, '/list')
    await pause(500)
  }),
  visit('three articles of a list, each read', [], '<a id="b" href="{here}/item">Item</a>', async (page) => {
    await page.click('#b')
    await page.waitFor(() => location.pathname.endsWith('/item'))
    await pause(patience + 500)
    await page.back()
    await page.waitFor(() => !location.pathname.endsWith('/item'))
    await pause(500)
  }),
  visit('a search, a good result, and two searches for something else', [], '', async (page) => {
    await go(page, '/search?q=mug')
    await pause(700)
    await go(page, '/mugs/blue')
    await pause(patience + 500)
    await go(page, '/search?q=plate')
    await pause(700)
    await go(page, '/search?q=bowl')
    await pause(700)
  }),
  visit('two places of a page compared, slowly', [], tall, async (page) => {
    for (const to of [1500, 0, 1500, 0, 1500]) {
      await page.evaluate((top) => scrollTo(0, top), to)
      await pause(1300)
    }
  }),
  visit(
    'an error that nobody clicked for, and reading on',
    [],
    `${tall}<script>setTimeout(() => { throw new Error('no advertisement') }, 1500)</script>`,
    async (page) => {
      for (let top = 200; top < 2400; top += 200) {
        await page.evaluate((to) => scrollTo(0, to), top)
        await pause(200)
      }
    },
  ),
]
