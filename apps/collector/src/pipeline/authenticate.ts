import type { Envelope } from '@wend/protocol'
import { Refused } from '../http/refused.ts'
import type { Sender } from '../http/sender.ts'
import type { Site, Sites } from '../site.ts'

/**
 * Finds the site a batch is for, and whether its sender may write to it. The site name is public: what it buys is
 * claims. A browser's origin must be one of the site's; a request without an origin did not come from a page of anyone's.
 */
export function authenticate(
  { site: name }: Pick<Envelope, 'site'>,
  sender: Pick<Sender, 'origin' | 'trusted'>,
  sites: Sites,
): Site {
  const site = sites.get(name)
  if (!site)
    throw new Refused('unknown_site', 'No site of this name is configured here. Check "site" in the snippet.', {
      pointer: '/site',
    })
  if (!sender.trusted && sender.origin !== undefined && !site.allows(sender.origin))
    throw new Refused(
      'origin_not_allowed',
      'Pages of this origin may not write to the site. Add the origin to its "origins" in wend.yaml.',
    )
  return site
}
