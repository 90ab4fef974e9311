/** What a site's configuration adds to its policy. Everything generated for the privacy officer is made of the two. */
export interface SiteFacts {
  /** Public name of the site. */
  readonly name: string
  readonly origins: readonly string[]
  /** Path under which browsers find the script. */
  readonly prefix: string
  /** Query keys of page addresses that are kept, besides the utm_ ones. */
  readonly query: readonly string[]
  readonly undeclared: 'accept' | 'reject'
  readonly countryHeader?: string | undefined
  /** Days after which the collector removes every event, whatever the policy says. */
  readonly days: number
}
