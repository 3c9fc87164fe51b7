/** Every result of a JumpCloud job, read page by page with a count; kept for the screen until it is read again. */
import { useEffect, useRef, useState } from 'react'
import { readAllResults } from '#adapters/jumpcloud/read-results.ts'
import type { ReadResult } from '#domain/jobs/results.ts'

interface AllResults {
  /** Null before they are read. */
  readonly results: readonly ReadResult[] | null
  readonly isReading: boolean
  /** Results read so far. */
  readonly count: number
  readonly error: Error | null
  /** Null where it was canceled or failed. */
  readonly read: () => Promise<readonly ReadResult[] | null>
  readonly cancel: () => void
}

export function useAllResults(organizationId: string, jobId: string, isNeeded: boolean): AllResults {
  const [results, setResults] = useState<readonly ReadResult[] | null>(null)
  const [count, setCount] = useState<number | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const running = useRef<AbortController | null>(null)
  const read = async () => {
    running.current?.abort()
    const abort = new AbortController()
    running.current = abort
    setError(null)
    setCount(0)
    try {
      const found = await readAllResults(organizationId, jobId, { onProgress: setCount, signal: abort.signal })
      setResults(found)
      return found
    } catch (reason) {
      if (!abort.signal.aborted) setError(reason instanceof Error ? reason : new Error(String(reason)))
      return null
    } finally {
      if (running.current === abort) setCount(null)
    }
  }
  useEffect(() => {
    if (isNeeded && results === null) void read()
    // Once, when it is first needed.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isNeeded])
  useEffect(() => () => running.current?.abort(), [])
  return { results, isReading: count !== null, count: count ?? 0, error, read, cancel: () => running.current?.abort() }
}
