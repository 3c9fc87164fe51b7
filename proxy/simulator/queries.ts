/** What a list or a search asks for: filters, search terms, order, fields and pages; what is not understood is refused, never ignored. */
import { passes, type Comparison } from './comparisons.ts'
import { visible, type Organization, type Settings, type StoredUser } from './state.ts'

type Passes = (user: StoredUser) => boolean

/** Ends the reading of a request with 400 and this sentence. */
export class NotUnderstood extends Error {}

const operators: Readonly<Record<string, Comparison>> = { $eq: 'eq', $ne: 'ne', $gt: 'gt', $gte: 'gte', $lt: 'lt', $lte: 'lte' }
const known = Object.keys(operators).join(', ')

/** The attributes of JumpCloud's published user, which filters and searches may name; a dot leads into an object or a list. */
const searchable = new Set(
  '_id id account_locked account_locked_date activated addresses admin allow_public_key alternateEmail attributes badLoginAttempts company costCenter created creationSource delegatedAuthority department description disableDeviceMaxLoginAttempts displayname email employeeIdentifier employeeType enable_managed_uid enable_user_portal_multifactor external_dn external_password_expiration_date external_source_type externally_managed firstname jobTitle lastname ldap_binding_user location managedAppleId manager memberof mfa mfaEnrollment middlename organization password_date password_expiration_date password_expired password_never_expires passwordless_sudo phoneNumbers public_key recoveryEmail relationships restrictedFields samba_service_user ssh_keys state sudo suspended systemUsername tags totp_enabled unix_guid unix_uid username'.split(
    ' ',
  ),
)

function attribute(name: string): string {
  if (!searchable.has(name.split('.')[0] ?? '')) throw new NotUnderstood(`"${name}" is not an attribute of a user`)
  return name
}

/** `a:$eq:b` of GET /api/systemusers (documented). */
function filterTerm(term: string, { inOperator }: Settings): Passes {
  const [, name = '', operator = '', value = ''] = /^([^:]+):([^:]+):([^]*)$/.exec(term) ?? []
  if (name === '') throw new NotUnderstood(`The filter "${term}" must have the form field:$operator:value`)
  attribute(name)
  if (operator === '$in' && inOperator) return (user) => value.split(/[,|]/).some((each) => passes(user, name, 'eq', each))
  const comparison = operators[operator]
  if (comparison === undefined) throw new NotUnderstood(`"${operator}" is not an operator; use one of ${known}`)
  return (user) => passes(user, name, comparison, value)
}

/** `filter=`, `filter[0]=`, `filter[and][0]=` must all pass, of `filter[or][0]=` one. */
export function listFilter(query: URLSearchParams, settings: Settings): Passes {
  const all: Passes[] = []
  const any: Passes[] = []
  for (const [name, term] of query) {
    if (!/^filter(?:\[|$)/.test(name)) continue
    const [, group] = /^filter(?:\[(and|or)\])?(?:\[\d*\])?$/.exec(name) ?? []
    if (!/^filter(?:\[(?:and|or)\])?(?:\[\d*\])?$/.test(name)) throw new NotUnderstood(`"${name}" is not a filter; use filter, filter[0] or filter[or][0]`)
    if (term !== '') (group === 'or' ? any : all).push(filterTerm(term, settings))
  }
  return (user) => all.every((each) => each(user)) && (any.length === 0 || any.some((each) => each(user)))
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The filter of POST /api/search/systemusers: a list (and), `{ and }`, `{ or }`, or one expression, in each other to any depth. */
export function searchFilter(filter: unknown, settings: Settings): Passes {
  if (filter === undefined || filter === null) return () => true
  if (Array.isArray(filter)) {
    const parts = filter.map((each) => searchExpression(each, settings))
    return (user) => parts.every((each) => each(user))
  }
  return searchExpression(filter, settings)
}

function searchExpression(filter: unknown, settings: Settings): Passes {
  if (Array.isArray(filter)) return searchFilter(filter, settings)
  // JumpCloud's PowerShell module looks for a manager with terms in the form of a list (observed).
  if (typeof filter === 'string') return filterTerm(filter, settings)
  if (!isObject(filter)) throw new NotUnderstood('Each part of "filter" must be an object')
  const parts = Object.entries(filter).map(([name, wanted]): Passes => {
    if (name !== 'and' && name !== 'or') return searchTerm(attribute(name), wanted, settings)
    if (!Array.isArray(wanted)) throw new NotUnderstood(`"${name}" must be a list`)
    const inner = wanted.map((each) => searchExpression(each, settings))
    return name === 'and' || inner.length === 0 ? (user) => inner.every((each) => each(user)) : (user) => inner.some((each) => each(user))
  })
  return (user) => parts.every((each) => each(user))
}

function searchTerm(name: string, wanted: unknown, { inOperator }: Settings): Passes {
  if (Array.isArray(wanted)) throw new NotUnderstood(`"${name}" must be a value or an object of operators`)
  if (!isObject(wanted)) return (user) => passes(user, name, 'eq', wanted)
  if (Object.keys(wanted).length === 0) throw new NotUnderstood(`"${name}" has no operator`)
  const parts = Object.entries(wanted).map(([operator, value]): Passes => {
    if (operator === '$regex') {
      const pattern = regular(name, value)
      return (user) => passes(user, name, 'matches', pattern)
    }
    if (operator === '$in' && inOperator && Array.isArray(value)) return (user) => value.some((each) => passes(user, name, 'eq', each))
    const comparison = operators[operator]
    if (comparison === undefined) throw new NotUnderstood(`"${operator}" is not an operator; use one of ${known}, $regex`)
    if (typeof value === 'object' && value !== null) throw new NotUnderstood(`"${name}" is compared with an object or a list`)
    return (user) => passes(user, name, comparison, value)
  })
  return (user) => parts.every((each) => each(user))
}

function regular(name: string, value: unknown): RegExp {
  if (typeof value !== 'string') throw new NotUnderstood(`The $regex of "${name}" must be a text`)
  const withoutCase = value.startsWith('(?i)')
  try {
    return new RegExp(withoutCase ? value.slice(4) : value, withoutCase ? 'i' : '')
  } catch {
    throw new NotUnderstood(`The $regex of "${name}" is not a regular expression`)
  }
}

/** `searchFilter`: part of a text, in any of the fields, without case. Several terms: any of them. */
export function termFilter(asked: unknown): Passes {
  if (asked === undefined || asked === null) return () => true
  if (!isObject(asked)) throw new NotUnderstood('"searchFilter" must be an object')
  const { searchTerm: term, fields = ['username', 'email', 'firstname', 'lastname', 'displayname'], ...others } = asked
  const [other] = Object.keys(others)
  if (other !== undefined) throw new NotUnderstood(`"${other}" is not part of "searchFilter"`)
  const terms = texts('searchFilter.searchTerm', Array.isArray(term) ? term : [term]).map((each) => each.toLowerCase())
  const names = texts('searchFilter.fields', Array.isArray(fields) ? (fields as unknown[]) : [fields]).map(attribute)
  if (names.length === 0) throw new NotUnderstood('"searchFilter.fields" names no field')
  return (user) => terms.length === 0 || terms.some((each) => names.some((name) => passes(user, name, 'contains', each)))
}

function texts(name: string, list: readonly unknown[]): readonly string[] {
  if (!list.every((each) => typeof each === 'string')) throw new NotUnderstood(`"${name}" must be a text or a list of texts`)
  return list
}

/** Names of `fields` or `sort`, separated by spaces; in the query also as `fields[0]=a` or given several times, in the body also as a list. */
export function namesOf(name: 'fields' | 'sort', query: URLSearchParams, body: Record<string, unknown> = {}): string[] {
  const given = body[name]
  if (given !== undefined && given !== null) {
    return texts(name, Array.isArray(given) ? given : [given]).flatMap((each) => each.split(/\s+/).filter((part) => part !== ''))
  }
  const inQuery = [...query].filter(([key]) => new RegExp(String.raw`^${name}(?:\[\d*\])?$`).test(key))
  return inQuery.flatMap(([, text]) => text.split(/\s+/).filter((part) => part !== ''))
}

export interface Page {
  readonly limit: number
  readonly skip: number
}

/** The body wins over the query; more than `most` is answered as `most` (measured by a third party on JumpCloud's lists). */
export function pageOf(query: URLSearchParams, most: number, body: Record<string, unknown> = {}): Page {
  const number = (name: 'limit' | 'skip', otherwise: number): number => {
    const given = body[name] ?? query.get(name) ?? ''
    if (given === '') return otherwise
    if ((typeof given !== 'string' && typeof given !== 'number') || !/^\d{1,9}$/.test(String(given)))
      throw new NotUnderstood(`"${name}" must be a whole number`)
    return Number(given)
  }
  return { limit: Math.min(most, number('limit', 10) || 10), skip: number('skip', 0) }
}

export function chosenFields(user: StoredUser, fields: readonly string[]): Record<string, unknown> {
  if (fields.length === 0) return user
  const names = new Set(['_id', 'id', ...fields.map((name) => name.split('.')[0])])
  return Object.fromEntries(Object.entries(user).filter(([name]) => names.has(name)))
}

const byId = new WeakMap<Organization['users'], readonly string[]>()

/** All users in the order asked for; without one, in the order in which they are stored, or in none at all. */
export function inOrder(organization: Organization, sort: readonly string[]): readonly StoredUser[] {
  const { users, settings } = organization
  if (sort.length === 0 || sort.length > 1 || sort[0] !== '_id') {
    const all = visible(organization, [...users.values()])
    return sort.length > 0 ? sorted(all, sort) : settings.unsorted === 'shuffled' ? shuffled(all) : all
  }
  // A large directory is read page by page, and should not be sorted for each of them.
  let ids = byId.get(users)
  if (ids === undefined || ids.length !== users.size || !users.has(ids[0] ?? '')) {
    ids = [...users.keys()].sort()
    byId.set(users, ids)
  }
  return visible(
    organization,
    ids.flatMap((id) => users.get(id) ?? []),
  )
}

/** A directory that has lost a user is sorted again. */
export const forgetOrder = (organization: Organization): boolean => byId.delete(organization.users)

/** Names with `-` before them go downwards; a name that nobody has changes nothing (measured by a third party). */
export function sorted(list: readonly StoredUser[], sort: readonly string[]): StoredUser[] {
  const keys = sort.map((name) => ({ name: name.replace(/^-/, ''), sign: name.startsWith('-') ? -1 : 1 }))
  return [...list].sort((a, b) => {
    for (const { name, sign } of keys) {
      const difference = compared(a[name], b[name])
      if (difference !== 0) return difference * sign
    }
    return 0
  })
}

function compared(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [first, second] = [sortText(a), sortText(b)]
  return first < second ? -1 : first > second ? 1 : 0
}

const sortText = (value: unknown): string => (value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value))

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
