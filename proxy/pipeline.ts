/** What the pipeline is made of. */
import type { Config } from './config.ts'
import type { Step } from './connection-test/test-connection.ts'
import type { Upstream } from './forward.ts'
import type { GuardConfig } from './guard.ts'
import type { Journal } from './journal.ts'
import type { Leases } from './leases.ts'
import type { Organizations } from './organizations.ts'

export interface OwnRoutes {
  readonly config: Config
  readonly host: string
  readonly keyEnding: string | null
  readonly version: string
  /** Tests the connection, and the organization where one is named. */
  readonly testConnection: (organizationId: string | null) => Promise<readonly Step[]>
  /** A sample file of the simulator for an organization; null where no simulator runs. */
  readonly sample: ((name: string, organizationId: string) => Promise<string>) | null
}

export interface Proxy {
  readonly guard: GuardConfig
  readonly upstream: Upstream
  readonly journal: Journal
  readonly leases: Leases
  readonly organizations: Organizations
  readonly own: OwnRoutes
  readonly slots: Slots
}

/** Requests of this browser that may be under way upstream at once: as many as there are connections to JumpCloud. */
const mostAtOnce = 16

export interface Slots {
  take(): boolean
  leave(): void
}

export function makeSlots(most: number = mostAtOnce): Slots {
  let taken = 0
  return {
    take: () => taken < most && (taken += 1) > 0,
    leave: () => void (taken -= 1),
  }
}
