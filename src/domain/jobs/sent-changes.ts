/** What a request body changes about a user, as cell texts: read off the body and off the user as they were before. */
import { catalogue } from '../fields/catalogue.ts'
import { attributeField } from '../fields/field-lookup.ts'
import type { Field } from '../fields/field.ts'
import { meanSame, readAll, readCell } from '../plan/diff.ts'
import type { Change } from '../plan/plan-model.ts'
import type { BulkUserCreate, BulkUserUpdate, SystemUser } from '../wire.ts'

export interface SentUser {
  readonly payload: BulkUserCreate | BulkUserUpdate
  /** Names of secrets that went along and are not kept. */
  readonly secrets: readonly string[]
  /** The user as they were, for updates: what the body touches. */
  readonly before: SystemUser | null
}

/** Every custom attribute of either user, and the fields of the catalogue. */
function fieldsOf(...users: readonly (SystemUser | null)[]): readonly Field[] {
  const names = new Set(users.flatMap((user) => (user?.attributes ?? []).flatMap(({ name }) => (name === undefined || name === '' ? [] : [name]))))
  return [...catalogue.filter(({ target, secret }) => target.kind !== 'id' && !secret), ...[...names].map(attributeField)]
}

/** In the order of the catalogue, without secrets. An array is sent whole; only the entries that differ from before are changes. */
export function sentChanges({ payload, before }: Pick<SentUser, 'payload' | 'before'>): Change[] {
  const after = payload as SystemUser
  const names = new Set(Object.keys(payload))
  return fieldsOf(after, before).flatMap((field): Change[] => {
    const name = nameOf(field)
    if (!names.has(name)) return []
    const is = readCell(after, field)
    const was = before === null ? '' : readCell(before, field)
    if (is === '') {
      const had = before === null ? '' : readAll(before, field)
      return had === '' || had === 'false' ? [] : [{ field: field.key, before: had, after: '', clears: true }]
    }
    return before !== null && meanSame(field, was, is) ? [] : [{ field: field.key, before: was, after: is }]
  })
}

/** JumpCloud's name of the attribute in which a field lies. */
export function nameOf({ target }: Field): string {
  switch (target.kind) {
    case 'id':
      return 'id'
    case 'scalar':
    case 'object':
      return target.name
    case 'phone':
      return 'phoneNumbers'
    case 'address':
      return 'addresses'
    case 'attribute':
      return 'attributes'
  }
}
