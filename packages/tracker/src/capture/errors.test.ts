// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { errors } from './errors.ts'
import { stage } from './testing.ts'

const browser = window as unknown as { happyDOM: { setURL(url: string): void } }
const script = 'https://cdn.example/app.js'
let scene: ReturnType<typeof stage>

const thrown = (message: string, error?: Partial<Error> | null, filename = script) =>
  window.dispatchEvent(Object.assign(new Event('error'), { message, error, filename, lineno: 1, colno: 2 }))
const rejected = (reason: unknown) => window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }))
const failed = (html: string) => {
  document.body.innerHTML = html
  document.body.firstElementChild?.dispatchEvent(new Event('error'))
}
const told = () => scene.of('error.occurred')
const typeError = (message: string, stack: string) => Object.assign(new TypeError(message), { stack })

beforeEach(() => {
  vi.useFakeTimers()
  browser.happyDOM.setURL('https://shop.example/a')
  scene = stage(errors, { own: 'https://shop.example/w/' })
})
afterEach(() => {
  scene.stop()
  document.head.replaceChildren()
  document.body.replaceChildren()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('errors', () => {
  it.each<[what: string, act: () => unknown, data: object]>([
    [
      'of scripts',
      () =>
        thrown(
          'Uncaught TypeError: x is not a function',
          typeError('x is not a function', `TypeError: x\n    at go (${script}:1:2)`),
        ),
      { kind: 'script', message: 'Uncaught TypeError: x is not a function', source: 'cdn.example' },
    ],
    [
      'of scripts that throw no error',
      () => thrown('Uncaught 7 birds', null),
      { kind: 'script', message: 'Uncaught 0 birds', source: 'cdn.example' },
    ],
    ['of scripts from elsewhere', () => thrown('Script error.', null, ''), { kind: 'script' }],
    [
      'of promises, as Chromium says where',
      () => rejected(typeError('no such thing', `TypeError: no such thing\n    at async ${script}:10:3`)),
      { kind: 'promise', message: 'no such thing', source: 'cdn.example' },
    ],
    [
      'of promises, as Firefox and Safari say where',
      () => rejected(typeError('no such thing', `go@${script}:10:3\nthen@${script}:1:1`)),
      { kind: 'promise', message: 'no such thing', source: 'cdn.example' },
    ],
    ['of promises, for a word', () => rejected('too late'), { kind: 'promise', message: 'too late' }],
    ['of promises, for nothing', () => rejected(undefined), { kind: 'promise', message: 'undefined' }],
    ['of promises, for any object', () => rejected({ name: 'canary' }), { kind: 'promise' }],
    [
      'of pictures',
      () => failed('<img src="https://pictures.example/a.png?b=1">'),
      { kind: 'resource', source: 'pictures.example' },
    ],
    ['of styles', () => failed('<link rel="preload" href="/a.css">'), { kind: 'resource', source: 'shop.example' }],
    ['of inline data', () => failed('<img src="data:image/png;base64,AAAA">'), { kind: 'resource' }],
  ])('%s are told of', (_, act, data) => {
    act()
    expect(told()).toEqual([{ fingerprint: expect.stringMatching(/^[a-z\d]{1,7}$/), ...data }])
  })

  it.each([
    ['Cannot read "canary" of null', 'Cannot read … of null'],
    ["Can't find 'canary' and 'canary'", 'Can…canary…canary…'],
    ['no such user canary.bird@example.com', 'no such user …'],
    ['failed: https://shop.example/canary?b=1', 'failed: …'],
    ['order 4711 of 2026-11-22', 'order 0 of 0-0-0'],
    ['token abcdefghijklmnopqrstuvwxyzabcdefgh', 'token …'],
    ['first line\ncanary', 'first line…'],
    ['never closed: "canary', 'never closed: …'],
    [`${'so many words '.repeat(20)}`, `${'so many words '.repeat(20)}`.slice(0, 120)],
  ])('say of “%s” only what is safe', (message, said) => {
    thrown(message, null)
    expect(told()[0]?.message).toBe(said)
  })

  it('have a fingerprint that stays, and is another one elsewhere', () => {
    const at = (place: string, message = 'gone 1') => typeError(message, `TypeError: x\n at ${script}:${place}`)
    rejected(at('1:1'))
    scene.leave(true)
    rejected(at('1:1', 'gone 2'))
    rejected(at('2:1'))
    const [first, same, other] = told().map(({ fingerprint }) => fingerprint)
    expect(first).toBe(same)
    expect(other).not.toBe(first)
  })

  it('are told of once a view, and ten of them at most', () => {
    for (let i = 0; i < 3; i++) rejected('again')
    expect(told()).toHaveLength(1)
    for (let i = 0; i < 30; i++) rejected(`so ${'many '.repeat(i)}`)
    expect(told()).toHaveLength(10)
    scene.leave(true)
    rejected('again')
    expect(scene.events.at(-1)).toMatchObject({ view: 'view-2', data: { message: 'again' } })
  })

  it('of our own are not the page’s', () => {
    rejected(typeError('ours', 'TypeError: ours\n    at https://shop.example/w/capture.js:1:1'))
    thrown('ours', null, 'https://shop.example/w/w.js')
    expect(told()).toEqual([])
  })

  it('that cannot be read are left alone', () => {
    rejected({
      get message() {
        throw new Error('poison')
      },
    })
    expect(told()).toEqual([])
  })
})

describe('a page', () => {
  const page = (content: string, answered?: number) => {
    scene.stop()
    document.head.innerHTML = content && `<meta name="wend-status" content="${content}">`
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([{ responseStatus: answered }] as never)
    scene = stage(errors)
    return scene.events.map(({ type, data }) => [type, data])
  }
  const url = 'https://shop.example/a'
  it.each<[what: string, content: string, answered: number | undefined, event: unknown]>([
    ['that says that it is missing', '404', 200, ['page.not_found', { url }]],
    ['that is answered as missing', '', 404, ['page.not_found', { url }]],
    ['that says that it failed', '503', undefined, ['error.occurred', { kind: 'page', status: 503, url }]],
    ['that is answered as failed', '', 500, ['error.occurred', { kind: 'page', status: 500, url }]],
    ['that is well', '', 200, undefined],
    ['that nobody knows anything of', '', undefined, undefined],
    ['that says nonsense', 'canary', 200, undefined],
  ])('%s', (_, content, answered, event) => expect(page(content, answered)).toEqual(event ? [event] : []))

  it('inside the site is looked at once it stands', () => {
    expect(page('', 404)).toHaveLength(1)
    scene.leave(true)
    vi.advanceTimersByTime(1000)
    expect(scene.events).toHaveLength(1)
    scene.leave(true)
    document.head.innerHTML = '<meta name="wend-status" content="404">'
    vi.advanceTimersByTime(1000)
    expect(scene.events).toMatchObject([{ view: 'view-1' }, { view: 'view-3', type: 'page.not_found' }])
  })
})

it('leaves nothing behind', () => {
  scene.leave(true)
  scene.stop()
  rejected('late')
  vi.advanceTimersByTime(1000)
  expect([scene.events, scene.leaving.size]).toEqual([[], 0])
})
