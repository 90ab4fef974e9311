/** The parts of capture, in the order in which they start, and what each reports: it runs where policy and consent allow that. */
export const captured = {
  // It hears what the others say from the start.
  frustration: 'frustration.detected',
  links: 'identity.linked',
  campaigns: 'ad.clicked',
  engagement: 'page.left',
  clicks: 'link.clicked',
  errors: 'error.occurred',
  search: 'search.performed',
  forms: 'form.started',
  vitals: 'vital.measured',
  commerce: 'product.viewed',
  chat: 'chat.opened',
} as const satisfies Record<string, string>
