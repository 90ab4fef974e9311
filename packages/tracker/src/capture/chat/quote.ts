import { gist } from '@wend/privacy/gist'
import type { Read } from './talk.ts'

/** How many messages of a page were quoted. */
const quotes = new WeakMap<object, number>()

/** What a message is about, in the words that the policy lets pass, for the first of a page that are about anything. */
const quote: Read = (text, host) => {
  const { most, words } = host.settings.keyMessages as { most: number; words: string[] }
  const before = quotes.get(host) ?? 0
  const about = before < most && gist(text, new Set(words))
  if (!about) return
  quotes.set(host, before + 1)
  return { gist: about }
}
export default quote
