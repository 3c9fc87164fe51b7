/** Mounts the app. */
import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { makeReady } from '#adapters/intake/intake.ts'
import { takeTokenFromAddress } from '#adapters/jumpcloud/connection.ts'
import { keepsSiteData } from '#adapters/storage/site-data.ts'
import '#ui/tokens.css'
import { App } from './app/App.tsx'
import { NoStorage } from './app/NoStorage.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has lost its #root element.')
const page = createRoot(root)
const show = (screen: ReactNode) => page.render(<StrictMode>{screen}</StrictMode>)
if (keepsSiteData()) {
  // A draft is opened by a worker, which can start while the page still asks whom it talks to.
  if (window.location.pathname.startsWith('/drafts/')) makeReady(1)
  void takeTokenFromAddress().then(() => show(<App />))
} else show(<NoStorage />)
