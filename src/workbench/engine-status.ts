/** What the engine is doing for a job right now, as one sentence; lives in memory, for the tab that sends. */
import { useCallback, useSyncExternalStore } from 'react'
import { theEngine } from './engine.ts'

/** A sentence such as "JumpCloud asked to slow down; going on at 10:42:05.", or null while nothing is in the way. */
export function useEngineStatus(jobId: string): string | null {
  const subscribe = useCallback((listener: () => void) => theEngine().subscribe(listener), [])
  return useSyncExternalStore(subscribe, () => theEngine().statusOf(jobId))
}
