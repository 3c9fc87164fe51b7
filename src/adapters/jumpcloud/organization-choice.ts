/** Which organization was chosen last, for each upstream; ids and names only, kept in localStorage. */
import type { Upstream } from '#domain/tenant.ts'

export interface Organization {
  readonly id: string
  readonly name: string
}

const idKey = (upstream: Upstream) => `rollcall.organization:${upstream}`
const nameKey = (id: string) => `rollcall.organization-name:${id}`

export function rememberedOrganization(upstream: Upstream): Organization | null {
  const id = localStorage.getItem(idKey(upstream))
  return id !== null && /^[0-9a-f]{24}$/.test(id) ? { id, name: localStorage.getItem(nameKey(id)) ?? id } : null
}

export function chooseOrganization(upstream: Upstream, organization: Organization) {
  localStorage.setItem(idKey(upstream), organization.id)
  localStorage.setItem(nameKey(organization.id), organization.name)
}
