import { clickKeys } from '@wend/protocol/campaign'
import type { Part } from './host.ts'
import { code } from './page.ts'

/**
 * Reports which click on an advert led to this page. The browser still knows the address that it was opened with, so nothing
 * has to be kept until somebody agrees. A page that was loaded again or gone back to was led to by no click.
 */
export const campaigns: Part = (host) => {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (entry?.type !== 'navigate') return undefined
  const query = new URL(entry.name).searchParams
  for (const [parameter, network] of Object.entries(clickKeys)) {
    const click = query.get(parameter)
    const campaign = code(query.get('utm_campaign') ?? '') || undefined
    if (click) host.track('ad.clicked', { network, campaign, parameter, click }, undefined, true)
  }
  return undefined
}
export default campaigns
