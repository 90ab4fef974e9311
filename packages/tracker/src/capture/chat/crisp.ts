import type { Attach, Told } from './adapter.ts'

type Command = [verb: string, event: string, heard: (...payload: unknown[]) => unknown]
interface Crisp extends Array<Command> {
  /** Only once Crisp itself is there. */
  is?(what: string): boolean
}

const wrote =
  (event: string, role?: string) =>
  (message: { content?: unknown; automated?: boolean }): Told => [
    event,
    { role: message.automated ? 'bot' : role, text: message.content },
  ]

/**
 * Crisp's web SDK: docs.crisp.chat, “$crisp methods”. An event has room for one listener, and one more takes the place of the
 * page's (github.com/microsoft/clarity/issues/979). So ours goes around what stands in the page's queue, and where Crisp has
 * come before us it does not listen: nobody can know to what the page does. What can be looked up is looked up each second.
 */
const attach: Attach<Crisp> = (queue, tell, signal) => {
  const was: { [what: string]: boolean } = {}
  const look = (what: string, yes: string, no?: string) => {
    const now = (window as unknown as { $crisp: Crisp }).$crisp.is?.(what)
    if (now === undefined || now === was[what]) return
    const event = now ? yes : no
    // How it stood at first is no news.
    if (event && what in was) tell(event)
    was[what] = now
  }
  const timer = setInterval(() => {
    try {
      look('chat:opened', 'opened', 'closed')
      look('session:ongoing', 'conversation_started')
    } catch {
      // It is taking the queue over.
    }
  }, 1000)
  signal.addEventListener('abort', () => clearInterval(timer))
  return {
    events: queue.is
      ? {}
      : { 'message:sent': wrote('message_sent'), 'message:received': wrote('message_received', 'agent') },
    on(event, heard) {
      const theirs = queue.findLast((command) => command[0] === 'on' && command[1] === event)
      if (!theirs) return void queue.push(['on', event, heard])
      const before = theirs[2]
      theirs[2] = (...payload) => {
        heard(...payload)
        return before(...payload)
      }
    },
    ready: ({ is }) => is,
  }
}
export default attach
