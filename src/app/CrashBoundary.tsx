/** Shows a sentence instead of an empty page when a screen breaks; drafts and jobs are stored, so a reload loses nothing. */
import { Component, type ReactNode } from 'react'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { isOutdatedPage, mayReload, wouldLoseSomething } from './outdated-page.ts'

interface State {
  readonly error: Error | null
}

export class CrashBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override componentDidCatch(error: unknown) {
    if (isOutdatedPage(error) && mayReload({ now: Date.now(), session: sessionStorage, wouldLose: wouldLoseSomething })) window.location.reload()
  }

  override render() {
    if (this.state.error === null) return this.props.children
    if (isOutdatedPage(this.state.error))
      return (
        <ErrorPanel
          title="Rollcall was updated"
          detail="This page is from before the update. Reload it to continue; drafts and jobs are stored."
          onRetry={() => window.location.reload()}
        />
      )
    return (
      <ErrorPanel
        title="This screen failed"
        detail={`${this.state.error.message} — Your drafts and jobs are stored; reload the page to continue.`}
        onRetry={() => window.location.reload()}
      />
    )
  }
}
