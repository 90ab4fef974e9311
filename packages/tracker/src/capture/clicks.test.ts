// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clicks } from './clicks.ts'
import { stage } from './testing.ts'

const browser = window as unknown as { happyDOM: { setURL(url: string): void } }
let scene: ReturnType<typeof stage>
const click = (html: string, type = 'click', button = 0) => {
  document.body.innerHTML = html
  const target = document.querySelector('[x]') as Element
  target.addEventListener(type, (event) => event.preventDefault())
  target.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, cancelable: true, button }))
  return scene.events.map(({ type, data }) => [type, data])
}
const copy = (html: string, text: string) => {
  document.body.innerHTML = html
  vi.spyOn(globalThis, 'getSelection').mockReturnValue({ toString: () => text } as Selection)
  document.querySelector('[x]')?.dispatchEvent(new Event('copy', { bubbles: true, composed: true }))
  return scene.events.map(({ data }) => data.kind)
}

beforeEach(() => {
  browser.happyDOM.setURL('https://shop.example/a')
  scene = stage(clicks, { domains: ['shop.test'] })
})
afterEach(() => {
  scene.stop()
  document.body.replaceChildren()
  vi.restoreAllMocks()
})

describe('links', () => {
  const selector = 'html>body>a'
  it.each<[what: string, html: string, data: object | undefined]>([
    [
      'away from the site',
      '<a x href="https://other.example/b?c=1">text</a>',
      { kind: 'outbound', url: 'https://other.example/b?c=1', selector },
    ],
    ['to a page that looks like the site', '<a x href="https://evilshop.example/">b</a>', { kind: 'outbound' }],
    ['of the same site', '<a x href="/b">b</a>', undefined],
    ['of a subdomain', '<a x href="https://help.shop.example/">b</a>', undefined],
    ['of another declared domain', '<a x href="https://www.shop.test/b">b</a>', undefined],
    ['within the page', '<a x href="#b">b</a>', undefined],
    ['that runs a script', '<a x href="javascript:void 0">b</a>', undefined],
    [
      'to a file',
      '<a x href="/terms.PDF?v=2">b</a>',
      { kind: 'download', url: 'https://shop.example/terms.PDF?v=2', selector },
    ],
    ['that say that they are downloads', '<a x href="/b" download="c">b</a>', { kind: 'download' }],
    ['to write to somebody', '<a x href="mailto:bird@example.org">bird@example.org</a>', { kind: 'mailto', selector }],
    ['to call somebody', '<a x href="tel:+491715551234">call</a>', { kind: 'tel', selector }],
  ])('%s', (_, html, data) => {
    const [event] = click(html)
    expect(event?.[0]).toBe(data && 'link.clicked')
    if (data) expect(event?.[1]).toMatchObject(data)
    expect(JSON.stringify(event) ?? '').not.toMatch(/bird|49171|text/)
  })

  it('are told of where something in them is clicked, and on the middle button, but not on the right one', () => {
    const html = '<a href="https://other.example/"><span x>b</span></a>'
    expect(click(html)).toMatchObject([['link.clicked', { kind: 'outbound', selector }]])
    expect(click(html, 'auxclick', 1)).toHaveLength(2)
    expect(click(html, 'auxclick', 2)).toHaveLength(2)
  })
})

describe('declared elements', () => {
  it.each<[what: string, html: string, events: unknown[]]>([
    [
      'have a name',
      '<div data-wend-event="open map"><i x></i></div>',
      [['element.clicked', { name: 'open-map', role: 'div', selector: 'html>body>div' }]],
    ],
    [
      'have a role',
      '<i x data-wend-event="size" role="tab"></i>',
      [['element.clicked', { name: 'size', role: 'tab', selector: 'html>body>i' }]],
    ],
    [
      'have properties, which make them an event of the site',
      `<i x data-wend-event="sample_ordered" data-wend-pieces="3" data-wend-gift="true" data-wend-article='"0815"' data-wend-shoe-size="XL" data-wend-id="a"></i>`,
      [['custom.sample_ordered', { pieces: 3, gift: true, article: '0815', shoe_size: 'XL' }]],
    ],
    [
      'have a name that the collector takes',
      '<i x data-wend-event="Sample ordered!" data-wend-size="S"></i>',
      [['custom.sample_ordered', { size: 'S' }]],
    ],
    [
      'have no name that is somebody’s',
      '<i x data-wend-event="bird@example.org" role="a b"></i>',
      [['element.clicked', { role: 'a-b', selector: 'html>body>i' }]],
    ],
    ['may be those of another part', '<i x data-wend-event="product.added" data-wend-product="1"></i>', []],
    [
      'tell of links that stay on the site',
      '<a x href="/b" data-wend-event="more">b</a>',
      [
        ['element.clicked', { name: 'more', role: 'a', selector: 'html>body>a' }],
        ['link.clicked', { kind: 'internal', selector: 'html>body>a' }],
      ],
    ],
    [
      'are told of for what is clicked in them',
      '<div data-wend-event="card"><button x>b</button></div>',
      [['element.clicked', { name: 'card', role: 'button', selector: 'html>body>div' }]],
    ],
  ])('%s', (_, html, events) => expect(click(html)).toEqual(events))
})

describe('other elements', () => {
  it.each([
    ['<button x>canary</button>', 'button'],
    ['<button><i x>canary</i></button>', 'button'],
    ['<p x role="button" aria-label="canary">canary</p>', 'button'],
    ['<input x type="submit" value="canary">', 'input'],
    ['<input x type="button" value="canary">', 'input'],
    ['<details><summary x>canary</summary></details>', 'summary'],
  ])('%s is told of by its place', (html, role) => {
    const events = click(html)
    expect(events).toMatchObject([['element.clicked', { role, selector: expect.stringMatching(/^html>body>/) }]])
    expect(JSON.stringify(events)).not.toMatch(/canary/)
  })

  it.each(['<p x>b</p>', '<input x value="canary">', '<label x>b</label>'])('%s is none of them', (html) => {
    expect(click(html)).toEqual([])
  })

  it('in shadow roots are found', () => {
    document.body.innerHTML = '<x-buy id="buy-box"></x-buy>'
    const root = document.querySelector('x-buy')?.attachShadow({ mode: 'open' }) as ShadowRoot
    root.innerHTML = '<button></button>'
    root.querySelector('button')?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
    expect(scene.of('element.clicked')).toEqual([{ role: 'button', selector: '[id="buy-box"]>button' }])
  })
})

describe('a copy', () => {
  it.each([
    ['+49 171 555 1234', 'phone'],
    ['0171/5551234', 'phone'],
    ['(030) 123 45 67', 'phone'],
    ['212-555-1234', 'phone'],
    ['bird@example.org', 'email'],
    ['01.02.2026', undefined],
    ['2026-11-22', undefined],
    ['4711081512', undefined],
    ['1.299,00', undefined],
    ['look at example.org', undefined],
    ['A-0815 4711', undefined],
  ])('of %s is one of a contact: %s', (text, kind) => {
    expect(copy('<p x></p>', text)).toEqual(kind ? [kind] : [])
    expect(JSON.stringify(scene.events)).not.toMatch(/1234|bird/)
  })

  it.each(['<input x>', '<textarea x></textarea>', '<p contenteditable><b x></b></p>'])(
    'out of %s is nothing',
    (html) => {
      expect(copy(html, 'bird@example.org')).toEqual([])
    },
  )
})

it('leaves nothing behind', () => {
  scene.stop()
  expect(click('<button x></button>')).toEqual([])
})
