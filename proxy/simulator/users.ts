/** Users: what a create or update does to them, and how they are found. */
import { hadPassword, holderOf, notAnObject, objectId, putUser, uniqueNames, visible, type Organization, type Settings, type StoredUser } from './state.ts'
import { normalized } from './normalizing.ts'
import { invalidIn } from './validity.ts'

export type Outcome = { readonly kind: 'done'; readonly user: StoredUser } | { readonly kind: 'refused'; readonly message: string }

const refused = (message: string): Outcome => ({ kind: 'refused', message })
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What a POST ignores (observed in JumpCloud's own notes). */
const ignored = new Set(['badLoginAttempts', 'created', '_id', 'id', 'organization', 'password', hadPassword, notAnObject])

/** What a write may set; anything else is dropped in silence, as unknown attributes are. */
const writable = new Set(
  'username email firstname middlename lastname displayname state account_locked company costCenter department employeeType jobTitle location description employeeIdentifier manager alternateEmail managedAppleId recoveryEmail phoneNumbers addresses attributes sudo passwordless_sudo enable_managed_uid unix_uid unix_guid enable_user_portal_multifactor mfa ldap_binding_user samba_service_user allow_public_key password_never_expires disableDeviceMaxLoginAttempts public_key ssh_keys externally_managed external_dn external_source_type external_password_expiration_date delegatedAuthority suspended activated'.split(
    ' ',
  ),
)

export function createUser(organization: Organization, given: Record<string, unknown>, at: number, normalizes = organization.settings.normalizes): Outcome {
  const element = normalizes ? normalized(given) : given
  if (notAnObject in element) return refused('Each user must be an object')
  if (text(element['username']) === '') return refused('"username" is required')
  if (text(element['email']) === '') return refused('"email" is required')
  for (const name of ['mfaData', 'relationships']) if (name in element) return refused(`"${name}" is not allowed`)
  for (const name of ['addresses', 'phoneNumbers']) if (listOf(element[name]).some((item) => '_id' in item)) return refused(`"${name}[0]._id" is not allowed`)
  const problem = problemIn(organization, element, null, 'POST')
  if (problem !== null) return refused(problem)
  const id = objectId()
  const state = text(element['state']) === '' ? organization.settings.defaultState : text(element['state'])
  const user: StoredUser = {
    phoneNumbers: [],
    addresses: [],
    attributes: [],
    sudo: false,
    account_locked: false,
    externally_managed: false,
    ...writes(element, 'POST'),
    _id: id,
    id,
    username: text(element['username']),
    email: text(element['email']).toLowerCase(),
    state,
    suspended: state === 'SUSPENDED',
    activated: state === 'ACTIVATED',
    created: new Date(at).toISOString(),
    creationSource: 'jumpcloud:bulk',
    ...(element[hadPassword] !== true ? {} : { password_date: new Date(at).toISOString() }),
  }
  const kept = withoutNulls(user)
  putUser(organization, kept)
  return { kind: 'done', user: kept }
}

/** A PUT is the update of a single user, which knows the recovery email; the bulk update does not. */
export function updateUser(
  organization: Organization,
  given: Record<string, unknown>,
  method: 'PATCH' | 'PUT' = 'PATCH',
  normalizes = organization.settings.normalizes,
): Outcome {
  const element = normalizes ? normalized(given) : given
  if (notAnObject in element) return refused('Each user must be an object')
  if (text(element['id']) === '') return refused('"id" is required')
  const before = organization.users.get(text(element['id']).toLowerCase())
  if (before === undefined) return refused('Not Found')
  const problem = problemIn(organization, element, before._id, 'PATCH')
  if (problem !== null) return refused(problem)
  const clears = clearsIn(element, organization.settings)
  if (clears.refused !== null) return refused(clears.refused)
  const set = writes(element, method)
  if (organization.settings.arrays === 'appended')
    for (const name of ['phoneNumbers', 'addresses', 'attributes']) if (name in set) set[name] = [...listOf(before[name]), ...listOf(set[name])]
  const user: StoredUser = { ...before, ...set, ...Object.fromEntries(clears.ignored.map((name) => [name, before[name]])) }
  if (typeof element['email'] === 'string' && element['email'] !== '') user.email = element['email'].toLowerCase()
  if (typeof element['state'] === 'string') user['suspended'] = element['state'] === 'SUSPENDED'
  const kept = withoutNulls(user)
  putUser(organization, kept)
  return { kind: 'done', user: kept }
}

/** What was emptied with null is absent from then on: no attribute that can be written is published as null. */
const withoutNulls = (user: StoredUser): StoredUser => Object.fromEntries(Object.entries(user).filter(([, value]) => value !== null)) as StoredUser

/** A manager goes with null (observed); for all else the organization's settings decide. */
function clearsIn(element: Record<string, unknown>, { emptyText, nullValue }: Settings): { refused: string | null; ignored: string[] } {
  const ignored: string[] = []
  for (const [name, value] of Object.entries(element)) {
    if ((value !== '' && value !== null) || (name === 'manager' && value === null)) continue
    const answer = value === '' ? emptyText : nullValue
    if (answer === 'refused') return { refused: value === '' ? `"${name}" is not allowed to be empty` : `"${name}" must be a string`, ignored }
    if (answer === 'ignored') ignored.push(name)
  }
  return { refused: null, ignored }
}

/** Arrays are replaced whole, and their elements get ids of their own (observed in JumpCloud's tools, which merge before they send). */
function writes(element: Record<string, unknown>, method: 'POST' | 'PATCH' | 'PUT'): Record<string, unknown> {
  const set: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(element)) {
    if (ignored.has(name) || !writable.has(name)) continue
    if (method === 'PATCH' && name === 'recoveryEmail') continue
    set[name] = name === 'addresses' || name === 'phoneNumbers' ? listOf(value).map((item) => ({ ...item, id: objectId() })) : value
  }
  return set
}

function problemIn(organization: Organization, element: Record<string, unknown>, self: string | null, method: 'POST' | 'PATCH'): string | null {
  const invalid = invalidIn(element, method)
  if (invalid !== null) return invalid
  if (typeof element[hadPassword] === 'string') return element[hadPassword]
  const wanted = text(element['username']).toLowerCase()
  if (organization.settings.reservedUsernames.some((name) => name.toLowerCase() === wanted)) return `The username "${wanted}" is reserved`
  const manager = text(element['manager'])
  if (manager !== '' && !organization.users.has(manager.toLowerCase())) return `"manager" is not a user of this organization: ${manager}`
  if (element['state'] !== undefined && element['suspended'] !== undefined && (element['state'] === 'SUSPENDED') !== element['suspended'])
    return `Cannot save conflicting state and suspended fields. (state=${text(element['state'])} suspended=${JSON.stringify(element['suspended'])})`
  for (const name of uniqueNames) {
    const holder = holderOf(organization, name, element[name])
    if (holder !== undefined && holder !== self) return organization.settings.duplicateText.replace('{field}', name)
  }
  return null
}

const listOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null) : []

/**
 * The users of `{ or: [...] }` whose terms are all whole names or ids, looked up rather than gone through: a directory is large, and such a filter
 * long. Null for any other filter.
 */
export function quickSearch(organization: Organization, filter: unknown): StoredUser[] | null {
  const terms = (filter as { or?: unknown } | null | undefined)?.or
  if (!Array.isArray(terms) || Object.keys(filter as object).length !== 1) return null
  const found = new Map<string, StoredUser>()
  for (const term of terms as unknown[]) {
    const [[name, wanted] = ['', null], ...others] = Object.entries((term ?? {}) as Record<string, Record<string, unknown>>)
    if (others.length > 0 || typeof wanted !== 'object' || wanted === null || Object.keys(wanted).length !== 1) return null
    const unique = uniqueNames.find((each) => each === name)
    const whole = unique === undefined ? null : wholeText(wanted['$regex'])
    let id: string | undefined
    if (name === '_id' && typeof wanted['$eq'] === 'string') id = wanted['$eq']
    else if (unique !== undefined && whole !== null) id = holderOf(organization, unique, whole)
    else return null
    const user = id === undefined ? undefined : organization.users.get(id)
    if (user !== undefined) found.set(user._id, user)
  }
  return [...visible(organization, [...found.values()])]
}

/** The text that an anchored expression without case stands for, or null where it stands for more than one. */
function wholeText(pattern: unknown): string | null {
  const inner = typeof pattern === 'string' ? /^\(\?i\)\^([^]*)\$$/.exec(pattern)?.[1] : undefined
  if (inner === undefined || /[.*+?^${}()|[\]]/.test(inner.replaceAll(/\\[^]/g, ''))) return null
  return inner.replaceAll(/\\([^])/g, '$1')
}
