import type { Said, Statement, TcfMap } from '@wend/privacy/decide'

export type { Said, Statement, TcfMap }
export type Stop = () => void

/** Takes what a source says, and the string it was read from where there is one. That string is hashed, never sent. */
export type Tell = (statement: Statement, text?: string) => void

/** Listens to one legal signal of the page. One file each; the built script carries those that the policy names. */
export interface SignalAdapter {
  /** The name it has in the policy's reasons: `tcf`, `gpp`, `consent-mode`, `dnt`. */
  name: string
  /**
   * Says at once where it stands, mostly `pending`, and again when that changes, until it is stopped. Undefined where there
   * is nothing to listen to, now or later. Never throws, whatever the page has put in place of the signal.
   */
  watch(tell: Tell, map?: TcfMap, region?: string): Stop | undefined
}

/** Passes on what differs from what was said before. The time alone is no difference. */
export function changes(tell: (...said: Parameters<Tell>) => unknown): Tell {
  let last: string | undefined
  return (statement, text) => {
    const now = JSON.stringify([typeof statement === 'string' ? statement : statement.says, text])
    if (now === last) return
    last = now
    try {
      tell(statement, text)
    } catch {
      // The page calls us from its own code, and what goes wrong in ours is not its concern.
    }
  }
}
