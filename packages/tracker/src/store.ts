import type { Item } from './item.ts'

/** Where events outlive their page. All that it does may fail, or never end. */
export interface Store {
  /** All that is there, of every tab: withdrawals first, then by age. */
  read(): Promise<Item[]>
  /**
   * Adds these, and removes those of these ids in the same step, or without ids all that is there. With `last` nothing is left
   * behind that is empty.
   */
  write(items: readonly Item[], gone: readonly string[] | undefined, last: boolean): Promise<unknown>
  /** Whether there is one on this device. Leaves none where there was none. */
  exists(): Promise<unknown>
  /** Lets go of it until it is used again. */
  detach(): unknown
}

/**
 * A database of IndexedDB, with a record for each event under its id. Opening makes it, so nothing is opened before there is
 * something to keep. Not idb-keyval: it keeps its connection to itself, and one that does not close on `versionchange` keeps
 * a withdrawal from deleting the database.
 */
export function database(name: string): Store {
  let opened: Promise<IDBDatabase> | undefined
  const detach = async () => {
    const open = opened
    opened = undefined
    ;(await open)?.close()
  }
  const transact = async <T>(work: (records: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(name)
      request.onupgradeneeded = () => request.result.createObjectStore(name)
      request.onsuccess = () => {
        request.result.onversionchange = request.result.onclose = detach
        resolve(request.result)
      }
      request.onerror = reject
    })
    const transaction = (await opened).transaction(name, 'readwrite')
    const request = work(transaction.objectStore(name))
    // At once: a page that is being left may not come to it any more.
    transaction.commit?.()
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = reject
    })
  }
  return {
    read: () => transact((records) => records.getAll()),
    async write(items, gone, last) {
      const left = await transact((records) => {
        if (gone) for (const id of gone) records.delete(id)
        else records.clear()
        for (const item of items) records.put(item, item.id)
        return records.count()
      })
      if (left || !last) return
      detach()
      indexedDB.deleteDatabase(name)
    },
    // Not in Firefox before 126.
    exists: async () => (await indexedDB.databases?.())?.some((one) => one.name === name),
    detach,
  }
}
