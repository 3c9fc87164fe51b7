/** The routes by which a page claims, renews and releases users for a job. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerJson } from './answer.ts'
import { maxUsersPerRequest, readBody, readObject } from './body.ts'
import type { LeaseAnswer, LeaseClaim, LeaseHolder, Leases } from './leases.ts'
import { refuse, RefusalError } from './refusal.ts'

/** The ids of a whole batch, and the names. */
const maxBytes = 64 * 1024

const actions: Readonly<Record<string, (leases: Leases, given: Given) => LeaseAnswer>> = {
  '/rollcall/leases/claim': (leases, given) => leases.claim({ ...holderIn(given), ...usersIn(given), ...standingIn(given), name: nameIn(given) }),
  '/rollcall/leases/renew': (leases, given) => leases.renew(holderIn(given)),
  '/rollcall/leases/release': (leases, given) => leases.release({ ...holderIn(given), ...usersIn(given) }),
}

type Given = Readonly<Record<string, unknown>>

export const isLeaseRoute = (path: string): boolean => Object.hasOwn(actions, path)

export async function answerLease(request: IncomingMessage, response: ServerResponse, leases: Leases): Promise<void> {
  const given = readObject(await readBody(request, maxBytes))
  const action = actions[request.url ?? '']
  if (action === undefined) throw new RefusalError(refuse('route', 'There is no such route.'))
  answerJson(response, 200, action(leases, given))
}

const wrong = (what: string) => new RefusalError(refuse('parameter', `The ${what} of a lease is not one that Rollcall sends.`))

function matching(given: Given, name: string, form: RegExp): string {
  const text = given[name]
  if (typeof text !== 'string' || !form.test(text)) throw wrong(name)
  return text
}

const holderIn = (given: Given): LeaseHolder => ({ job: matching(given, 'job', /^[\w-]{4,80}$/), claim: matching(given, 'claim', /^[\w-]{4,80}$/) })
const nameIn = (given: Given): string => matching(given, 'name', /^[^\p{Cc}]{0,200}$/u)

function standingIn({ isOnItsWay, settled }: Given): Pick<LeaseClaim, 'isOnItsWay' | 'settled'> {
  if (typeof isOnItsWay !== 'boolean') throw wrong('isOnItsWay')
  if (settled !== null && (typeof settled !== 'string' || settled.length > 80)) throw wrong('settled')
  return { isOnItsWay, settled }
}

function usersIn(given: Given): Pick<LeaseClaim, 'organizationId' | 'users'> {
  const { users } = given
  const isId = (id: unknown): id is string => typeof id === 'string' && /^[\w-]{1,64}$/.test(id)
  if (!Array.isArray(users) || users.length === 0 || users.length > maxUsersPerRequest || !users.every(isId)) throw wrong('users')
  return { organizationId: matching(given, 'organizationId', /^[0-9a-f]{24}$/), users: [...new Set(users)] }
}
