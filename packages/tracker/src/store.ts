import type { Item } from './queue.ts'

/** Where events outlive their page. All that it does may fail, or never end. */
export interface Store {
  /**
   * Writes what a tab has waiting, in one step: beside what is there already (`fresh`), instead of what the tab has there
   * (`whole`), or instead of all that is there (`alone`). With `last` nothing is left behind that is empty.
   */
  write(tab: string, items: readonly Item[], how: How, last: boolean): Promise<unknown>
  /** Makes what tabs other than these have left the given tab's, in one step. Resolves with it, oldest first. */
  adopt(tab: string, live: readonly string[]): Promise<Item[]>
  /** Whether there is one on this device. Leaves none where there was none. */
  exists(): Promise<unknown>
  /** Lets go of it until it is used again. */
  detach(): void
}

export type How = 0 | 1 | 2
export const fresh = 0
export const whole = 1
export const alone = 2

/**
 * A database of IndexedDB, with one record for each burst of events, under the name of its tab and a number. Opening makes
 * it, so nothing is opened before there is something to keep. Not idb-keyval: it keeps its connection to itself, and one that
 * does not close on `versionchange` keeps a withdrawal from deleting the database.
 */
export function database(name: string): Store {
  let opened: Promise<IDBDatabase> | undefined
  /** Of one length for ever, so that records are in order by their keys. */
  let count = 1e6
  const close = () => {
    opened?.then((db) => db.close()).catch(() => {})
    opened = undefined
  }
  const open = () =>
    (opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(name)
      request.onupgradeneeded = () => request.result.createObjectStore(name)
      request.onsuccess = () => {
        request.result.onversionchange = request.result.onclose = close
        resolve(request.result)
      }
      request.onerror = reject
    }))
  const transact = async (work: (records: IDBObjectStore) => void) => {
    const transaction = (await open()).transaction(name, 'readwrite', { durability: 'relaxed' })
    work(transaction.objectStore(name))
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve
      transaction.onabort = reject
    })
  }
  const add = (records: IDBObjectStore, tab: string, items: readonly Item[]) => {
    if (items[0]) records.put(items, tab + count++)
  }
  return {
    async write(tab, items, how, last) {
      let left = 1
      await transact((records) => {
        if (how) records.delete(IDBKeyRange.bound(how === alone ? '' : tab, how === alone ? 'g' : `${tab}:`))
        add(records, tab, items)
        if (last)
          records.count().onsuccess = ({ target }) => {
            left = (target as IDBRequest).result
          }
        // At once: a page that is being left may not come to it any more.
        else records.transaction.commit?.()
      })
      if (left) return
      close()
      indexedDB.deleteDatabase(name)
    },
    async adopt(tab, live) {
      let found: Item[] = []
      await transact((records) => {
        records.openCursor().onsuccess = ({ target }) => {
          const cursor: IDBCursorWithValue | null = (target as IDBRequest).result
          if (!cursor) return add(records, tab, found)
          if (!live.includes(String(cursor.key).slice(0, 16))) {
            found = found.concat(cursor.value)
            cursor.delete()
          }
          cursor.continue()
        }
      })
      return found
    },
    // Not in Firefox before 126.
    exists: async () => (await indexedDB.databases?.())?.some((one) => one.name === name),
    detach: close,
  }
}
