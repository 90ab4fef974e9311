import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { transaction } from '../../files/transaction.ts'
import { checkpoint } from './checkpoint.ts'

/** 8 MB of the file: a few milliseconds, for so long an append may have to wait. */
const pagesAtATime = 2048
/** First byte of a page of rows: of a table, and of a table without row numbers. */
const leaf = { table: 0x0d, index: 0x0a }

/**
 * Clears what `secure_delete` leaves behind. It overwrites a row where the row stands, but when SQLite evens out pages
 * after a deletion it moves their rows together without clearing the places they had (`rebuildPage` in its btree.c): a
 * row that is deleted later still stands there as a copy. Such copies lie between the list of rows and the rows of a
 * page (https://sqlite.org/fileformat.html#b_tree_pages), which SQLite reads never, so they can be cleared in the
 * file itself, whatever happens in between.
 */
export function createScrub(db: DatabaseSync, path: string) {
  /** Stays open as long as the database: to close any descriptor of a file drops all locks that a process has on it. */
  let file: number | undefined
  const size = Number(db.prepare('PRAGMA page_size').get()?.page_size)
  const buffer = Buffer.alloc(pagesAtATime * size)
  const blank = Buffer.alloc(size)

  return {
    /**
     * Clears a slice of the file, from a page on. Gives the page at which to go on, 0 after the last; begins with 1. The
     * same page when another process reads the file, so that nothing can leave the -wal now.
     */
    scrub(from: number): number {
      if (from === 1 && !checkpoint(db).emptied) return from
      file ??= openSync(path, 'r+')
      const pages = fstatSync(file).size / size
      // Beyond that, the first byte of a page that continues a large row may look like that of a page of rows.
      if (pages >= leaf.index * 2 ** 24) throw new Error('it is too large to clear what was removed from it.')
      if (gaps(file, from).length) {
        if (!checkpoint(db).emptied) return from
        clear(file, from)
      }
      const next = from + pagesAtATime
      if (next <= pages) return next
      return checkpoint(db).emptied ? 0 : from
    },
    close() {
      if (file !== undefined) closeSync(file)
    },
  }

  function clear(file: number, from: number): void {
    transaction(db, () => {
      for (const { at, length } of gaps(file, from)) writeSync(file, blank, 0, length, at)
      fsyncSync(file)
    })
    // Pages that are in memory still have what was cleared, and would bring it back when next written.
    db.exec('PRAGMA shrink_memory')
  }

  /** Where in a slice of the file unused bytes are not blank. */
  function gaps(file: number, from: number): { at: number; length: number }[] {
    const start = (from - 1) * size
    const found: { at: number; length: number }[] = []
    const length = readSync(file, buffer, 0, buffer.length, start)
    // The first page holds the layout, and no rows.
    for (let page = start === 0 ? size : 0; page + size <= length; page += size) {
      if (buffer[page] !== leaf.table && buffer[page] !== leaf.index) continue
      const begin = 8 + 2 * buffer.readUInt16BE(page + 3)
      const end = buffer.readUInt16BE(page + 5)
      if (begin >= end || end > size) continue
      if (buffer.compare(blank, 0, end - begin, page + begin, page + end) !== 0)
        found.push({ at: start + page + begin, length: end - begin })
    }
    return found
  }
}
