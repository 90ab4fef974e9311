import { createHmac, type KeyObject } from 'node:crypto'
import { recentByKey } from '@wend/privacy/recent'
import { type Hole, type Numbers, sizeOf } from './numbers.ts'

const hashOf = recentByKey(10_000, (tab, key) => createHmac('sha256', key).update(tab).digest('base64url').slice(0, 16))

/** Tabs that are watched at once, of all sites. */
const mostTabs = 100_000
/** Separate holes that one tab may have. */
const mostHoles = 100

export interface Tab extends Numbers {
  site: string
  browser: string
  /** When its last batch came. */
  heard: number
  /** What it said last of what it let go: too large, no room, too old. */
  told?: readonly [number, number, number]
}

export interface TabsOptions {
  key: KeyObject
  /** Told of a hole that nobody watches any more: its numbers are taken for lost. */
  gone(tab: Tab, hole: Hole): void
  most?: number
}

/**
 * The tabs whose numbers are watched, in two generations: who is not heard of while as many others are as fit into one is
 * closed. (To move a tab to the end of a map at each batch would be slow: V8 walks over what was deleted under its hash.)
 * They are known by a keyed hash of their name: who has the snapshot can find no tab in it, not even by trying names.
 */
export function createTabs({ key, gone, most = mostTabs }: TabsOptions, known: Iterable<readonly [string, Tab]> = []) {
  let old = new Map<string, Tab>(known)
  let young = new Map<string, Tab>()
  const incomplete = new Set<Tab>()
  const note = (tab: Tab) => (tab.holes.length ? incomplete.add(tab) : incomplete.delete(tab))
  for (const tab of old.values()) note(tab)

  const close = (tab: Tab) => {
    incomplete.delete(tab)
    for (const hole of tab.holes) gone(tab, hole)
  }
  /** Gives whether tabs had to go. */
  const age = (): boolean => {
    const { size } = old
    for (const tab of old.values()) close(tab)
    old = young
    young = new Map()
    return size > 0
  }

  return {
    /** Finds the tab, or begins to watch it with `make`. Gives whether older ones had to go. */
    hear(site: string, name: string, make: () => Tab): { tab: Tab; pushed: boolean } {
      const hash = hashOf(`${site}\n${name}`, key)
      const found = young.get(hash)
      if (found) return { tab: found, pushed: false }
      const tab = old.get(hash) ?? make()
      old.delete(hash)
      young.set(hash, tab)
      return { tab, pushed: young.size >= most / 2 && age() }
    },
    /** To be called after the numbers of a tab have changed. */
    settle(tab: Tab) {
      while (tab.holes.length > mostHoles) gone(tab, tab.holes.shift() as Hole)
      note(tab)
    },
    /** Forgets tabs that were last heard before a moment. */
    forget(before: number) {
      for (const tabs of [old, young])
        for (const [hash, tab] of tabs) {
          if (tab.heard >= before) continue
          tabs.delete(hash)
          close(tab)
        }
    },
    /** Each hole with how many numbers it has. */
    *holes(): Generator<{ tab: Tab; hole: Hole; size: number }> {
      for (const tab of incomplete) for (const hole of tab.holes) yield { tab, hole, size: sizeOf(hole) }
    },
    entries: (): (readonly [string, Tab])[] => [...old, ...young],
    size: () => old.size + young.size,
  }
}

export type Tabs = ReturnType<typeof createTabs>
