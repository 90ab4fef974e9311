import { afterEach, expect, it, vi } from 'vitest'
import { init } from './index.ts'

const methods = ['chat', 'consent', 'debug', 'flush', 'identify', 'on', 'page', 'preferences', 'stop', 'track']

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

it('does nothing on a server, where there is no page', async () => {
  const wend = init({ site: 'shop', endpoint: '/w' })
  expect(Object.keys(wend).sort()).toEqual(methods)
  wend.track('made')
  wend.page()
  wend.identify({ email: 'jo@example.com' })
  wend.consent({ analytics: true })
  wend.preferences()
  wend.on('frustration', () => {})()
  wend.debug()
  wend.stop()
  await expect(wend.flush()).resolves.toBeUndefined()
})

it.each([undefined, null, {}, { site: 'shop' }, 'shop'])(
  'does nothing in a page where it is told %j',
  async (options) => {
    vi.stubGlobal('document', {})
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const wend = init(options as never)
    wend.track('made')
    await wend.flush()
    expect(said).toHaveBeenCalledOnce()
  },
)
