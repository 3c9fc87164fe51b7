/** What the engine is doing for a job right now; lives in memory, for the tab that sends. */
import { useCallback, useSyncExternalStore } from 'react'
import { theEngine } from './running-engine.ts'

const subscribe = (listener: () => void) => theEngine().subscribe(listener)

/** A sentence such as "JumpCloud asked to slow down; going on at 10:42:05.", or null while nothing is in the way. */
export function useEngineStatus(jobId: string): string | null {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => theEngine().statusOf(jobId), [jobId]),
  )
}

/** Whether this tab is the one that sends and follows the job. */
export function useIsRunning(jobId: string): boolean {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => theEngine().isRunning(jobId), [jobId]),
  )
}
