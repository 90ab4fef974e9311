import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { createSession } from './session/session.ts'

const root = document.getElementById('root')
if (!root)
  throw new Error('The page has no element with the id "root": index.html and main.tsx do not belong together.')

const session = createSession({ location, history, storage: () => sessionStorage })
createRoot(root).render(
  <StrictMode>
    <App session={session} />
  </StrictMode>,
)
