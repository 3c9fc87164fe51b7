/** Moves of the ledger: read, move, store with the version that was read; and again where another tab was quicker. */
import { IllegalMove, isOvertaken } from '#domain/jobs/illegal-move.ts'
import { recordPaused } from '#domain/jobs/ledger.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import type { Move, StartUpdates } from './engine-model.ts'

/** A move that did happen and that the ledger cannot take, or a fault of Rollcall's own: trying again would not help. */
export class LedgerDefect extends Error {
  override readonly name = 'LedgerDefect'
}

/** Names of errors that a storage never heals from by waiting: they are ours. */
const ourFaults = new Set(['LedgerDefect', 'TypeError', 'ReferenceError', 'RangeError', 'DataCloneError'])
const isOurFault = (error: unknown): boolean => error instanceof Error && ourFaults.has(error.name)
const isStale = (error: unknown): boolean => error instanceof Error && error.name === 'StaleJobError'
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const retryMs = 2_000

type Ending = { readonly kind: 'stored' | 'no-job' } | { readonly kind: 'refused'; readonly error: IllegalMove; readonly version: number }

function moved(job: Job, move: Move): Job | IllegalMove {
  try {
    return move(job)
  } catch (error) {
    if (error instanceof IllegalMove) return error
    throw new LedgerDefect(textOf(error))
  }
}

export const startUpdates: StartUpdates = ({ store, sleep }, setStatus) => {
  /** The version that this tab last read to act on, or stored. */
  const versions = new Map<string, number>()

  async function attempt(jobId: string, move: Move): Promise<Ending> {
    for (;;) {
      const job = await store.getJob(jobId)
      if (job === null) return { kind: 'no-job' }
      const next = moved(job, move)
      if (next instanceof IllegalMove) return { kind: 'refused', error: next, version: job.version }
      try {
        await store.putJob(next, job.version)
        versions.set(jobId, next.version)
        return { kind: 'stored' }
      } catch (error) {
        if (!isStale(error)) throw error
      }
    }
  }

  /** Only the storage is waited for. */
  async function untilStored(jobId: string, move: Move): Promise<Ending> {
    for (;;) {
      try {
        return await attempt(jobId, move)
      } catch (error) {
        if (isOurFault(error)) throw error
        setStatus(jobId, `This browser cannot store what has happened (${textOf(error)}). Free some space and keep this page open. Trying again.`)
        await sleep(retryMs)
      }
    }
  }

  async function pause(jobId: string, error: unknown): Promise<never> {
    const reason = `A fault in Rollcall paused this job: ${textOf(error)} Nothing more is sent. Select Resume to check the journal and continue.`
    await untilStored(jobId, (job) => recordPaused(job, reason))
    throw new LedgerDefect(reason)
  }

  return {
    hasRead: ({ id, version }) => void versions.set(id, version),
    update: async (jobId, move) => (await attempt(jobId, move)).kind === 'stored',
    async updateUntilStored(jobId, move) {
      try {
        const ending = await untilStored(jobId, move)
        if (ending.kind !== 'refused' || isOvertaken(ending.error, ending.version !== versions.get(jobId))) return
        throw ending.error
      } catch (error) {
        await pause(jobId, error)
      }
    },
  }
}
