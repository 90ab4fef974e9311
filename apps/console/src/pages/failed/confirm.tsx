import { useEffect, useId, useRef } from 'react'

export interface Question {
  readonly title: string
  readonly text: string
  readonly yes: string
  /** Whether it cannot be undone. */
  readonly final: boolean
  onYes(): void
}

/** Asks once more. Escape and the first button are a no. */
export function Confirm({ question, onClose }: { readonly question: Question; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()

  useEffect(() => {
    const current = dialog.current
    current?.showModal()
    return () => current?.close()
  }, [])

  return (
    <dialog ref={dialog} className="confirm" aria-labelledby={id} onCancel={onClose}>
      <h2 id={id}>{question.title}</h2>
      <p>{question.text}</p>
      <div className="confirm-buttons">
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          className={question.final ? 'danger' : 'primary'}
          onClick={() => {
            onClose()
            question.onYes()
          }}
        >
          {question.yes}
        </button>
      </div>
    </dialog>
  )
}
