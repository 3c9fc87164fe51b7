/** Makes the users of a new organization: varied, linked and the same for the same seed. */
import { departments, firstNames, lastNames, numbersFrom, offices, pick, plain } from './user-parts.ts'
import { objectId, putUser, usualSettings, type Organization, type StoredUser } from './state.ts'

export interface Person {
  readonly firstname: string
  readonly lastname: string
  readonly username: string
  readonly email: string
  readonly employeeIdentifier: string
  readonly department: (typeof departments)[number]
  readonly jobTitle: string
  readonly office: (typeof offices)[number]
  readonly mobile: string
}

/** One user after another whose login is not `taken`; employee numbers count from `firstNumber`. */
export function* makeUsers(seed: number, firstNumber: number, taken: (username: string) => boolean): Generator<Person, never> {
  const next = numbersFrom(seed)
  const used = new Set<string>()
  for (let number = firstNumber; ; number += 1) {
    const firstname = pick(firstNames, next)
    const lastname = pick(lastNames, next)
    const base = `${plain(firstname).slice(0, 9)}.${plain(lastname)}`.slice(0, 17)
    let username = base
    for (let again = 2; used.has(username) || taken(username); again += 1) username = `${base}${again}`
    used.add(username)
    const department = pick(departments, next)
    const office = pick(offices, next)
    yield {
      firstname,
      lastname,
      username,
      email: `${username}@acme.example`,
      employeeIdentifier: `E${String(number).padStart(5, '0')}`,
      department,
      jobTitle: pick(department.titles, next),
      office,
      mobile: `${office.dial} ${String(1000 + Math.floor(next() * 9000))}`,
    }
  }
}

export function seedOrganization(name: string, count: number, seed: number, rate: number, startMs: number): Organization {
  const organization: Organization = {
    id: objectId(),
    name,
    rate,
    startMs,
    users: new Map(),
    taken: new Map(),
    jobs: new Map(),
    log: [],
    settings: usualSettings,
    faults: [],
    stale: new Map(),
    requestTimes: [],
  }
  const made = makeUsers(seed, 1, () => false)
  const next = numbersFrom(seed + 1)
  const newId = idsOf(seed, name)
  const managers: string[] = []
  for (let index = 0; index < count; index += 1) {
    const user = { ...userOf(made.next().value, next, managers, newId), ...standingOf(index, newId) }
    if (index % 15 === 0) managers.push(user._id)
    putUser(organization, user)
  }
  return organization
}

/** Ids of users: the same for the same seed and name of the organization, so that a script finds them again; others in every other organization. */
function idsOf(seed: number, name: string): () => string {
  const next = numbersFrom(Array.from(name, (letter) => letter.codePointAt(0) ?? 0).reduce((sum, code) => Math.imul(sum, 31) + code, seed + 2))
  const part = () =>
    Math.floor(next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0')
  return () => part() + part() + part()
}

/** Every hundredth user is an administrator of JumpCloud too, and every fortieth is kept by a system of their own. */
function standingOf(index: number, newId: () => string): Record<string, unknown> {
  if (index % 100 === 7) return { admin: { id: newId(), roleName: 'Administrator', roleNames: ['Administrator'] } }
  if (index % 40 !== 11) return {}
  return {
    externally_managed: true,
    external_source_type: 'workday',
    restrictedFields: ['email', 'firstname', 'lastname'].map((field) => ({ field, type: 'scim' })),
  }
}

function userOf(person: Person, next: () => number, managers: readonly string[], newId: () => string): StoredUser {
  const id = newId()
  const { office, department } = person
  const chance = (share: number) => next() < share
  const phoneNumbers = [
    { id: newId(), type: 'mobile', number: person.mobile },
    ...(chance(0.6) ? [{ id: newId(), type: 'work', number: `${office.dial} 100${Math.floor(next() * 10)}` }] : []),
  ]
  const addresses = [
    {
      id: newId(),
      type: 'work',
      streetAddress: office.street,
      locality: office.locality,
      region: office.region,
      postalCode: office.postalCode,
      country: office.country,
      poBox: '',
      extendedAddress: '',
    },
    ...(chance(0.4)
      ? [
          {
            id: newId(),
            type: 'home',
            streetAddress: `${1 + Math.floor(next() * 200)} Garden Street`,
            locality: office.locality,
            region: office.region,
            postalCode: office.postalCode,
            country: office.country,
            poBox: '',
            extendedAddress: '',
          },
        ]
      : []),
  ]
  const attributes = [
    { name: 'badge', value: String(10_000 + Math.floor(next() * 89_999)) },
    ...(chance(0.5) ? [{ name: 'tshirt', value: pick(['S', 'M', 'L', 'XL'], next) }] : []),
  ]
  const state = chance(0.03) ? 'SUSPENDED' : chance(0.03) ? 'STAGED' : 'ACTIVATED'
  return {
    _id: id,
    id,
    username: person.username,
    email: person.email,
    firstname: person.firstname,
    lastname: person.lastname,
    displayname: `${person.firstname} ${person.lastname}`,
    employeeIdentifier: person.employeeIdentifier,
    employeeType: chance(0.1) ? 'Contractor' : 'Employee',
    company: 'Acme',
    costCenter: department.costCenter,
    department: department.name,
    jobTitle: person.jobTitle,
    location: office.location,
    ...(managers.length > 0 ? { manager: pick(managers, next) } : {}),
    phoneNumbers,
    addresses,
    attributes,
    state,
    activated: state !== 'STAGED',
    suspended: state === 'SUSPENDED',
    account_locked: false,
    sudo: chance(0.02),
    passwordless_sudo: false,
    enable_managed_uid: false,
    enable_user_portal_multifactor: chance(0.3),
    externally_managed: chance(0.03),
    password_never_expires: false,
    mfa: { configured: chance(0.5), exclusion: false },
    organization: 'acme',
    created: '2025-01-15T09:00:00.000Z',
  }
}
