import { readFileSync } from 'node:fs'

/**
 * Loaded before a program (`node --import`): its wall clock is off by as many milliseconds as the file WEND_TEST_CLOCK says.
 * Timers and `performance` run on, as they do when an administrator sets a real clock.
 */
const real = Date.now.bind(Date)
const read = () => Number(readFileSync(process.env.WEND_TEST_CLOCK, 'utf8')) || 0
let offset = read()
setInterval(() => {
  try {
    offset = read()
  } catch {
    // The file is being written; the next look finds it.
  }
}, 20).unref()

const now = () => real() + offset
globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length ? given : [now()]))
  }
  static now = now
}
