// @vitest-environment happy-dom
import { RestrictionType } from '@iabtcf/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Said, Statement, TcfMap } from './adapter.ts'
import { type Stage, signalContract } from './contract.ts'
import { tcf } from './tcf.ts'
import { type Agreed, built, tcData, tcfPlatform, tcfStub, tcString } from './testing.ts'

const page = window as unknown as Record<string, unknown>
const map: TcfMap = { use: 'publisher', analytics: [1, 8, 9], personalisation: [1, 5, 6], marketing: [1, 2, 3, 4, 7] }
const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const { NOT_ALLOWED, REQUIRE_CONSENT, REQUIRE_LI } = RestrictionType

const stage: () => Stage = () => {
  let data: Record<string, unknown> = {
    gdprApplies: true,
    cmpStatus: 'loaded',
    eventStatus: 'cmpuishown',
    tcString: '',
  }
  const platform = tcfPlatform(() => data)
  const raw = (data: unknown, success: boolean) => {
    page.__tcfapi = (_: string, __: number, heard: (...args: unknown[]) => void) => heard(data, success)
  }
  return {
    map,
    arrive: platform.install,
    answer(yes) {
      data = tcData(tcString({ publisher: yes ? all : [] }), 'useractioncomplete')
      platform.change()
    },
    fail() {
      data = { ...data, cmpStatus: 'error' }
      platform.change()
    },
    listeners: platform.listeners,
    leave: () => void delete page.__tcfapi,
    nonsense: [
      ['a text', () => void Object.assign(page, { __tcfapi: 'api' })],
      ['an element', () => void Object.assign(page, { __tcfapi: document.createElement('div') })],
      [
        'what throws',
        () => {
          page.__tcfapi = () => {
            throw new Error('theirs')
          }
        },
      ],
      ...[
        null,
        undefined,
        7,
        'ok',
        [],
        {},
        { gdprApplies: 1, eventStatus: 'tcloaded' },
        { gdprApplies: true, eventStatus: 'tcloaded', tcString: 7 },
        {
          gdprApplies: true,
          eventStatus: 'tcloaded',
          tcString: '$$$$$$$$$$$$$$',
          publisher: { consents: { 1: true } },
        },
        { gdprApplies: true, eventStatus: 'tcloaded', tcString: 'CQ', publisher: { consents: null } },
        {
          get gdprApplies() {
            throw new Error('theirs')
          },
        },
      ].map((data) => [`${typeof data} for data`, () => raw(data, true)] as const),
      ['no success', () => raw(tcData(tcString({ publisher: all }), 'tcloaded'), false)],
    ],
  }
}
signalContract('tcf', tcf, stage)
signalContract('tcf, built', built('tcf'), stage)

describe('tcf', () => {
  let told: [Statement, string | undefined][]
  let stop: (() => void) | undefined
  const last = () => told.at(-1)?.[0]
  const start = (using: TcfMap = map) => {
    stop = tcf.watch((statement, text) => void told.push([statement, text]), using)
  }
  /** What is said of a visitor who agreed to this. */
  const saysOf = (agreed: Agreed, using: Partial<TcfMap> = {}): Said | undefined => {
    tcfPlatform(() => tcData(tcString(agreed), 'tcloaded')).install()
    start({ ...map, ...using })
    const statement = last()
    stop?.()
    delete page.__tcfapi
    return typeof statement === 'object' ? statement.says : undefined
  }
  const yes = { analytics: true, personalisation: true, marketing: true }
  const no = { analytics: false, personalisation: false, marketing: false }

  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'Date'],
      now: Date.UTC(2026, 10, 22, 12),
    })
    told = []
  })
  afterEach(() => {
    stop?.()
    stop = undefined
    delete page.__tcfapi
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  describe('what a TC string says', () => {
    const allBut = (...missing: number[]) => all.filter((purpose) => !missing.includes(purpose))
    const interest: Partial<TcfMap> = { legitimateInterest: [2, 7, 8, 9, 10] }
    const everybody: Partial<TcfMap> = { use: 'purpose' }
    const rows: readonly (readonly [string, Agreed, Partial<TcfMap>, Said])[] = [
      ['everything to the site', { publisher: all }, {}, yes],
      ['nothing', {}, {}, no],
      ['everything to everybody, where only the site counts', { purposes: all }, {}, no],
      ['everything but storage', { publisher: allBut(1) }, {}, no],
      ['storage alone', { publisher: [1] }, {}, no],
      ['all but content performance', { publisher: allBut(8) }, {}, { ...yes, analytics: false }],
      ['all but audience statistics', { publisher: allBut(9) }, {}, { ...yes, analytics: false }],
      ['all but content profiles', { publisher: allBut(5) }, {}, { ...yes, personalisation: false }],
      ['all but the use of content profiles', { publisher: allBut(6) }, {}, { ...yes, personalisation: false }],
      ...[2, 3, 4, 7].map(
        (purpose) => [`all but ${purpose}`, { publisher: allBut(purpose) }, {}, { ...yes, marketing: false }] as const,
      ),
      ['what nobody asks for is missing', { publisher: allBut(10, 11) }, {}, yes],
      ['just what measuring needs', { publisher: [1, 8, 9] }, {}, { ...no, analytics: true }],
      ['just what content needs', { publisher: [1, 5, 6] }, {}, { ...no, personalisation: true }],
      ['just what ads need', { publisher: [1, 2, 3, 4, 7] }, {}, { ...no, marketing: true }],
      [
        'a purpose of ours that lists nothing',
        { publisher: all },
        { marketing: [] },
        { analytics: true, personalisation: true },
      ],

      ['everything to everybody, where that counts', { purposes: all }, everybody, yes],
      ['everybody, in a string without a part for the site', { purposes: all, general: true }, everybody, yes],
      ['everybody, without a part for the site, where only it counts', { purposes: all, general: true }, {}, no],
      [
        'less to the site than to everybody',
        { purposes: all, publisher: [1, 8, 9] },
        everybody,
        { ...no, analytics: true },
      ],
      ['more to the site than to everybody', { purposes: [1], publisher: all }, everybody, yes],
      ['only no objection to the site', { purposes: all, publisherInterests: [8] }, everybody, no],
      ['nothing to everybody', { purposes: [] }, everybody, no],

      ['no objection, which nobody claims', { publisher: [1], publisherInterests: all }, {}, no],
      [
        'no objection, as claimed',
        { publisher: [1], publisherInterests: [8, 9] },
        interest,
        { ...no, analytics: true },
      ],
      ['an objection to one', { publisher: [1], publisherInterests: [8] }, interest, no],
      ['no objection, but no storage', { publisherInterests: all }, interest, no],
      [
        'no objection to storage, whatever is claimed',
        { publisherInterests: all },
        { legitimateInterest: [1, 8, 9] },
        no,
      ],
      [
        'half consent, half no objection',
        { publisher: [1, 8], publisherInterests: [9] },
        interest,
        { ...no, analytics: true },
      ],
      [
        'no objection in general',
        { purposes: [1], interests: [8, 9] },
        { ...interest, ...everybody },
        { ...no, analytics: true },
      ],
      ['no objection in general, where only the site counts', { publisher: [1], interests: [8, 9] }, interest, no],

      ['8 forbidden', { publisher: all, restrictions: [[8, NOT_ALLOWED, 2]] }, {}, { ...yes, analytics: false }],
      ['1 forbidden', { publisher: all, restrictions: [[1, NOT_ALLOWED, 2]] }, {}, no],
      ['10 forbidden, which nobody needs', { publisher: all, restrictions: [[10, NOT_ALLOWED, 2]] }, {}, yes],
      ['8 by consent only, given', { publisher: all, restrictions: [[8, REQUIRE_CONSENT, 3]] }, {}, yes],
      [
        '8 by consent only, not given',
        { publisher: [1, 9], publisherInterests: [8], restrictions: [[8, REQUIRE_CONSENT, 3]] },
        interest,
        no,
      ],
      [
        '8 by interest only, which nobody claims',
        { publisher: all, restrictions: [[8, REQUIRE_LI, 2]] },
        {},
        { ...yes, analytics: false },
      ],
      [
        '8 by interest only, no objection',
        { publisher: all, publisherInterests: [8], restrictions: [[8, REQUIRE_LI, 2]] },
        interest,
        yes,
      ],
      [
        '8 by interest only, objection',
        { publisher: all, restrictions: [[8, REQUIRE_LI, 2]] },
        interest,
        { ...yes, analytics: false },
      ],

      ['storage not asked for', { publisher: allBut(1), oneTreatment: true }, {}, yes],
      [
        'storage not asked for, nobody knows where',
        { publisher: allBut(1), oneTreatment: true, country: 'AA' },
        {},
        no,
      ],
      ['storage not asked for, and nothing else given', { oneTreatment: true }, {}, no],
      [
        'storage not asked for, and forbidden',
        { publisher: allBut(1), oneTreatment: true, restrictions: [[1, NOT_ALLOWED, 2]] },
        {},
        no,
      ],
      ...[2, 3, 4, 5].map(
        (policyVersion) =>
          [`everything, under policy version ${policyVersion}`, { publisher: all, policyVersion }, {}, yes] as const,
      ),
    ]
    it.each(rows)('%s', (_, agreed, using, says) => {
      expect(saysOf(agreed, using)).toEqual(says)
    })
  })

  describe('where a platform stands', () => {
    const given = () => tcData(tcString({ publisher: all }), 'tcloaded')
    it.each<[string, Record<string, unknown>, unknown]>([
      ['loaded with an answer', {}, { says: yes }],
      ['showing its dialog', { eventStatus: 'cmpuishown' }, 'pending'],
      ['without an event', { eventStatus: undefined }, 'pending'],
      ['with an event that nobody knows', { eventStatus: 'later' }, 'pending'],
      ['not knowing whether the law applies', { gdprApplies: undefined }, 'pending'],
      ['saying that the law does not apply', { gdprApplies: false }, { says: {} }],
      [
        'saying nothing but that the law does not apply',
        { gdprApplies: false, tcString: undefined, purpose: undefined },
        { says: {} },
      ],
      ['broken', { cmpStatus: 'error' }, 'failed'],
      ['broken, and the law does not apply', { cmpStatus: 'error', gdprApplies: false }, 'failed'],
    ])('%s', (_, change, statement) => {
      tcfPlatform(() => ({ ...given(), ...change })).install()
      start()
      if (typeof statement === 'string') expect(last()).toBe(statement)
      else expect(last()).toMatchObject(statement as object)
    })

    it('keeps the answer while the dialog is shown again, and takes the next one', () => {
      let data = given()
      const platform = tcfPlatform(() => data)
      platform.install()
      start()
      expect(last()).toMatchObject({ says: yes })
      data = tcData(tcString({}), 'cmpuishown')
      platform.change()
      expect(last()).toMatchObject({ says: yes })
      data = tcData(tcString({}), 'useractioncomplete')
      platform.change()
      expect(last()).toMatchObject({ says: no })
    })

    it('gives the string with the answer, and only with it', () => {
      const text = tcString({ publisher: all })
      let data = tcData(text, 'cmpuishown')
      const platform = tcfPlatform(() => data)
      platform.install()
      start()
      data = tcData(text, 'useractioncomplete')
      platform.change()
      expect(told.map(([, string]) => string)).toEqual([undefined, text])
    })

    it('tells a new string that says the same', () => {
      let data = tcData(tcString({ publisher: all, purposes: [1] }), 'tcloaded')
      const platform = tcfPlatform(() => data)
      platform.install()
      start()
      const before = told.length
      data = tcData(tcString({ publisher: all, purposes: [1, 2] }), 'useractioncomplete')
      platform.change()
      expect(told).toHaveLength(before + 1)
    })

    it('has been decided when the string was changed, or now, when it happens before our eyes', () => {
      const updated = new Date(Date.UTC(2026, 2, 14))
      let data = tcData(tcString({ publisher: all, updated }), 'useractioncomplete')
      const platform = tcfPlatform(() => data)
      platform.install()
      start()
      expect(last()).toMatchObject({ at: updated.getTime() })
      vi.advanceTimersByTime(1234)
      data = tcData(tcString({ publisher: [], updated }), 'useractioncomplete')
      platform.change()
      expect(last()).toMatchObject({ at: Date.now() })
    })

    it('was not decided in times to come', () => {
      tcfPlatform(() =>
        tcData(tcString({ publisher: all, updated: new Date(Date.UTC(2030, 0, 1)) }), 'tcloaded'),
      ).install()
      start()
      expect(last()).toMatchObject({ at: Date.now() })
    })

    it('is asked through the stub', () => {
      tcfStub()
      start()
      vi.advanceTimersByTime(60_000)
      expect(last()).toBe('pending')
      const platform = tcfPlatform(given)
      platform.install()
      expect(last()).toMatchObject({ says: yes })
      stop?.()
      expect(platform.listeners()).toBe(0)
    })

    it('is not listened to when we were stopped while only the stub was there', () => {
      tcfStub()
      start()
      stop?.()
      const platform = tcfPlatform(given)
      platform.install()
      expect(told).toEqual([['pending', undefined]])
      expect(platform.listeners()).toBe(0)
    })

    it('is not asked without a mapping', () => {
      const api = vi.fn()
      page.__tcfapi = api
      expect(tcf.watch(() => {}, undefined)).toBeUndefined()
      expect(api).not.toHaveBeenCalled()
    })
  })

  describe('in a frame', () => {
    interface Asked {
      command: string
      version: number
      callId: string
      parameter?: number
    }
    /** Two parents: the nearer is of another origin and throws when looked into, the other has the platform. */
    const frames = (asText: boolean) => {
      let data = tcData(tcString({}), 'cmpuishown')
      const platform = tcfPlatform(() => data)
      const posted: unknown[] = []
      const top = {
        __tcfapiLocator: {},
        postMessage(message: never, origin: string) {
          posted.push([message, origin])
          const { command, version, parameter, callId } = (message as { __tcfapiCall: Asked }).__tcfapiCall
          platform.api(
            command,
            version,
            (returnValue, success) => {
              const answer = { __tcfapiReturn: { returnValue, success, callId } }
              send(asText ? JSON.stringify(answer) : answer)
            },
            parameter,
          )
        },
      } as unknown as Window & { parent: unknown }
      top.parent = top
      const between = {
        parent: top,
        get __tcfapiLocator() {
          throw new DOMException('Blocked a frame', 'SecurityError')
        },
      }
      const send = (data: unknown, source: unknown = top) =>
        dispatchEvent(Object.defineProperty(new MessageEvent('message', { data }), 'source', { value: source }))
      vi.stubGlobal('parent', between)
      return {
        platform,
        posted,
        send,
        become(next: Record<string, unknown>) {
          data = next
          platform.change()
        },
      }
    }

    it.each([
      ['as objects', false],
      ['as text', true],
    ])('asks a parent, and hears the answers %s', (_, asText) => {
      const { platform, posted, become } = frames(asText)
      start()
      expect(last()).toBe('pending')
      expect(posted[0]).toMatchObject([{ __tcfapiCall: { command: 'addEventListener', version: 2 } }, '*'])
      become(tcData(tcString({ publisher: all }), 'useractioncomplete'))
      expect(last()).toMatchObject({ says: yes })
      expect(platform.listeners()).toBe(1)
      stop?.()
      expect(platform.listeners()).toBe(0)
      const before = told.length
      become(tcData(tcString({}), 'useractioncomplete'))
      expect(told).toHaveLength(before)
    })

    it('believes nobody else', () => {
      const { posted, send } = frames(false)
      start()
      const { callId } = (posted[0] as [{ __tcfapiCall: { callId: string } }])[0].__tcfapiCall
      const returnValue = tcData(tcString({ publisher: all }), 'tcloaded')
      send({ __tcfapiReturn: { returnValue, success: true, callId } }, window)
      send({ __tcfapiReturn: { returnValue, success: true, callId: 'other' } })
      for (const rubbish of [null, undefined, 7, '{', 'hello', '{"__tcfapiReturn":null}', {}]) send(rubbish)
      expect(told).toEqual([['pending', undefined]])
    })

    it('takes the API of its own window first', () => {
      const { posted } = frames(false)
      tcfPlatform(() => tcData(tcString({ publisher: all }), 'tcloaded')).install()
      start()
      expect(last()).toMatchObject({ says: yes })
      expect(posted).toEqual([])
    })
  })
})
