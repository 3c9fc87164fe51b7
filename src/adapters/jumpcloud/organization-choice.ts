/** Which organization was chosen last, for each upstream, and which ones this tab has worked in; ids and names only. */
import type { Upstream } from '#domain/tenant.ts'

export interface Organization {
  readonly id: string
  readonly name: string
}

const idKey = (upstream: Upstream) => `rollcall.organization:${upstream}`
const nameKey = (id: string) => `rollcall.organization-name:${id}`
const visitedKey = (upstream: Upstream) => `rollcall.organizations-visited:${upstream}`
const isId = (text: unknown): text is string => typeof text === 'string' && /^[0-9a-f]{24}$/.test(text)

const named = (id: string): Organization => ({ id, name: localStorage.getItem(nameKey(id)) ?? id })

/** This tab's own choice comes first: a switch in another tab moves nobody else. */
export function rememberedOrganization(upstream: Upstream): Organization | null {
  const id = sessionStorage.getItem(idKey(upstream)) ?? localStorage.getItem(idKey(upstream))
  return isId(id) ? named(id) : null
}

export function chooseOrganization(upstream: Upstream, organization: Organization) {
  for (const storage of [localStorage, sessionStorage]) storage.setItem(idKey(upstream), organization.id)
  localStorage.setItem(nameKey(organization.id), organization.name)
  const visited = visitedOrganizations(upstream).map(({ id }) => id)
  if (!visited.includes(organization.id)) sessionStorage.setItem(visitedKey(upstream), JSON.stringify([...visited, organization.id]))
}

/** Whose jobs this tab may still be running. */
export function visitedOrganizations(upstream: Upstream): Organization[] {
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(visitedKey(upstream)) ?? '[]')
    return Array.isArray(ids) ? ids.filter(isId).map(named) : []
  } catch {
    return []
  }
}
