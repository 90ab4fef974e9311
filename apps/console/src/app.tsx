import { useEffect, useMemo, useState } from 'react'
import { createClient } from './api/client.ts'
import { pages } from './pages/index.ts'
import { useRoute } from './route.ts'
import type { Session } from './session/session.ts'
import { SignIn } from './session/sign-in.tsx'
import './base.css'
import './app.css'

export interface AppProps {
  readonly session: Session
  readonly connect?: typeof createClient
}

const refused = 'The collector does not accept this token. Paste the one that it printed when it was last started.'

/** The frame around the pages: sign-in, navigation, and the client that pages ask. */
export function App({ session, connect = createClient }: AppProps) {
  const [token, setToken] = useState(() => session.token())
  const [notice, setNotice] = useState<string>()
  const route = useRoute()
  const page = pages.find((one) => one.path === route) ?? pages[0]

  // A sign-in link that is opened in a tab with the console changes the fragment, and does not load the page again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: route is what changes when the fragment does
  useEffect(() => setToken(session.token()), [session, route])

  useEffect(() => {
    document.title = token === undefined ? 'Sign in · Wend' : `${page.title} · Wend`
  }, [token, page])

  function leave(because: string | undefined) {
    session.forget()
    setNotice(because)
    setToken(undefined)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: leave only sets state
  const api = useMemo(
    () => (token === undefined ? undefined : connect({ token, onSignedOut: () => leave(refused) })),
    [token, connect],
  )

  if (!api) {
    return (
      <SignIn
        notice={notice}
        onToken={(given) => {
          session.keep(given)
          setNotice(undefined)
          setToken(given)
        }}
      />
    )
  }
  return (
    <>
      <header className="bar">
        {/* A button and not a link to #main: the fragment names the page. */}
        <button type="button" className="skip" onClick={() => document.getElementById('main')?.focus()}>
          Skip to content
        </button>
        <span className="brand">Wend</span>
        <nav aria-label="Pages">
          <ul>
            {pages.map((one) => (
              <li key={one.path}>
                <a href={`#/${one.path}`} aria-current={one === page ? 'page' : undefined}>
                  {one.title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <button type="button" className="quiet" onClick={() => leave(undefined)}>
          Sign out
        </button>
      </header>
      <main id="main" tabIndex={-1}>
        <page.view key={token} api={api} />
      </main>
    </>
  )
}
