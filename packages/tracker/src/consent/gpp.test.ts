// @vitest-environment happy-dom
import { CmpApi, GppModel, Sections } from '@iabgpp/cmpapi'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Said, Statement, TcfMap } from './adapter.ts'
import { type Stage, signalContract } from './contract.ts'
import { gpp } from './gpp.ts'
import { built, gppStub } from './testing.ts'

const page = window as unknown as Record<string, unknown>
const map: TcfMap = { use: 'publisher', analytics: [1, 8, 9], personalisation: [1, 5, 6], marketing: [1, 2, 3, 4, 7] }
const flags = (...purposes: number[]) => Array.from({ length: 24 }, (_, index) => purposes.includes(index + 1))
const all = flags(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
const idOf = (name: string) => [...Sections.SECTION_ID_NAME_MAP].find(([, known]) => known === name)?.[0] as number

/** The IAB's own implementation of a platform, in the place of a stub. */
const install = () => {
  if (typeof page.__gpp !== 'function') gppStub()
  return new CmpApi(31, 4)
}
const listenersOf = (cmp: CmpApi): number =>
  (cmp as unknown as { cmpApiContext: { eventQueue: { size: number } } }).cmpApiContext.eventQueue.size
type Fields = Record<string, unknown>
const decide = (cmp: CmpApi, sections: Record<string, Fields>, applicable = Object.keys(sections).map(idOf)) => {
  const model = new GppModel()
  for (const [section, fields] of Object.entries(sections))
    for (const [field, value] of Object.entries(fields)) model.setFieldValue(section, field, value)
  cmp.setSignalStatus('not ready' as never)
  cmp.setGppString(model.encode())
  cmp.setApplicableSections(applicable)
  cmp.setSignalStatus('ready' as never)
  return model.encode()
}

const stage: () => Stage = () => {
  let cmp: CmpApi | undefined
  /** As a platform sends it, for what the library cannot be made to send. */
  const raw = (event: unknown, success: unknown = true) => {
    page.__gpp = (command: string, heard: (...args: unknown[]) => void) => {
      if (command === 'addEventListener') heard(event, success)
    }
  }
  const ready = { cmpStatus: 'loaded', signalStatus: 'ready' }
  const yes = { tcfeuv2: { PurposeConsents: [...all], PublisherConsents: [...all] } }
  return {
    map,
    arrive() {
      cmp = install()
      cmp.setCmpStatus('loaded' as never)
    },
    answer(yes) {
      if (cmp) decide(cmp, { tcfeuv2: { CmpId: 31, PublisherConsents: yes ? all : flags() } })
    },
    fail: () => cmp?.fireErrorEvent('It cannot load its list.'),
    listeners: () => (cmp ? listenersOf(cmp) : 0),
    leave: () => void delete page.__gpp,
    nonsense: [
      ['a text', () => void Object.assign(page, { __gpp: 'api' })],
      [
        'what throws',
        () => {
          page.__gpp = () => {
            throw new Error('theirs')
          }
        },
      ],
      ['nothing for an event', () => raw(null)],
      ['a text for an event', () => raw('ready')],
      ['an event without a state', () => raw({ eventName: 'signalStatus' })],
      ['no sections in force', () => raw({ pingData: { ...ready } })],
      ['sections that are no list', () => raw({ pingData: { ...ready, applicableSections: 7, parsedSections: {} } })],
      [
        'a section in force that is not there',
        () => raw({ pingData: { ...ready, applicableSections: [7], parsedSections: {} } }),
      ],
      [
        'an empty section of the United States',
        () => raw({ pingData: { ...ready, applicableSections: [7], parsedSections: { usnat: [{}] } } }),
      ],
      [
        'a text for a section',
        () => raw({ pingData: { ...ready, applicableSections: [7], parsedSections: { usnat: 'BAAAAAAAAAA' } } }),
      ],
      [
        'one section there and one not',
        () => raw({ pingData: { ...ready, applicableSections: [7, 2], parsedSections: { tcfeuv2: yes.tcfeuv2 } } }),
      ],
      ['no section at all', () => raw({ pingData: { ...ready, applicableSections: [2] } })],
      [
        'nothing for a section',
        () => raw({ pingData: { ...ready, applicableSections: [2], parsedSections: { tcfeuv2: null } } }),
      ],
      ['sections yet to be known', () => raw({ pingData: { ...ready, applicableSections: [0], parsedSections: yes } })],
      ['no success', () => raw({ pingData: { ...ready, applicableSections: [2], parsedSections: yes } }, false)],
      [
        'a state that nobody knows',
        () => raw({ pingData: { ...ready, signalStatus: true, applicableSections: [2], parsedSections: yes } }),
      ],
    ],
  }
}
signalContract('gpp', gpp, stage)
signalContract('gpp, built', built('gpp'), stage)

describe('gpp', () => {
  let told: [Statement, string | undefined][]
  let stop: (() => void) | undefined
  let cmp: CmpApi
  const last = () => told.at(-1)?.[0]
  const start = (using: TcfMap | undefined = map) => {
    stop = gpp.watch((statement, text) => void told.push([statement, text]), using)
  }
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'Date'],
      now: Date.UTC(2026, 10, 22, 12),
    })
    told = []
    cmp = install()
  })
  afterEach(() => {
    stop?.()
    stop = undefined
    delete page.__gpp
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  const sold = { marketing: false }
  const targeted = { marketing: false, personalisation: false }
  const states = 'nat ca va co ut ct fl mt or tx de ia ne nh nj tn mn md in ky ri'
    .split(' ')
    .map((state) => `us${state}`)
  const has = (section: string, field: string) => {
    try {
      const model = new GppModel()
      model.setFieldValue(section, field, field === 'Gpc' ? true : 1)
      return new GppModel(model.encode()).getFieldValue(section, field) !== undefined
    } catch {
      return false
    }
  }

  describe('sections for the United States', () => {
    it('are all that the library knows', () => {
      const known = [...Sections.SECTION_ID_NAME_MAP].filter(([id]) => id > 6).map(([, name]) => name)
      expect(states).toEqual(known)
      expect(known.map(idOf)).toEqual(states.map((_, index) => index + 7))
    })

    const rows = states.flatMap((section) =>
      (
        [
          ['SaleOptOut', 1, sold],
          ['SaleOptOut', 2, {}],
          ['SaleOptOut', 0, {}],
          ['SharingOptOut', 1, sold],
          ['SharingOptOut', 2, {}],
          ['TargetedAdvertisingOptOut', 1, targeted],
          ['TargetedAdvertisingOptOut', 2, {}],
          ['TargetedAdvertisingOptOut', 0, {}],
          ['Gpc', true, targeted],
          ['Gpc', false, {}],
        ] as [string, unknown, Said][]
      )
        .filter(([field]) => has(section, field))
        .map(([field, value, says]) => [section, field, value, says] as const),
    )
    it('are looked at in full', () => expect(rows.length).toBeGreaterThan(130))

    it.each(rows)('%s: %s %s', (section, field, value, says) => {
      start()
      decide(cmp, { [section]: { [field]: value } })
      expect(last()).toEqual({ says, at: 0 })
    })

    it.each([
      ['Y', sold],
      ['N', {}],
      ['-', {}],
    ])('uspv1: OptOutSale %s', (OptOutSale, says) => {
      start()
      decide(cmp, { uspv1: { OptOutSale } })
      expect((last() as { says: Said }).says).toEqual(says)
    })

    it.each([
      ['1YYN', sold],
      ['1YNN', {}],
      ['1---', {}],
    ])('uspv1 as a text: %s', (uspString, says) => {
      page.__gpp = (command: string, heard: (...args: unknown[]) => void) => {
        const parsedSections = { uspv1: { uspString } }
        const pingData = { signalStatus: 'ready', applicableSections: [6], parsedSections }
        if (command === 'addEventListener') heard({ eventName: 'signalStatus', listenerId: 1, pingData }, true)
      }
      start()
      expect((last() as { says: Said }).says).toEqual(says)
    })

    it.each([
      ['one after the other', { usnat: [{ SaleOptOut: 2 }, { GpcSegmentType: 1, Gpc: true }] }],
      ['with a version behind the name', { usnatv1: { SaleOptOut: 2, Gpc: true } }],
      ['as texts', { usnat: { SaleOptOut: '2', TargetedAdvertisingOptOut: '1' } }],
    ])('are read with their parts %s', (_, parsedSections) => {
      page.__gpp = (command: string, heard: (...args: unknown[]) => void) => {
        const pingData = { cmpStatus: 'loaded', signalStatus: 'ready', applicableSections: [7], parsedSections }
        if (command === 'addEventListener') heard({ eventName: 'signalStatus', listenerId: 1, pingData }, true)
      }
      start()
      expect(last()).toMatchObject({ says: targeted })
    })
  })

  describe('which sections count', () => {
    it.each<[string, Record<string, Fields>, number[] | undefined, Said]>([
      ['none is in force', { usnat: { SaleOptOut: 1 } }, [-1], {}],
      ['another one is in force', { usnat: { SaleOptOut: 1 }, usca: { SaleOptOut: 2 } }, [8], {}],
      ['two are, and one has a no', { usnat: { SaleOptOut: 2 }, usca: { SaleOptOut: 1 } }, undefined, sold],
      ['two are, the other has a no', { usnat: { SaleOptOut: 1 }, usca: { SaleOptOut: 2 } }, undefined, sold],
      [
        'a yes in Europe and a no in the United States',
        { tcfeuv2: { CmpId: 31, PublisherConsents: all }, usnat: { SaleOptOut: 1 } },
        undefined,
        { analytics: true, personalisation: true, marketing: false },
      ],
      [
        'the same the other way round',
        { tcfeuv2: { CmpId: 31, PublisherConsents: all }, usnat: { SaleOptOut: 1 } },
        [7, 2],
        { analytics: true, personalisation: true, marketing: false },
      ],
      ['one that we do not know', { tcfcav1: { CmpId: 31 } }, undefined, {}],
      ['one of times to come', { usnat: { SaleOptOut: 1 } }, [99], {}],
    ])('%s', (_, sections, applicable, says) => {
      start()
      decide(cmp, sections, applicable)
      expect((last() as { says: Said }).says).toEqual(says)
    })
  })

  describe('the section of Europe', () => {
    const yes = { analytics: true, personalisation: true, marketing: true }
    const no = { analytics: false, personalisation: false, marketing: false }
    it.each<[string, Fields, Partial<TcfMap>, Said]>([
      ['everything', { PublisherConsents: all }, {}, yes],
      ['nothing', {}, {}, no],
      ['what measuring needs', { PublisherConsents: flags(1, 8, 9) }, {}, { ...no, analytics: true }],
      ['everybody', { PurposeConsents: all }, {}, no],
      ['everybody, where that counts', { PurposeConsents: all }, { use: 'purpose' }, yes],
      [
        'no objection, claimed',
        { PublisherConsents: flags(1), PublisherLegitimateInterests: flags(8, 9) },
        { legitimateInterest: [8, 9] },
        { ...no, analytics: true },
      ],
      [
        '8 forbidden',
        { PublisherConsents: all, PublisherRestrictions: [{ getKey: () => 8, getType: () => 0, getIds: () => [2] }] },
        {},
        { ...yes, analytics: false },
      ],
      [
        'storage not asked for',
        { PublisherConsents: flags(8, 9), PurposeOneTreatment: true, PublisherCountryCode: 'DE' },
        {},
        { ...no, analytics: true },
      ],
    ])('%s', (_, fields, using, says) => {
      start({ ...map, ...using })
      decide(cmp, { tcfeuv2: { CmpId: 31, ...fields } })
      expect((last() as { says: Said }).says).toEqual(says)
    })

    it('says nothing where the policy has no mapping for it', () => {
      stop = gpp.watch((statement, text) => void told.push([statement, text]), undefined)
      decide(cmp, { tcfeuv2: { CmpId: 31, PublisherConsents: all } })
      expect((last() as { says: Said }).says).toEqual({})
    })

    it('was decided when it was changed', () => {
      start()
      decide(cmp, { tcfeuv2: { CmpId: 31, PublisherConsents: all } })
      const { LastUpdated } = cmp.getSection('tcfeuv2') as { LastUpdated: Date }
      expect(last()).toMatchObject({ at: +new Date(LastUpdated) })
    })
  })

  describe('where a platform stands', () => {
    it('is pending until it is ready, and gives the string then', () => {
      start()
      cmp.setCmpStatus('loaded' as never)
      cmp.setApplicableSections([7])
      cmp.setCmpDisplayStatus('visible' as never)
      expect(told).toEqual([['pending', undefined]])
      const text = decide(cmp, { usnat: { SaleOptOut: 1 } })
      expect(told.at(-1)?.[1]).toBe(text)
    })

    it('keeps the answer while the dialog is shown again', () => {
      start()
      decide(cmp, { usnat: { SaleOptOut: 1 } })
      cmp.setSignalStatus('not ready' as never)
      expect(last()).toMatchObject({ says: sold })
      decide(cmp, { usnat: { SaleOptOut: 2 } })
      expect(last()).toMatchObject({ says: {} })
    })

    it('is broken when it says so', () => {
      start()
      cmp.setCmpStatus('error' as never)
      expect(last()).toBe('failed')
    })

    it('is listened to through the stub', () => {
      delete page.__gpp
      gppStub()
      start()
      expect(last()).toBe('pending')
      cmp = install()
      decide(cmp, { usnat: { Gpc: true } })
      expect(last()).toMatchObject({ says: targeted })
      stop?.()
      expect(listenersOf(cmp)).toBe(0)
    })

    it('is asked by messages where a parent has it', () => {
      delete page.__gpp
      const posted: unknown[] = []
      const parent = { __gppLocator: {}, postMessage: (...message: unknown[]) => posted.push(message) }
      vi.stubGlobal('parent', Object.assign(parent, { parent }))
      start()
      const [{ __gppCall }] = posted[0] as [{ __gppCall: Record<string, unknown> }]
      expect(__gppCall).toMatchObject({ command: 'addEventListener', version: '1.1' })
      const pingData = {
        cmpStatus: 'loaded',
        signalStatus: 'ready',
        applicableSections: [7],
        parsedSections: { usnat: { SaleOptOut: 1 } },
      }
      const __gppReturn = { returnValue: { listenerId: 4, pingData }, success: true, callId: __gppCall.callId }
      dispatchEvent(
        Object.defineProperty(new MessageEvent('message', { data: { __gppReturn } }), 'source', { value: parent }),
      )
      expect(last()).toMatchObject({ says: sold })
      stop?.()
      expect(posted.at(-1)).toMatchObject([{ __gppCall: { command: 'removeEventListener', parameter: 4 } }, '*'])
    })
  })
})
