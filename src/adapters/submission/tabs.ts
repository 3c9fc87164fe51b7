/** One tab runs a job, under a lock held all the while; the others wait for it, so that one goes on at once when it dies. */
import type { EngineDependencies } from './engine-model.ts'
import type { Statuses } from './statuses.ts'

interface TabDependencies {
  readonly dependencies: EngineDependencies
  readonly drive: (jobId: string, isMine: () => boolean) => Promise<void>
  readonly statuses: Statuses
  /** Whether this tab holds what no other has: the job's passwords. It goes first. */
  readonly hasSecrets: (jobId: string) => boolean
}

/** A tab without the passwords of a job leaves the tab that has them this much time to take the job up. */
const courtesyMs = 1_000

export function startTabs({ dependencies, drive, statuses, hasSecrets }: TabDependencies) {
  const waiting = new Set<string>()
  const running = new Set<string>()
  const pokes = new Map<string, Set<() => void>>()

  /** Wakes whatever sleeps for a job: the administrator has said something. */
  const poke = (jobId: string) => {
    for (const wake of pokes.get(jobId) ?? []) wake()
  }

  /** True where it was woken before its time. */
  async function sleepOrPoke(jobId: string, ms: number): Promise<boolean> {
    const wakers = pokes.get(jobId) ?? new Set()
    pokes.set(jobId, wakers)
    let wake: () => void = () => undefined
    const woken = new Promise<boolean>((resolve) => {
      wake = () => resolve(true)
    })
    wakers.add(wake)
    try {
      return await Promise.race([woken, dependencies.sleep(ms).then(() => false)])
    } finally {
      wakers.delete(wake)
    }
  }

  async function run(jobId: string, first?: () => Promise<void>, isTakeOver = false): Promise<void> {
    if (waiting.has(jobId) && !isTakeOver) return
    waiting.add(jobId)
    try {
      await dependencies.alone(
        `rollcall-job-${jobId}`,
        async (isMine) => {
          running.add(jobId)
          statuses.changed()
          try {
            await first?.()
            await drive(jobId, isMine)
          } finally {
            if (isMine()) running.delete(jobId)
          }
        },
        isTakeOver,
      )
    } finally {
      running.delete(jobId)
      waiting.delete(jobId)
      statuses.changed()
    }
  }

  /** Says why a job does not go on here. */
  const hasEnded = (jobId: string, error: unknown) => {
    // The lock was taken by another tab, on the administrator's word.
    if (error instanceof Error && error.name === 'AbortError') statuses.setStatus(jobId, null)
    else statuses.setStatus(jobId, error instanceof Error ? error.message : String(error))
  }
  const follow = (jobId: string) => {
    if (waiting.has(jobId)) return
    const wait = hasSecrets(jobId) ? Promise.resolve() : dependencies.sleep(courtesyMs)
    void wait.then(() => run(jobId)).catch((error: unknown) => hasEnded(jobId, error))
  }

  return {
    run,
    follow,
    poke,
    sleepOrPoke,
    takeOver: (jobId: string) => void run(jobId, undefined, true).catch((error: unknown) => hasEnded(jobId, error)),
    hasEnded,
    isRunning: (jobId: string): boolean => running.has(jobId),
  }
}
