/** What several parts of capture need: built once, for all that a site has. */
export * from './page.ts'
export * from './selector.ts'
