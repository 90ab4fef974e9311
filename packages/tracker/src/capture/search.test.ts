// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { search } from './search.ts'
import { stage } from './testing.ts'

const browser = window as unknown as { happyDOM: { setURL(url: string): void } }
let scene: ReturnType<typeof stage>

const visit = (path: string, settings = {}) => {
  scene?.stop()
  browser.happyDOM.setURL(`https://shop.example${path}`)
  scene = stage(search, settings)
  return scene.of('search.performed')
}
const submit = (html: string, pass = 2000) => {
  document.body.innerHTML = html
  document.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  vi.advanceTimersByTime(pass)
  return scene.of('search.performed')
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  scene.stop()
  document.body.replaceChildren()
  vi.useRealTimers()
})

describe('a search by address', () => {
  it.each<[path: string, term: string | undefined]>([
    ['/?q=Red+Vase', 'red vase'],
    ['/search?page=2&query=%20VASE%20', 'vase'],
    ['/?s=vase', 'vase'],
    [`/?term=${'x'.repeat(200)}`, 'x'.repeat(100)],
    ['/?q=', undefined],
    ['/?page=2', undefined],
    ['/q/vase', undefined],
  ])('%s is one for %s', (path, term) => expect(visit(path)).toEqual(term ? [{ term }] : []))

  it.each(['bird@example.org', '+49 171 5551234', '0171/5551234', 'order 4711081512', 'DE89 3704 0044'])(
    'for %s is one without a term',
    (term) => expect(visit(`/?q=${encodeURIComponent(term)}`)).toEqual([{}]),
  )

  it('goes by the parameters of the site', () => {
    expect(visit('/?suche=vase&q=other', { parameters: ['suche'] })).toEqual([{ term: 'vase' }])
  })

  it.each([
    ['17', 17],
    ['0', 0],
    ['many', undefined],
    ['', undefined],
    ['1234567890', undefined],
  ])('tells of results marked as “%s”: %s', (marked, results) => {
    document.body.innerHTML = `<p data-wend-results="${marked}">99</p>`
    expect(visit('/?q=vase')[0]?.results).toBe(results)
  })

  it('is told of once for each view and term', () => {
    visit('/?q=vase')
    const next = (path: string) => {
      browser.happyDOM.setURL(`https://shop.example${path}`)
      scene.leave(true)
      vi.advanceTimersByTime(1000)
    }
    next('/?q=vase')
    next('/vase')
    next('/?q=bowl')
    expect(scene.events.map(({ view, data }) => `${view} ${data.term}`)).toEqual([
      'view-1 vase',
      'view-2 vase',
      'view-4 bowl',
    ])
  })
})

describe('a search by form', () => {
  beforeEach(() => void visit('/'))

  it.each([
    ['with a field for it', '<form><input name="w" type="search" value="Vase"></form>'],
    ['that says what it is', '<form role="search"><input name="w" value="Vase"></form>'],
    ['in a part of the page that says what it is', '<search><form><input name="w" value="Vase"></form></search>'],
    ['that the page answers in place', '<form><input name="q" type="search" value="Vase"></form>'],
  ])('%s', (_, html) => expect(submit(html)).toEqual([{ term: 'vase' }]))

  it('is not told of where its answer tells of it', () => {
    const html = '<form><input name="q" type="search" value="Vase"></form>'
    submit(html, 0)
    browser.happyDOM.setURL('https://shop.example/?q=vase')
    scene.leave(true)
    vi.advanceTimersByTime(2000)
    expect(scene.events).toMatchObject([{ view: 'view-2', data: { term: 'vase' } }])
  })

  it.each([
    ['with something else to fill in', '<form><input name="q" value="canary"></form>'],
    ['without anything in it', '<form><input type="search" value=" "></form>'],
  ])('is none %s', (_, html) => expect(submit(html)).toEqual([]))
})

it('leaves nothing behind', () => {
  visit('/')
  submit('<form><input type="search" name="q" value="vase"></form>', 0)
  scene.stop()
  vi.advanceTimersByTime(2000)
  expect([scene.events, scene.leaving.size]).toEqual([[], 0])
})
