/** What the building blocks need around them: no style elements, since the page allows none, and a place for toasts. */
import { CSPProvider } from '@base-ui/react/csp-provider'
import type { ReactNode } from 'react'
import { ToastHost } from './Toast.tsx'

export function UiProvider({ children }: { readonly children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      {children}
      <ToastHost />
    </CSPProvider>
  )
}
