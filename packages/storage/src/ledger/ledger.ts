import type { Note } from '../log/log.ts'

/** One decision of one visitor about what may be collected. */
export interface Consent {
  site: string
  /** Whose it is: a keyed name that leads back to nobody, never an identifier. */
  who: string
  kind: 'given' | 'changed' | 'withdrawn' | 'erased'
  /** The purposes that may be used from now on; all others may not. */
  granted: readonly string[]
  /** When it was decided, in milliseconds since 1970, by whatever clock said so. */
  at: number
  /** When the collector heard of it, by its own clock. */
  received: number
  /** What asked for it, such as a banner. */
  source?: string
  /** Id of the policy that was in force. */
  policy?: string
  /** Hash of the text that was shown. */
  text?: string
  language?: string
  region?: string
  /** Hash of the legal signal that came with it. */
  legal?: string
}

/** A record with its id: name of the ledger and number of its line. */
export type Recorded = Consent & { readonly id: string }

/** Whether a ledger is whole: if not, the first line that is not as it was written, where it begins, and why. */
export type Verdict =
  | {
      ok: true
      /** How many records there are; the first line, which names the ledger, is none. */
      records: number
      /** Hash of the last line. Kept elsewhere, it proves later that nothing before it was changed since. */
      head: string
      /** Whether the index beside the file agreed on where it ends. Without one, lines missing at the end go unseen. */
      index: boolean
    }
  | { ok: false; line: number; byte: number; why: string }

/** Thrown when the ledger cannot take or give records now. Nothing was written; the same call may work later. */
export class LedgerUnavailable extends Error {
  override name = 'LedgerUnavailable'
}

/** Thrown by `openLedger` when the file is not as it was written. Nothing was touched. */
export class LedgerDamaged extends Error {
  override name = 'LedgerDamaged'
}

/** A record that has its place in the chain, and is durable once its note is. */
export interface Entered {
  id: string
  /** To be appended to the log in the same call as the events that rest on it. */
  note: Note
  /** To be called once that call has resolved. From then on the ledger tells of the record. */
  kept(): void
}

/** Who agreed to what, and when: a file that only grows, in which each line is bound to the one before. */
export interface Ledger {
  /** Bytes that were cut off when it was opened: a crash had interrupted a write that nobody relied on, or that a note has. */
  readonly repaired: number
  /**
   * Writes a record down and resolves once it survives a power cut. Rejects with `LedgerUnavailable`; where the ledger keeps
   * its notes in a log, the record may be written all the same some time later, for later ones are bound to it.
   */
  append(record: Consent): Promise<{ id: string }>
  /**
   * Gives a record its place at once and leaves to the caller to make it durable, so that it shares a commit with what rests
   * on it. Whatever becomes of that commit, the record was made: it goes into the file in its turn, soon and unasked. Throws
   * `LedgerUnavailable` where too many wait for the file already.
   */
  enter(record: Consent): Entered
  /** Resolves when everything that was entered before is in the file and survives a power cut. */
  flush(): Promise<void>
  /** The last record of somebody that is durable, withdrawn and erased ones too. */
  latest(site: string, who: string): Recorded | undefined
  /** All records of somebody, oldest first. */
  of(site: string, who: string): Promise<Recorded[]>
  /** Brings what waits into the file, reads all of it again and says whether it is as it was written; see `verify`. */
  verify(): Promise<Verdict>
  /** Waits for what is under way, then closes. */
  close(): Promise<void>
}
