// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { selector } from './selector.ts'

const of = (html: string, at = '[x]') => {
  document.body.innerHTML = html
  return selector(document.querySelector(at) as Element)
}
afterEach(() => document.body.replaceChildren())

describe('a selector', () => {
  it.each<[what: string, html: string, expected: string]>([
    ['takes what the site calls it', '<b x id="a1b2" data-wend-id="order-now"></b>', '[data-wend-id="order-now"]'],
    ['takes a test id', '<b x data-testid="submitOrder"></b>', '[data-testid="submitOrder"]'],
    ['takes an id', '<b x id="main-menu_2"></b>', '[id="main-menu_2"]'],
    ['begins at the closest that has a name', '<nav id="menu"><a></a><a x></a></nav>', '[id="menu"]>a:nth-of-type(2)'],
    ['adds two classes', '<p x class="big red round"></p>', 'html>body>p.big.red'],
    ['counts those of its kind only', '<i></i><b></b><i></i><b x></b>', 'html>body>b:nth-of-type(2)'],
    ['goes up five elements', '<main><p><i><b><u><s x></s></u></b></i></p></main>', 'p>i>b>u>s'],
  ])('%s', (_, html, expected) => expect(of(html)).toBe(expected))

  it.each([
    '12345',
    'user-12345',
    'a94a8fe5ccb19ba6',
    ':r1:',
    'bird@example.org',
    '49171555',
    'radix-:r3:',
    'sc-bdVaJa',
    'x'.repeat(50),
    'ember1234',
  ])('takes no id like %s', (id) => expect(of(`<b x id="${id}"></b>`)).toBe('html>body>b'))

  it.each(['css-1q2w3e', 'css-vubbuv', 'Button_root__3xY9z', 'jsx-123', 'sc-bdVaJa', 'is-open', '_1a2b3c', 'md:flex'])(
    'takes no class like %s',
    (name) => expect(of(`<b x class="${name} card"></b>`)).toBe('html>body>b.card'),
  )

  it('passes over shadow roots', () => {
    document.body.innerHTML = '<x-shop id="shop"></x-shop>'
    const root = document.querySelector('x-shop')?.attachShadow({ mode: 'open' }) as ShadowRoot
    root.innerHTML = '<p></p><p><button></button></p>'
    expect(selector(root.querySelector('button') as Element)).toBe('[id="shop"]>p:nth-of-type(2)>button')
  })

  it('is not misled by fields that are called like properties of their form', () => {
    expect(of('<form class="order" x><input name="id"><input name="className"><input name="length"></form>')).toBe(
      'html>body>form.order',
    )
  })

  it('has no more than 200 signs', () => {
    const name = 'abcdefghij'.repeat(4)
    const html = `<p class="${name} ${name}a"><i class="${name} ${name}a"><b x class="${name} ${name}a"></b></i></p>`
    expect(of(html).length).toBeLessThan(201)
    expect(of(html)).toMatch(/b\.\w+$/)
  })

  it('never gives text or other attributes', () => {
    const found = of('<label for="canary"><b x title="canary" aria-label="canary" value="canary">canary</b></label>')
    expect(found).not.toMatch(/canary/)
  })
})
