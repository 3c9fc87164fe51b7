/** The simulator's own control route: new organizations, armed faults, and the truth that tests compare with. */
import { workOff } from './bulk-jobs.ts'
import { requestScenarios, type FaultKind } from './scenarios.ts'
import { json, type SimAnswer, type SimRequest } from './exchange.ts'
import { sampleFile } from './samples.ts'
import { seedOrganization } from './seed.ts'
import { defaultStartMs, putUser, usualSettings, type Organization, type State } from './state.ts'

const kinds = new Set<string>(requestScenarios.map(({ kind }) => kind))

export function control({ method, path, body }: SimRequest, state: State, now: number): SimAnswer {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const number = (name: string, otherwise: number) => (typeof given[name] === 'number' ? given[name] : otherwise)
  if (path === '/simulator/organizations' && method === 'POST') {
    const name = typeof given['name'] === 'string' ? given['name'] : `Test ${state.organizations.size}`
    const made = seedOrganization(name, number('users', 50), number('seed', 7), number('rate', 1_000), number('startMs', defaultStartMs))
    state.organizations.set(made.id, made)
    state.changed()
    return json(201, { organizationId: made.id, name })
  }
  if (path === '/simulator/clock' && method === 'POST') {
    state.setSpeed(Math.max(1, Math.min(10_000, number('speed', 1))))
    return json(200, { now: new Date(state.now()).toISOString() })
  }
  const [, id = '', part = '', userId] = /^\/simulator\/organizations\/([0-9a-f]{24})\/([a-z]+)(?:\/([0-9a-f]{24}))?$/.exec(path) ?? []
  const organization = state.organizations.get(id)
  if (organization === undefined) return json(404, { message: 'No such organization.' })
  workOff(organization, now)
  if (part === 'users' && method === 'GET') return json(200, [...organization.users.values()])
  if (part === 'users' && method === 'PATCH') return editUser(organization, userId ?? '', given)
  if (part === 'log' && method === 'GET') return json(200, organization.log)
  if (part === 'settings' && method === 'PATCH') {
    const unknown = Object.keys(given).find((name) => !Object.hasOwn(usualSettings, name))
    if (unknown !== undefined) return json(400, { message: `"${unknown}" is not a setting; use ${Object.keys(usualSettings).join(', ')}` })
    organization.settings = { ...organization.settings, ...given }
    state.changed()
    return json(200, organization.settings)
  }
  if (part === 'faults' && method === 'POST') {
    const kind = String(given['kind'])
    if (!kinds.has(kind)) return json(400, { message: `Known faults: ${[...kinds].join(', ')}.` })
    organization.faults.push({ kind: kind as FaultKind, times: number('times', 1) })
    return json(200, { armed: kind })
  }
  return json(404, { message: 'No such control route.' })
}

/** Somebody else changes a user in JumpCloud's own console. */
function editUser(organization: Organization, userId: string, given: Record<string, unknown>): SimAnswer {
  const user = organization.users.get(userId)
  if (user === undefined) return json(404, { message: 'No such user.' })
  putUser(organization, { ...user, ...given, _id: user._id, id: user._id })
  return json(200, organization.users.get(userId))
}

export const sample = (state: State, name: string, organizationId: string): string => {
  const organization = state.organizations.get(organizationId)
  return organization === undefined ? '' : sampleFile(name, organization)
}
