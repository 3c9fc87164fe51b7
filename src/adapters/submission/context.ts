/** What the parts of a running engine share. */
import type { Breaker } from './breaker.ts'
import type { EngineDependencies, SecretsInMemory, Updates } from './engine-model.ts'
import { engineWaits, paced, type Pace } from '../jumpcloud/pace.ts'

export interface EngineContext extends Updates {
  readonly dependencies: EngineDependencies
  readonly pace: Pace
  readonly breaker: Breaker
  readonly secrets: SecretsInMemory
  /** Shows, or with null takes away, what is in the way of a job. */
  readonly setStatus: (jobId: string, status: string | null) => void
}

/** A read of JumpCloud: in its turn, and through the breaker. */
export const inTurn = <T>({ pace, breaker }: EngineContext, call: () => Promise<T>): Promise<T> =>
  breaker.through(() => paced(pace, call, { mostWaits: engineWaits }))
