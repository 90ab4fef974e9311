/** The query keys that name a campaign. Kept in addresses whatever a site says. Free of zod, so that the tracker may import it. */
export const campaignKeys: readonly string[] = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content']

/**
 * The query keys under which ad networks name one single click, and whose they are. Such an id is never kept in an address:
 * `ad.clicked` carries it, where marketing is agreed to.
 */
export const clickKeys = {
  gclid: 'google',
  gbraid: 'google',
  wbraid: 'google',
  dclid: 'google',
  fbclid: 'meta',
  msclkid: 'microsoft',
  ttclid: 'tiktok',
  li_fat_id: 'linkedin',
  twclid: 'x',
  epik: 'pinterest',
  rdt_cid: 'reddit',
  ScCid: 'snapchat',
} as const
