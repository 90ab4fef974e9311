import type { Attach } from './adapter.ts'

type Intercom = { (method: string, heard: unknown): void; booted?: boolean }

/**
 * The Intercom messenger tells when it is shown and hidden, and how many messages are unread; nothing of what is written. A
 * callback cannot be taken back (github.com/devrnt/react-use-intercom/pull/520).
 */
const attach: Attach<Intercom> = (intercom) => ({
  events: { onShow: 'opened', onHide: 'closed', onUnreadCountChange: 'unread' },
  on: (event, heard) => void intercom(event, heard),
  ready: ({ booted }) => booted,
})
export default attach
