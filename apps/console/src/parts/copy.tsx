import { useEffect, useState } from 'react'

export interface CopyProps {
  readonly text: string
  readonly label?: string
}

const said = { idle: '', done: 'Copied', failed: 'Not copied: select the text by hand' } as const

/** Copies a text, and says whether it did. Browsers offer the clipboard on https and loopback addresses only. */
export function Copy({ text, label = 'Copy' }: CopyProps) {
  const [state, setState] = useState<keyof typeof said>('idle')

  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 3_000)
    return () => clearTimeout(timer)
  }, [state])

  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setState('done')
    } catch {
      setState('failed')
    }
  }

  return (
    <span className="copy">
      <span role="status" className="muted">
        {said[state]}
      </span>
      <button type="button" onClick={copy}>
        {label}
      </button>
    </span>
  )
}
