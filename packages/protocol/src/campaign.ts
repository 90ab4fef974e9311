/** The query keys that name a campaign. Kept in addresses whatever a site says. Free of zod, so that the tracker may import it. */
export const campaignKeys: readonly string[] = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content']
