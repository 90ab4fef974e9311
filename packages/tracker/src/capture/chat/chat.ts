import type { Call, Host, Part } from '../host.ts'
import type { Say } from './adapter.ts'

/** The global that each vendor's snippet sets, and the name of the adapter's module. */
const vendors: { readonly [global: string]: string } = {
  Intercom: 'intercom',
  zE: 'zendesk',
  LiveChatWidget: 'livechat',
  $crisp: 'crisp',
  HubSpotConversations: 'hubspot',
  Tawk_API: 'tawk',
  chatwootSDK: 'chatwoot',
  fcWidget: 'freshchat',
  olark: 'olark',
}

/** When looking for widgets has grown so slow that it ends, in milliseconds: after some five minutes. */
const slow = 60_000

/** Gets the module of an adapter, or `talk`, which they have in common. */
export type LoadChat = (name: string) => Promise<unknown>
type Adapter = { default: never }
type Talk = typeof import('./talk.ts')

/**
 * Watches the chat widgets that the page has or gets, however late. Only for those that are there anything more is loaded.
 * Gives what a page calls for a chat that we have no adapter for.
 */
export const chat =
  (load: LoadChat) =>
  (host: Host): Say => {
    const { signal } = host
    /** What is asked again and again until it says yes. May throw. */
    const questions = new Set<() => unknown>()
    let wait = 500
    let timer: ReturnType<typeof setTimeout> | undefined
    let talking: Promise<Talk> | undefined
    /** What is said in between stays in order. */
    const talk = () => {
      talking ??= load('talk') as Promise<Talk>
      return talking
    }

    for (const global in vendors) {
      const current = () => (window as never)[global] as unknown as { readonly widget?: string } | undefined
      questions.add(() => {
        const api = current()
        // Nothing is thrown for what most pages do not have: that takes time.
        if (!api) return
        // Both of Zendesk's have the same global. Which it is stands there once the widget's own script has come.
        const vendor = vendors[global] + (api.widget === 'classic' ? '-classic' : '')
        if (global === 'zE' && !api.widget) return
        Promise.all([talk(), load(vendor) as Promise<Adapter>])
          .then(([{ default: attach }, adapter]) => {
            if (signal.aborted) return
            const ready = attach(host, vendor, current(), adapter.default)
            questions.add(() => ready(current() as never))
          })
          .catch(() => {})
        return api
      })
    }
    const look = () => {
      for (const asked of questions)
        try {
          if (asked()) questions.delete(asked)
        } catch {
          // It is not there yet.
        }
    }
    const again = () => {
      look()
      wait *= 1.2
      if (wait < slow) timer = setTimeout(again, wait)
    }
    again()
    // A script or frame that has come may have brought the widget.
    document.addEventListener('load', look, { capture: true, signal })
    signal.addEventListener('abort', () => clearTimeout(timer))

    return (...said) => {
      talk().then(
        (talk) => talk.say(host, ...said),
        () => {},
      )
    }
  }

/** The same as a part: its adapters are modules beside it. */
const part: Part = (host) => chat(host.load)(host) as Call
export default part
