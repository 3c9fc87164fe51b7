/** What is in the way of each job right now, in a sentence, for whoever watches. */

export interface Statuses {
  readonly setStatus: (jobId: string, status: string | null) => void
  /** Tells the watchers that something else about a job has changed. */
  readonly changed: () => void
  readonly statusOf: (jobId: string) => string | null
  readonly subscribe: (listener: () => void) => () => void
}

export function startStatuses(): Statuses {
  const statuses = new Map<string, string>()
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  return {
    changed,
    setStatus(jobId, status) {
      if ((statuses.get(jobId) ?? null) === status) return
      if (status === null) statuses.delete(jobId)
      else statuses.set(jobId, status)
      changed()
    },
    statusOf: (jobId) => statuses.get(jobId) ?? null,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
