/** Runs one command of a screen at a time, and shows what went wrong. */
import { useState } from 'react'
import { toast } from '#ui/Toast.tsx'

export function useCommand(): readonly [boolean, (command: () => Promise<unknown>) => void] {
  const [isBusy, setBusy] = useState(false)
  const run = (command: () => Promise<unknown>) => {
    setBusy(true)
    command()
      .catch((error: unknown) => toast(`That did not work: ${error instanceof Error ? error.message : String(error)}`, { tone: 'danger' }))
      .finally(() => setBusy(false))
  }
  return [isBusy, run]
}
