/** What the parts of a running engine share. */
import type { Job } from '#domain/jobs/ledger-model.ts'
import type { Breaker } from './breaker.ts'
import type { EngineParts, SecretsInMemory } from './engine-model.ts'
import type { Pace } from './pace.ts'

type Move = (job: Job) => Job

export interface EngineContext {
  readonly parts: EngineParts
  readonly pace: Pace
  readonly breaker: Breaker
  readonly secrets: SecretsInMemory
  /** Shows, or with null takes away, what is in the way of a job. */
  readonly say: (jobId: string, status: string | null) => void
  /** False where the ledger does not allow the move any more; rejects where storing fails. */
  readonly update: (jobId: string, move: Move) => Promise<boolean>
  /** For what has happened already and must not be lost: tried until the browser stores it. */
  readonly updateUntilStored: (jobId: string, move: Move) => Promise<void>
}

/** A read of JumpCloud: in its turn, and through the breaker. */
export const inTurn = <T>({ pace, breaker }: EngineContext, call: () => Promise<T>): Promise<T> =>
  breaker.through(async () => {
    await pace.turn()
    return call()
  })
