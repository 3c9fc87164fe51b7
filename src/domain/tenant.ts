/** A tenant: one upstream and one organization in it. Drafts, jobs and mappings belong to exactly one. */

export type Upstream = 'simulator' | 'us' | 'eu' | 'in' | 'other'

export interface Tenant {
  readonly upstream: Upstream
  /** 24 hex characters. */
  readonly organizationId: string
}

/** Text form of a tenant, used as a storage key. */
export const tenantKey = (tenant: Tenant): string => `${tenant.upstream}:${tenant.organizationId}`
