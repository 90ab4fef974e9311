import { gist } from '@wend/privacy/gist'
import type { Read } from './talk.ts'

const quotes = new WeakMap<object, number>()

/** What a message is about, in the words that the policy lets pass, for the first that are about anything. */
const quote: Read = (text, { keyMessages }, conversation) => {
  const { most, words } = keyMessages as { most: number; words: string[] }
  const before = quotes.get(conversation) ?? 0
  const about = before < most && gist(text, new Set(words))
  if (!about) return
  quotes.set(conversation, before + 1)
  return { gist: about }
}
export default quote
