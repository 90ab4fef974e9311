import { Fragment, type ReactNode } from 'react'

const token = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** Formatted JSON with its keys, texts and other values told apart. */
export function Json({ text }: { readonly text: string }) {
  const parts: ReactNode[] = []
  let end = 0
  for (const match of text.matchAll(token)) {
    const [whole, quoted, colon] = match
    parts.push(<Fragment key={end}>{text.slice(end, match.index)}</Fragment>)
    const kind = quoted === undefined ? 'value' : colon === undefined ? 'text' : 'key'
    parts.push(
      <span key={`${match.index}-`} className={`json-${kind}`}>
        {quoted ?? whole}
      </span>,
      colon,
    )
    end = match.index + whole.length
  }
  return (
    <code>
      {parts}
      {text.slice(end)}
    </code>
  )
}
