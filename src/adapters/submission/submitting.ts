/** Stores what a new job is going to send, and starts it: nothing leaves before its intent is on disk. */
import type { Job } from '#domain/jobs/ledger-model.ts'
import { AlreadySentError, type DraftClaim } from '../storage/draft-claim.ts'
import type { Engine, EngineDependencies, SecretsInMemory } from './engine-model.ts'
import { prepare } from './prepare.ts'
import type { startTabs } from './tabs.ts'

interface Parts {
  readonly dependencies: EngineDependencies
  readonly secrets: SecretsInMemory
  readonly tabs: Pick<ReturnType<typeof startTabs>, 'run' | 'hasEnded'>
  readonly submittedHere: Set<string>
}

export function startSubmitting({ dependencies, secrets, tabs, submittedHere }: Parts): Engine['submitJob'] {
  const { store } = dependencies

  /** A browser may say that a write failed which it has done: then the job is there, and goes. */
  async function putNew(job: Job, claim: DraftClaim | undefined): Promise<void> {
    try {
      await store.putJob(job, null, claim)
    } catch (error) {
      const stored = await store.getJob(job.id).catch(() => null)
      if (stored === null) throw error
    }
  }

  return (input) => {
    const { job, payloads, secrets: found } = prepare(input, dependencies)
    const nothingSent = (error: unknown) =>
      error instanceof AlreadySentError
        ? error
        : new Error(`The job could not be stored in this browser, so nothing was sent. ${error instanceof Error ? error.message : String(error)}`)
    return new Promise((resolve, reject) => {
      let isStored = false
      const storeIntent = async () => {
        await store.putPayloads(job.id, payloads)
        if (input.source !== undefined) await store.putSource?.(job.id, input.source)
        await putNew(job, input.claim)
        for (const [key, each] of found) secrets.set(key, each)
        submittedHere.add(job.id)
        isStored = true
        resolve(job)
      }
      tabs.run(job.id, storeIntent).catch((error: unknown) => (isStored ? tabs.hasEnded(job.id, error) : reject(nothingSent(error))))
    })
  }
}
