// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Host } from '../capture/host.ts'
import type { Core } from '../core.ts'
import { capture } from './capture.ts'

let allowed: string[]
let refused: boolean
let hosts: Host[]
const reported = vi.fn<Core['report']>()
const load = vi.fn<Core['load']>()
const changed: (() => void)[] = []
const part = (host: Host) => {
  hosts.push(host)
  return undefined
}
const start = (module: readonly (readonly [string, object, (host: Host) => unknown])[]) => {
  load.mockImplementation(async () => ({ default: module }))
  const core = {
    endpoint: '/w',
    capture: module.map(([type]) => type),
    gate: {
      decide: (type: string) => ({
        purpose: 'analytics',
        verb: allowed.includes(type) ? 'keep' : refused ? 'drop' : 'hold',
      }),
      epochs: {},
    },
    load,
    methods: {},
    changed,
    report: reported,
    view: () => 'view-7',
  } as unknown as Core
  return { core, stop: capture(core) }
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 5))
const change = async (...types: string[]) => {
  allowed = types
  for (const one of changed) one()
  await settled()
}

beforeEach(() => {
  allowed = []
  refused = false
  hosts = []
  changed.length = 0
  reported.mockClear()
  load.mockClear()
})

it('fetches nothing before a yes, starts what the yes covers, and ends it with a no', async () => {
  const { core } = start([
    ['form.started', { a: 1 }, part],
    ['chat.opened', {}, part],
  ])
  await settled()
  expect([load.mock.calls.length, hosts.length]).toEqual([0, 0])

  await change('form.started')
  expect(load.mock.calls).toEqual([['capture']])
  expect(hosts.map(({ settings, view }) => [settings, view])).toEqual([[{ own: '/w', a: 1 }, 'view-7']])
  hosts[0]?.track('form.started', { form: 'f' }, 'view-6')
  expect(reported.mock.calls).toEqual([['form.started', { form: 'f' }, 'view-6', undefined, undefined]])

  await change('form.started', 'chat.opened')
  expect([load.mock.calls.length, hosts.length]).toEqual([1, 2])

  const left = vi.fn()
  const heard = vi.fn()
  hosts[0]?.leaving.add(left)
  hosts[0]?.hearing.add(heard)
  core.gathered?.(true)
  core.told?.('page.viewed', { url: '/' })
  await change()
  core.gathered?.(true)
  core.told?.('page.viewed', { url: '/' })
  expect([left.mock.calls, heard.mock.calls]).toEqual([[[true]], [['page.viewed', { url: '/' }]]])
  expect(hosts.map(({ signal }) => signal.aborted)).toEqual([true, true])
  hosts[0]?.track('form.submitted')
  expect(reported).toHaveBeenCalledTimes(1)

  await change('form.started')
  expect(hosts).toHaveLength(3)
})

it('goes on when one part cannot run, and when one throws at what it is told', async () => {
  const { core } = start([
    [
      'link.clicked',
      {},
      () => {
        throw new Error('no such thing here')
      },
    ],
    ['form.started', {}, part],
  ])
  await change('link.clicked', 'form.started')
  expect(hosts).toHaveLength(1)
  hosts[0]?.leaving.add(() => {
    throw new Error('broken')
  })
  expect(() => core.gathered?.(false)).not.toThrow()
})

it('tries again with the next change where its file did not come', async () => {
  start([['form.started', {}, part]])
  load.mockRejectedValueOnce(new Error('blocked'))
  await change('form.started')
  expect(hosts).toHaveLength(0)
  await change('form.started')
  expect(hosts).toHaveLength(1)
})

it('hands on what the page says to a part, also what it said before that ran', async () => {
  const said: unknown[][] = []
  const { core, stop } = start([
    [
      'chat.opened',
      {},
      () =>
        (...args: unknown[]) =>
          void said.push(args),
    ],
  ])
  core.methods.chat('opened')
  await change('chat.opened')
  core.methods.chat('message_sent', { text: 'x' })
  expect(said).toEqual([['opened'], ['message_sent', { text: 'x' }]])
  stop?.()
})

it('forgets what the page says to a part while the answer is no, and before it', async () => {
  const said: unknown[][] = []
  const { core } = start([
    [
      'chat.opened',
      {},
      () =>
        (...args: unknown[]) =>
          void said.push(args),
    ],
  ])
  core.methods.chat('before')
  refused = true
  await change()
  core.methods.chat('meanwhile')
  refused = false
  await change()
  core.methods.chat('after')
  await change('chat.opened')
  expect(said).toEqual([['after']])
})

it('says since when an event may leave, which is another time after a no', async () => {
  const { core } = start([['form.started', {}, part]])
  await change('form.started')
  const since = hosts[0]?.allowed('form.started')
  expect([since, hosts[0]?.allowed('form.started'), hosts[0]?.allowed('chat.opened')]).toEqual([since, since, false])
  core.gate.epochs.analytics = 2
  expect(hosts[0]?.allowed('form.started')).not.toBe(since)
})

it('keeps who wants to hear of frustration through a no, until they end it', async () => {
  const { core } = start([['frustration.detected', {}, part]])
  const listener = vi.fn()
  const { on } = core.methods
  const [end, endOther] = [on('frustration', listener), on('frustration', listener)]
  await change('frustration.detected')
  await change()
  await change('frustration.detected')
  const sign = { kind: 'rage_click', score: 0.6, evidence: [], view: 'view-7' } as const
  const tell = () => hosts[1]?.listeners.forEach((hear) => void hear(sign))
  tell()
  expect(listener.mock.calls).toEqual([[sign], [sign]])
  end()
  tell()
  endOther()
  tell()
  expect(listener).toHaveBeenCalledTimes(3)
})

it.each([
  ['frustrated', () => {}],
  ['frustration', 'help'],
])('says so where %j cannot be heard by %j', (what, listener) => {
  const { core } = start([])
  const said = vi.spyOn(console, 'warn').mockImplementation(() => {})
  expect(core.methods.on(what as 'frustration', listener as () => void)()).toBeUndefined()
  expect(said).toHaveBeenCalledOnce()
  said.mockRestore()
})

// Parts are built apart: what the piece shortens they would not find.
it('as built, calls what parts use of it by its own name', async () => {
  start([['form.started', {}, part]])
  await change('form.started')
  const built = readFileSync(join(import.meta.dirname, '../../dist/pieces/capture.js'), 'utf8')
  const { life: _, ...host } = hosts[0] as Host & { life: unknown }
  for (const key in host) expect(built).toMatch(new RegExp(`\\b${key}\\b`))
})
