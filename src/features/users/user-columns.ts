/** The columns of the Users screen, remembered in this browser. */
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import type { SystemUser } from '#domain/wire.ts'

const key = 'rollcall.users.columns'

export const usualColumns: readonly FieldKey[] = [
  'username',
  'email',
  'firstname',
  'lastname',
  'state',
  'department',
  'jobTitle',
  'location',
  'manager',
  'employeeIdentifier',
  'employeeType',
  'costCenter',
]

export function readColumns(): readonly FieldKey[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    const known = Array.isArray(stored) ? stored.filter((each): each is string => typeof each === 'string' && fieldByKey(each)?.secret === false) : []
    return known.length === 0 ? usualColumns : known
  } catch {
    return usualColumns
  }
}

export const storeColumns = (columns: readonly FieldKey[]) => localStorage.setItem(key, JSON.stringify(columns))

/** The custom attributes that any of the users has. */
export function attributesOf(users: readonly SystemUser[]): FieldKey[] {
  const names = new Set<string>()
  for (const { attributes = [] } of users) for (const { name } of attributes) if (name !== undefined && name !== '') names.add(name)
  return [...names].toSorted().map((name) => `attributes.${name}`)
}
