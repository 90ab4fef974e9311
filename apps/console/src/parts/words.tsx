/** A sentence in which names of settings stand in backquotes. */
export function Words({ text }: { readonly text: string }) {
  // Every second part stood between two of them.
  return text.split('`').map((part, at) => (at % 2 ? <code key={part}>{part}</code> : part))
}
