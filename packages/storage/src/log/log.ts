/** Stops what was started; safe to call twice. */
export type Stop = () => void

/** One event on its way into the log. */
export interface Entry {
  site: string
  /** UUID of the event. Unique within its site, for as long as ids are remembered. */
  id: string
  /** The event as a JSON object. Its place in the log is not part of it. */
  body: string
  /** What stands before that body, where several events begin alike: it is handed over once. */
  start?: string
  /** The retention class, whose age `retain` may be told; without one the event is kept for `maxAge`. */
  class?: string
}

/** Where an event stands in the log, from 1, or 0 when it was there before. */
export type Offset = number

export interface Stored {
  offset: Offset
  /** Milliseconds since 1970, by the clock of the collector, when it was appended. */
  at: number
  site: string
  body: string
}

/** A new body for an event, or null: it goes. */
export interface Change {
  offset: Offset
  body: string | null
}

/**
 * A line that another file is to have, durable together with the events that rest on it. The log keeps it until told that
 * the file has it.
 */
export interface Note {
  /** Whole numbers from 1, each higher than the last. */
  number: number
  text: string
}

export interface Retention {
  /** Bodies older than this many milliseconds go, unless their class has an age of its own. */
  maxAge: number
  /**
   * The age of each class that has one of its own, longer or shorter, in milliseconds. A class `shop/form` that has none
   * is kept as long as `shop`.
   */
  classes?: Readonly<Record<string, number>>
  /** The oldest bodies go until the log, ids included, takes about this many bytes. */
  maxBytes: number
  /** Ids older than this many milliseconds go; until then a repeated event is recognised. At least `maxAge`. */
  maxIdAge: number
}

export interface Removed {
  removed: number
  byClass: Record<string, number>
}

/** Thrown when the log cannot take or give events now. Nothing of the call was stored; the same call may work later. */
export class LogUnavailable extends Error {
  override name = 'LogUnavailable'
}

/** Thrown by `open` when the data cannot be used by this version. Nothing was touched. */
export class LogIncompatible extends Error {
  override name = 'LogIncompatible'
}

/** The one thing an acknowledgement waits for: an ordered, durable, append-only list of events. */
export interface Log {
  /**
   * Appends events and resolves once they survive a power cut: an offset for each, in the given order, 0 for those
   * whose (site, id) was there before. All or nothing: a rejection is a `LogUnavailable` and stored none of them, or, when
   * the disk failed and the process then died, all of them.
   *
   * Notes become durable in the same commit. Those of a call that was rejected are not lost: they go into the next commit
   * that succeeds, so that there is never a later one without those that were given before it.
   */
  append(entries: readonly Entry[], notes?: readonly Note[]): Promise<Offset[]>
  /** All notes that were not dropped, in the order of their numbers. */
  notes(): Promise<Note[]>
  /** Lets go of notes up to a number, some time after it resolves, at the latest when the log is closed well. */
  dropNotes(upTo: number): Promise<void>
  /** The first `limit` events after an offset, oldest first. One that is not as it was written is left out; see `damaged`. */
  read(after: Offset, limit: number, site?: string): Promise<Stored[]>
  /**
   * How many events were met since the log was opened that are not as they were written: a bit that flipped, a page that
   * cannot be read. Each is left out of `read` and `search` and counted once; what it was nobody can tell. A commit that
   * was lost whole before the log was opened counts as one.
   */
  damaged(): number
  /** The first offset that can still be read (last + 1 when there is none), and the last one given out, 0 when empty. */
  bounds(): Promise<{ first: Offset; last: Offset }>
  /** Calls back with the last offset after each durable append. */
  watch(listener: (last: Offset) => void): Stop
  /** How far a named consumer has come; 0 for one never seen. */
  cursor(consumer: string): Promise<Offset>
  /** Remembers that a consumer has everything up to an offset. Never moves backwards. */
  advance(consumer: string, to: Offset): Promise<void>
  /**
   * Stored events of a site whose body contains one of the texts, letter for letter as the JSON has them, after an
   * offset, oldest first, up to those that were there when it was asked. At most `limit`: ask again after the last one
   * given until fewer come; at most 10,000 texts. Appends go on meanwhile; `close` cuts it short with a `LogUnavailable`.
   */
  search(site: string, texts: readonly string[], after: Offset, limit: number): Promise<Stored[]>
  /**
   * Replaces bodies, or removes them, in one transaction: all or nothing, even what a consumer has yet to read. Gives
   * how many were there. Ids stay, so that a replay is recognised. The old bytes may rest in the files until `settle`.
   */
  replace(changes: readonly Change[]): Promise<number>
  /** Resolves when no byte of a body that was removed or replaced before is in the files. Reads them whole, in slices. */
  settle(): Promise<void>
  /** A whole number remembered in the log under a name, 0 at first. Unlike a consumer's cursor it holds nothing back. */
  mark(name: string): Promise<number>
  /** Remembers a number under a name, higher or lower than before. */
  setMark(name: string, value: number): Promise<void>
  /**
   * Removes what is too old or too much, but nothing that a consumer has yet to read. Gives the number of bodies
   * removed, and of which class; '' is those without one. An age counts from the append; where the clock was set back,
   * an event goes no sooner than those before it. Works in slices, with appends in between: where it breaks off, what was
   * removed stays removed.
   */
  retain(retention: Retention): Promise<Removed>
  /** Waits for what is under way, then closes. Appends that come later are refused. */
  close(): Promise<void>
}

export interface LogOptions {
  /** Milliseconds since 1970. */
  clock?: () => number
}
