import type { Wend } from './api.ts'

const nothing = (): void => {}

/** What a page has where there is no tracker: on a server, and where it could not start. */
export const absent: Wend = {
  track: nothing,
  page: nothing,
  identify: nothing,
  consent: nothing,
  chat: nothing,
  on: () => nothing,
  preferences: nothing,
  flush: async () => {},
  debug: nothing,
  stop: nothing,
}
