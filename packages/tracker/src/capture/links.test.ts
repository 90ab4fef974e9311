// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { links } from './links.ts'
import { stage } from './testing.ts'

const browser = window as unknown as { happyDOM: { setURL(url: string): void } }
const settings = { own: 'https://shop.example/w', site: 'shop', domains: ['shop.example', 'pay.example'] }
const fetched = vi.fn<typeof fetch>()
let scene: ReturnType<typeof stage>
let made = 0

const show = (html: string): HTMLAnchorElement => {
  document.body.innerHTML = html
  return document.querySelector('[x]') as HTMLAnchorElement
}
const about = async (link: Element, type = 'pointerdown') => {
  link.dispatchEvent(new Event(type, { bubbles: true, composed: true }))
  await new Promise((resolve) => setTimeout(resolve))
}
/** Where the link leads while a click is under way. */
const click = (link: HTMLAnchorElement, type = 'click', button = 0): string => {
  let href = ''
  const last = (event: Event) => {
    href = link.getAttribute('href') ?? ''
    event.preventDefault()
  }
  link.addEventListener(type, last, { once: true })
  link.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, cancelable: true, button }))
  return href
}

beforeEach(() => {
  made = 0
  browser.happyDOM.setURL('https://shop.example/cart')
  fetched.mockReset().mockImplementation(async () => Response.json({ token: `token-${++made}` }))
  vi.stubGlobal('fetch', fetched)
  scene = stage(links, settings)
})
afterEach(() => {
  scene.stop()
  document.body.replaceChildren()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('a link to another domain of the company', () => {
  it.each(['pointerdown', 'focusin', 'keydown'])('gets a token at %s, in the click alone', async (type) => {
    const link = show('<a href="https://pay.example/p?q=1"><b>Pay</b></a>'.replace('<a', '<a x'))
    await about(link.firstElementChild ?? link, type)
    expect(fetched).toHaveBeenCalledTimes(1)
    expect(fetched.mock.calls[0]).toMatchObject([
      'https://shop.example/w/l',
      { method: 'POST', credentials: 'include', body: '{"site":"shop","to":"https://pay.example"}' },
    ])
    expect(link.getAttribute('href')).toBe('https://pay.example/p?q=1')
    expect(click(link)).toBe('https://pay.example/p?q=1#wend=token-1')
    await about(link, 'none')
    expect(link.getAttribute('href')).toBe('https://pay.example/p?q=1')
  })

  it.each([
    ['https://pay.example/#part', 'https://pay.example/#part&wend=token-1'],
    ['https://pay.example/#/cart', 'https://pay.example/#/cart?wend=token-1'],
    ['https://pay.example/#!/cart?a=1', 'https://pay.example/#!/cart?a=1&wend=token-1'],
    ['//pay.example/p', '//pay.example/p#wend=token-1'],
  ])('keeps the fragment of %s', async (href, marked) => {
    const link = show(`<a x href="${href}">Pay</a>`)
    await about(link)
    expect(click(link)).toBe(marked)
  })

  it('takes the visitor into a new tab with the middle button, and nothing along to a menu', async () => {
    const link = show('<a x href="https://pay.example/">Pay</a>')
    await about(link)
    expect(click(link, 'auxclick', 2)).toBe('https://pay.example/')
    expect(click(link, 'auxclick', 1)).toBe('https://pay.example/#wend=token-1')
  })

  it('uses a token once, asks once at a time, and again when it has grown old', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const link = show('<a x href="https://pay.example/">Pay</a>')
    await about(link)
    await about(link, 'keydown')
    expect(fetched).toHaveBeenCalledTimes(1)
    vi.setSystemTime(Date.now() + 90_001)
    await about(link)
    expect(click(link)).toContain('token-2')
    expect(click(link)).not.toContain('&wend')
    await about(link)
    expect(click(link)).toContain('token-3')
  })

  it.each([
    ['there is no token', async () => Response.json({})],
    ['there is no network', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['none has come yet', () => new Promise<Response>(() => {})],
  ])('leads on as it is where %s', async (_, answer) => {
    fetched.mockImplementationOnce(answer)
    const link = show('<a x href="https://pay.example/">Pay</a>')
    await about(link)
    expect(click(link)).toBe('https://pay.example/')
  })

  it.each([
    '<a x href="https://other.example/">elsewhere</a>',
    '<a x href="https://pay.example.evil.example/">looks like it</a>',
    '<a x href="http://pay.example/">not secure</a>',
    '<a x href="/cart">here</a>',
    '<a x href="mailto:jo@pay.example">mail</a>',
    '<a x>no link</a>',
    '<svg><a href="https://pay.example/" x></a></svg>',
  ])('is not %s', async (html) => {
    const link = show(html)
    const before = link.getAttribute('href') ?? ''
    await about(link)
    expect(fetched).not.toHaveBeenCalled()
    expect(click(link)).toBe(before)
  })

  it('is left alone once the part has ended', async () => {
    const link = show('<a x href="https://pay.example/">Pay</a>')
    await about(link)
    scene.stop()
    expect(click(link)).toBe('https://pay.example/')
    await about(link)
    expect(fetched).toHaveBeenCalledTimes(1)
  })
})

describe('a token that came with the page', () => {
  it.each([
    ['https://pay.example/checkout?a=1', 'https://pay.example'],
    ['', undefined],
  ])('is told with where the visitor came from: %s', (referrer, from) => {
    vi.spyOn(document, 'referrer', 'get').mockReturnValue(referrer)
    scene.call('token')
    expect(scene.events).toEqual([{ type: 'identity.linked', data: { from, proof: 'token' }, view: 'view-1' }])
  })
})
