import { type FormEvent, useId, useState } from 'react'
import { tokenIn } from './session.ts'
import './sign-in.css'

export interface SignInProps {
  /** Why the person is here again, when it is not for the first time. */
  readonly notice: string | undefined
  onToken(token: string): void
}

/** Asks for the token, once in a tab. */
export function SignIn({ notice, onToken }: SignInProps) {
  const id = useId()
  const [text, setText] = useState('')

  function submit(event: FormEvent) {
    event.preventDefault()
    // Many will paste the whole link that was printed.
    const token = tokenIn(text) ?? text.trim()
    if (token) onToken(token)
  }

  return (
    <main className="sign-in">
      <h1>Wend console</h1>
      {notice && (
        <p className="notice bad" role="alert">
          {notice}
        </p>
      )}
      <form onSubmit={submit}>
        <label htmlFor={id}>Access token</label>
        <input
          id={id}
          type="password"
          autoComplete="off"
          spellCheck={false}
          required
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-describedby={`${id}-help`}
        />
        <p id={`${id}-help`} className="muted">
          <code>npm start</code> prints it in the sign-in link, and it is in the file <code>token</code> in the data
          directory.
        </p>
        <button type="submit" className="primary">
          Sign in
        </button>
      </form>
    </main>
  )
}
