import type { Said } from '@wend/privacy/decide'

/** What the banner part gets from the core: where it is, what was decided so far, and whom to tell of a decision. */
export interface BannerHost {
  /** Where the collector is, with its prefix. */
  readonly endpoint: string
  /** Public name of the site. */
  readonly site: string
  /** The visitor's present decision; undefined where there is none. */
  current(): Said | undefined
  /** Takes the visitor's decision, with the SHA-256 in hex of the texts that they saw, and their language (BCP 47). */
  choose(says: Said, shown: { text: string; language: string }): void
}

/**
 * What the banner part exports by default. `asked`: the visitor asked for it by `wend.preferences()`; else the core opened it
 * by itself, because nobody has decided. Called again while it is open, it comes to the front.
 */
export type OpenBanner = (host: BannerHost, asked: boolean) => Promise<void>
