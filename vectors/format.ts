import type { Agreed } from '../packages/tracker/src/consent/testing.ts'

/** The shape of `consent.json`. README.md says in words what each part means. */

export type Purpose = 'necessary' | 'analytics' | 'personalisation' | 'marketing'
export type Verb = 'keep' | 'anonymous' | 'hold' | 'drop'
export type Says = { readonly [purpose in Purpose]?: boolean }
export interface Answer {
  readonly says: Says
  /** Milliseconds since 1970. */
  readonly at?: number
}
/** What one framework on the page says. */
export type Statement = 'pending' | 'failed' | Answer

/** A consent platform with the TCF's API on the page. */
export interface Platform {
  readonly string: string
  readonly gdprApplies?: boolean
  readonly eventStatus: string
  readonly cmpStatus: string
  /** What the visitor agreed to, from which the string was made. */
  readonly made: Omit<Agreed, 'updated'>
  /** What the platform says by the row's policy; nothing where the policy does not listen to it. */
  readonly means?: Statement
}

/** What is known of a visitor. */
export interface Known {
  readonly region?: string
  readonly gpc?: boolean
  readonly dnt?: boolean
  readonly tcf?: Platform
  /** Other frameworks on the page: `gpp`, `consent-mode`. */
  readonly legal?: Readonly<Record<string, Statement>>
  readonly choice?: Answer
}

export interface Row extends Known {
  readonly name: string
  readonly policy: string
  readonly type: string
  readonly expect: { readonly verb: Verb; readonly purpose: Purpose | ''; readonly reason: string }
}

/** A policy file, as far as vectors need one. */
export interface PolicyFile {
  readonly version: number
  readonly preset?: string
  readonly purposes?: { readonly [purpose in Purpose]?: { readonly events?: readonly string[] } }
  readonly regions?: Readonly<Record<string, Rules>>
  readonly signals?: Partial<Signals>
  readonly identify?: boolean
  readonly visitor?: false | { readonly purpose: Purpose }
  readonly undeclared?: string
}

/** How an undecided purpose is dealt with. */
export interface Rules {
  readonly mode: 'opt-in' | 'opt-out'
  readonly before?: 'hold' | 'anonymous' | 'off'
}

export interface Signals {
  readonly gpc: readonly Purpose[]
  readonly dnt: readonly Purpose[]
  readonly tcf: false | TcfFile
  readonly gpp: boolean
  readonly consentMode: boolean
}

export interface TcfFile {
  readonly use?: 'publisher' | 'purpose'
  readonly analytics?: readonly number[]
  readonly personalisation?: readonly number[]
  readonly marketing?: readonly number[]
  readonly legitimateInterest?: readonly number[]
}

export interface Vectors {
  readonly version: 1
  /** Event types that rows use, with the purpose that each declares. Those under `custom.` are a site's own. */
  readonly types: Readonly<Record<string, Purpose>>
  readonly policies: Readonly<Record<string, PolicyFile>>
  readonly rows: readonly Row[]
}
