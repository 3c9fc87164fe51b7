/** A world: one upstream and one organisation in it. Drafts, jobs and mappings belong to exactly one. */

export type Upstream = 'simulator' | 'us' | 'eu' | 'in' | 'other'

export interface World {
  readonly upstream: Upstream
  /** 24 hex characters. */
  readonly organizationId: string
}

/** Text form of a world, used as a storage key. */
export const worldKey = (world: World): string => `${world.upstream}:${world.organizationId}`
