import { createRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { routes } from './routes.tsx'
import { wend } from './wend.ts'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no element with the id "root"; index.html should hold one.')

wend()?.debug()
createRoot(root).render(<RouterProvider router={createBrowserRouter(routes, { basename: '/app' })} />)
