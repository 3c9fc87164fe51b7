/** Mounts the app. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { makeReady } from '#adapters/intake/intake.ts'
import { takeTokenFromAddress } from '#adapters/jumpcloud/connection.ts'
import '#ui/tokens.css'
import { App } from './app/App.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has lost its #root element.')
const render = () =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
// A draft is opened by a worker, which can start while the page still asks whom it talks to.
if (window.location.pathname.startsWith('/drafts/')) makeReady()
void takeTokenFromAddress().then(render)
