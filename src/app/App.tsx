/** The whole app: what every screen stands in. */
import { QueryClientProvider } from '@tanstack/react-query'
import { queryClient } from '#adapters/jumpcloud/queries.ts'
import { UiProvider } from '#ui/UiProvider.tsx'
import { ConnectionGate } from './ConnectionGate.tsx'
import { CrashBoundary } from './CrashBoundary.tsx'
import { Routes } from './routes.tsx'

export function App() {
  return (
    <UiProvider>
      <QueryClientProvider client={queryClient}>
        <CrashBoundary>
          <ConnectionGate>
            <Routes />
          </ConnectionGate>
        </CrashBoundary>
      </QueryClientProvider>
    </UiProvider>
  )
}
