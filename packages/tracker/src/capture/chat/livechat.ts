import type { Attach, Told } from './adapter.ts'

interface Payload {
  visibility?: string
  status?: string
  type?: string
  author?: { type: string }
  /** The greeting that it belongs to. */
  greeting?: { id: number }
}

const greeted =
  (event: string) =>
  ({ id }: { id: number }): Told => [event, { campaign: `${id}` }]

/** LiveChat's JavaScript API, as @livechat/widget-core has it in its types. Its messages come without their words. */
const attach: Attach<{ get(what: string): unknown }> = () => {
  let chatting = false
  return {
    events: {
      visibility_changed: ({ visibility }: Payload) => (visibility === 'maximized' ? 'opened' : 'closed'),
      new_event: ({ author, greeting }: Payload) => [
        `message_${author?.type === 'customer' ? 'sent' : 'received'}`,
        { role: greeting ? 'system' : 'agent' },
      ],
      customer_status_changed({ status }: Payload) {
        const was = chatting
        chatting = status === 'chatting'
        return was !== chatting && (was ? 'ended' : 'conversation_started')
      },
      form_submitted: ({ type }: Payload) => ['form_submitted', { form: type }],
      rating_submitted: (rating: string) => rating !== 'none' && ['rated', { score: +(rating === 'good'), best: 1 }],
      greeting_displayed: greeted('proactive_shown'),
      greeting_hidden: greeted('proactive_dismissed'),
      rich_message_button_clicked: ({ greeting }: Payload) => greeting && greeted('proactive_accepted')(greeting),
    },
    // Throws until the widget has loaded.
    ready: (widget) => widget.get('state'),
  }
}
export default attach
