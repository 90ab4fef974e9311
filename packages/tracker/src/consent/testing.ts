import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { GVL, PurposeRestriction, type RestrictionType, TCModel, TCString, type VendorList } from '@iabtcf/core'
import type { SignalAdapter } from './adapter.ts'

const page = globalThis as unknown as Record<string, unknown>
const flexible = [2, 7, 8, 9, 10]
const vendor = (id: number, purposes: number[], legIntPurposes: number[]) => ({
  id,
  name: `Vendor ${id}`,
  purposes,
  legIntPurposes,
  flexiblePurposes: flexible,
  specialPurposes: [],
  features: [],
  specialFeatures: [],
  cookieMaxAgeSeconds: null,
  usesCookies: false,
  cookieRefresh: false,
  usesNonCookieAccess: false,
  policyUrl: 'https://shop.example/',
  overflow: { httpGetLimit: 32 as const },
})
const numbered = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      index + 1,
      { id: index + 1, name: '', description: '', descriptionLegal: '', illustrations: [] },
    ]),
  )
const list = {
  gvlSpecificationVersion: 3,
  vendorListVersion: 90,
  tcfPolicyVersion: 5,
  lastUpdated: '2026-11-19T16:00:00Z',
  purposes: numbered(11),
  specialPurposes: numbered(3),
  features: numbered(3),
  specialFeatures: numbered(2),
  stacks: {},
  vendors: {
    2: vendor(2, [1, 2, 3, 4, 7, 8, 9, 10], []),
    3: vendor(3, [1], [2, 7, 8, 9, 10]),
  },
} as unknown as VendorList

/** What somebody agreed to, and how they were asked. */
export interface Agreed {
  publisher?: readonly number[]
  publisherInterests?: readonly number[]
  purposes?: readonly number[]
  interests?: readonly number[]
  restrictions?: readonly (readonly [purpose: number, type: RestrictionType, vendor: number])[]
  oneTreatment?: boolean
  country?: string
  policyVersion?: number
  /** Whether the string tells nothing of the site itself. */
  general?: boolean
  updated?: Date
}

/** Encodes a TC string as a consent platform does. */
export function tcString(agreed: Agreed): string {
  const model = new TCModel(new GVL(list))
  model.cmpId = 31
  model.cmpVersion = 4
  model.isServiceSpecific = !agreed.general
  model.publisherCountryCode = agreed.country ?? 'DE'
  model.purposeOneTreatment = agreed.oneTreatment ?? false
  model.publisherConsents.set([...(agreed.publisher ?? [])])
  model.publisherLegitimateInterests.set([...(agreed.publisherInterests ?? [])])
  model.purposeConsents.set([...(agreed.purposes ?? [])])
  model.purposeLegitimateInterests.set([...(agreed.interests ?? [])])
  for (const [purpose, type, id] of agreed.restrictions ?? [])
    model.publisherRestrictions.add(id, new PurposeRestriction(purpose, type))
  if (agreed.policyVersion) model.policyVersion = agreed.policyVersion
  model.created = agreed.updated ?? new Date(Date.UTC(2026, 10, 20))
  model.lastUpdated = model.created
  return TCString.encode(model)
}

/** What the platform's API tells of a string: everything is read from it by the library. */
export function tcData(text: string, eventStatus: string): Record<string, unknown> {
  const model = TCString.decode(text)
  const flags = (vector: Iterable<[number, boolean]>) => Object.fromEntries(vector)
  const restrictions: Record<number, Record<number, number>> = {}
  for (const restriction of model.publisherRestrictions.getRestrictions()) {
    const vendors = model.publisherRestrictions.getVendors(restriction)
    const limits = vendors.map((id) => [id, restriction.restrictionType])
    const { purposeId = 0 } = restriction
    restrictions[purposeId] = { ...restrictions[purposeId], ...Object.fromEntries(limits) }
  }
  return {
    tcString: text,
    tcfPolicyVersion: Number(model.policyVersion),
    cmpId: Number(model.cmpId),
    cmpVersion: Number(model.cmpVersion),
    gdprApplies: true,
    eventStatus,
    cmpStatus: 'loaded',
    isServiceSpecific: model.isServiceSpecific,
    useNonStandardTexts: model.useNonStandardStacks,
    publisherCC: model.publisherCountryCode,
    purposeOneTreatment: model.purposeOneTreatment,
    purpose: {
      consents: flags(model.purposeConsents),
      legitimateInterests: flags(model.purposeLegitimateInterests),
    },
    vendor: {
      consents: flags(model.vendorConsents),
      legitimateInterests: flags(model.vendorLegitimateInterests),
    },
    specialFeatureOptins: flags(model.specialFeatureOptins),
    publisher: {
      consents: flags(model.publisherConsents),
      legitimateInterests: flags(model.publisherLegitimateInterests),
      customPurpose: {
        consents: flags(model.publisherCustomConsents),
        legitimateInterests: flags(model.publisherCustomLegitimateInterests),
      },
      restrictions,
    },
  }
}

type Heard = (data: unknown, success: boolean) => void

/** A platform with the TCF's API in this window: it tells each listener at once where things stand. */
export function tcfPlatform(data: () => Record<string, unknown>) {
  const heard = new Map<number, Heard>()
  let next = 1
  const tell = (id: number, listener: Heard) => listener({ ...data(), listenerId: id }, true)
  const api = (command: string, version: number, listener: Heard, parameter?: number) => {
    if (version !== 2) return listener(null, false)
    if (command === 'removeEventListener') return listener(heard.delete(parameter as number) as never, true)
    if (command !== 'addEventListener') return listener(null, false)
    heard.set(next, listener)
    tell(next++, listener)
  }
  return {
    api,
    listeners: () => heard.size,
    change: () => {
      for (const [id, listener] of heard) tell(id, listener)
    },
    install: () => {
      const queued = page.__tcfapi as (() => unknown[][]) | undefined
      const calls = queued?.() ?? []
      page.__tcfapi = api
      for (const call of calls) (api as (...call: unknown[]) => void)(...call)
    },
  }
}

/** What a page has until the platform comes: it keeps the calls, and gives them when called with nothing. */
export function tcfStub(): void {
  const queue: unknown[][] = []
  page.__tcfapi = (...call: unknown[]) => {
    if (!call.length) return queue
    queue.push(call)
  }
}

/** The same for GPP, where listeners are told at once that nothing is known. */
export function gppStub(): void {
  const events: unknown[] = []
  let id = 0
  page.__gpp = (command?: string, callback?: Heard, parameter?: unknown) => {
    if (command === 'events') return events
    if (command !== 'addEventListener') return []
    events.push({ id: ++id, callback, parameter })
    callback?.(
      {
        eventName: 'listenerRegistered',
        listenerId: id,
        data: true,
        pingData: { cmpStatus: 'stub', signalStatus: 'not ready', applicableSections: [], parsedSections: {} },
      },
      true,
    )
    return
  }
}

/** The adapter as the collector puts it into the script. */
export const built = (name: string): SignalAdapter => {
  const code = readFileSync(join(import.meta.dirname, `../../dist/signals/${name}.js`), 'utf8')
  // As the value of a property, which is where it will stand.
  return new Function(`return { adapter: ${code} }`)().adapter
}
