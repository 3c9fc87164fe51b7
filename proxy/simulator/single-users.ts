/** Users one by one, as scripts and SDKs create, change and remove them; Rollcall itself only reads here. */
import { withoutPassword } from './bulk-jobs.ts'
import { chosenFields, forgetOrder, namesOf, NotUnderstood } from './queries.ts'
import { json, problem, type SimAnswer, type SimRequest } from './exchange.ts'
import { hadPassword, removeUser, visible, type Organization, type State } from './state.ts'
import { createUser, updateUser, type Outcome } from './users.ts'

export function createOne(organization: Organization, request: SimRequest, state: State, now: number): SimAnswer {
  if (request.isReadOnly) return problem(403, 'Forbidden: this API key is read-only')
  const element = elementOf(organization, request)
  return passwordRefusal(element, request) ?? answered(createUser(organization, element, now), state)
}

export function answerUser(organization: Organization, userId: string, request: SimRequest, state: State, now: number): SimAnswer {
  const { method } = request
  const stored = organization.users.get(userId)
  const user = stored === undefined || method !== 'GET' ? stored : visible(organization, [stored])[0]
  if (method !== 'GET' && method !== 'PUT' && method !== 'DELETE') return problem(404, 'Not Found')
  if (method !== 'GET' && request.isReadOnly) return problem(403, 'Forbidden: this API key is read-only')
  if (user === undefined) return problem(404, 'Not Found')
  if (method === 'GET') return json(200, chosenFields(user, namesOf('fields', request.query)))
  if (method === 'DELETE') {
    removeUser(organization, user)
    forgetOrder(organization)
    state.changed()
    return json(200, user)
  }
  const element = elementOf(organization, request)
  const refusal = passwordRefusal(element, request)
  if (refusal !== null) return refusal
  const outcome = updateUser(organization, { ...element, id: userId }, 'PUT')
  if (outcome.kind === 'done' && element[hadPassword] === true) outcome.user['password_date'] = new Date(now).toISOString()
  return answered(outcome, state)
}

function elementOf(organization: Organization, { body }: SimRequest): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new NotUnderstood('The body must be one user')
  return withoutPassword(body as Record<string, unknown>, organization)
}

/** With `fullValidationDetails=password` the answer says what is wrong (documented). */
function passwordRefusal(element: Record<string, unknown>, { query }: SimRequest): SimAnswer | null {
  const verdict = element[hadPassword]
  if (typeof verdict !== 'string' || query.get('fullValidationDetails') !== 'password') return null
  const violation = { field: 'password', description: verdict.replace(/^.*: /, '') }
  return json(400, {
    code: 400,
    message: 'Password validation fail',
    status: 'INVALID_ARGUMENT',
    details: [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolationsList: [violation] }],
  })
}

function answered(outcome: Outcome, state: State): SimAnswer {
  if (outcome.kind === 'refused') return problem(400, outcome.message)
  state.changed()
  return json(200, outcome.user)
}
