/** What JumpCloud's published user allows in each attribute; a row that says otherwise is refused by name. */
import type { Settings } from './state.ts'

/** The message that refuses the value, or null. */
type Check = (value: unknown, name: string) => string | null

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const text =
  (most: number): Check =>
  (value, name) => {
    if (typeof value !== 'string') return `"${name}" must be a string`
    return value.length > most ? `"${name}" length must be less than or equal to ${most} characters long` : null
  }
const flag: Check = (value, name) => (typeof value === 'boolean' ? null : `"${name}" must be a boolean`)
const whole =
  (most: number): Check =>
  (value, name) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return `"${name}" must be an integer`
    return value < 1 || value > most ? `"${name}" must be from 1 to ${most}` : null
  }
const moment: Check = (value, name) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value)) ? null : `"${name}" must be a valid date`
const email: Check = (value, name) =>
  text(1_024)(value, name) ?? (/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(String(value)) ? null : `"${name}" must be a valid email`)
const username: Check = (value, name) => text(1_024)(value, name) ?? (/[\s@]/.test(String(value)) ? `"${name}" may not contain spaces or "@"` : null)
const objectId: Check = (value, name) => (typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value) ? null : `"${name}" must be the id of a user`)

const object =
  (parts: Readonly<Record<string, Check>>): Check =>
  (value, name) => {
    if (!isObject(value)) return `"${name}" must be an object`
    for (const [part, check] of Object.entries(parts)) {
      if (value[part] === undefined || value[part] === null || value[part] === '') continue
      const problem = check(value[part], `${name}.${part}`)
      if (problem !== null) return problem
    }
    return null
  }
const list =
  (each: Check): Check =>
  (value, name) => {
    if (!Array.isArray(value)) return `"${name}" must be an array`
    for (const [index, item] of (value as unknown[]).entries()) {
      const problem = each(item, `${name}[${index}]`)
      if (problem !== null) return problem
    }
    return null
  }

const named = (names: string, check: Check): Record<string, Check> => Object.fromEntries(names.split(' ').map((name) => [name, check]))
const address = object(named('type poBox extendedAddress streetAddress locality region postalCode country', text(1_024)))

const checks: Readonly<Record<string, Check>> = {
  ...named(
    'firstname middlename lastname displayname company costCenter department employeeType jobTitle location description managedAppleId alternateEmail public_key external_dn external_source_type password',
    text(1_024),
  ),
  ...named(
    'suspended activated account_locked sudo passwordless_sudo enable_managed_uid enable_user_portal_multifactor ldap_binding_user samba_service_user allow_public_key password_never_expires disableDeviceMaxLoginAttempts externally_managed',
    flag,
  ),
  ...named('unix_uid unix_guid', whole(4_294_967_295)),
  username,
  email,
  employeeIdentifier: text(256),
  manager: objectId,
  external_password_expiration_date: moment,
  phoneNumbers: list(object(named('type number', text(1_024)))),
  addresses: list(address),
  attributes: list(object({ name: text(1_024), value: text(1_024) })),
  recoveryEmail: object({ address: email }),
  mfa: object({ configured: flag, exclusion: flag, exclusionUntil: moment, exclusionDays: whole(365) }),
  ssh_keys: list(object(named('name public_key', text(10_000)))),
}

const states = { POST: ['STAGED', 'ACTIVATED', 'SUSPENDED'], PATCH: ['ACTIVATED', 'SUSPENDED'] } as const

/** The first thing about the element that JumpCloud's published shapes do not allow. What empties an attribute is another matter. */
export function invalidIn(element: Readonly<Record<string, unknown>>, method: 'POST' | 'PATCH'): string | null {
  for (const [name, value] of Object.entries(element)) {
    if (value === null || value === undefined || value === '') continue
    const problem = checks[name]?.(value, name) ?? null
    if (problem !== null) return problem
  }
  const { state } = element
  const allowed: readonly unknown[] = states[method]
  if (state !== undefined && state !== null && state !== '' && !allowed.includes(state)) return `"state" must be one of [${allowed.join(', ')}]`
  return attributeProblem(element['attributes'])
}

/** The first two sentences are JumpCloud's own. */
function attributeProblem(attributes: unknown): string | null {
  const seen = new Set<string>()
  for (const attribute of Array.isArray(attributes) ? (attributes as unknown[]) : []) {
    const name = isObject(attribute) && typeof attribute['name'] === 'string' ? attribute['name'] : ''
    if (/\s/.test(name)) return 'Attribute names may not contain spaces'
    if (!/^[A-Za-z0-9]+$/.test(name)) return 'Attribute names may only contain letters and numbers'
    if (name.length > 31) return 'Attribute names must be fewer than 32 characters'
    if (seen.has(name)) return `Attribute names must be unique: "${name}"`
    seen.add(name)
  }
  return null
}

/** What the organization's policy has against a password; the password itself is not kept. */
export function passwordProblem(password: string, policy: Settings['passwordPolicy']): string | null {
  const least = typeof policy['minLength'] === 'number' && policy['enableMinLength'] !== false ? policy['minLength'] : 0
  const rules: readonly [boolean, string][] = [
    [password.length < least, 'minLength'],
    [policy['needsLowercase'] === true && !/\p{Ll}/u.test(password), 'lowercase'],
    [policy['needsUppercase'] === true && !/\p{Lu}/u.test(password), 'uppercase'],
    [policy['needsNumeric'] === true && !/\d/.test(password), 'numeric'],
    [policy['needsSymbolic'] === true && !/[^\p{L}\p{N}]/u.test(password), 'specialCharacter'],
  ]
  const broken = rules.find(([isBroken]) => isBroken)
  return broken === undefined ? null : `Password validation fail: ${broken[1]}`
}
