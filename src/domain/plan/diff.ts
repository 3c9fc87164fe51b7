/** What a row would change about a directory user. */
import { fieldByKey } from '../fields/field-lookup.ts'
import type { Field, FieldKey } from '../fields/field.ts'
import type { Change } from './plan-model.ts'
import type { SystemUser, WireAddress } from '../wire.ts'
import { isClear, wayToClear } from '../fields/clear.ts'
import { likenessOf } from '../fields/likeness.ts'
import { parseCell } from '../fields/parse-cell.ts'
import type { Row } from '../packed/row.ts'

/** The directory's value of a field as the text of a cell; '' where it has none. Passwords are never in the directory's answers. */
export function readCell(user: SystemUser, field: Field): string {
  const { target } = field
  switch (target.kind) {
    case 'id':
      return user.id ?? user._id ?? ''
    case 'scalar':
      return textOf((user as Readonly<Record<string, unknown>>)[target.name])
    case 'object': {
      const whole = (user as Readonly<Record<string, unknown>>)[target.name]
      return typeof whole === 'object' && whole !== null ? textOf((whole as Readonly<Record<string, unknown>>)[target.part]) : ''
    }
    case 'phone':
      return user.phoneNumbers?.find(({ type }) => type === target.type)?.number ?? ''
    case 'address':
      return textOf(user.addresses?.find(({ type }) => type === target.type)?.[target.part as keyof WireAddress])
    case 'attribute':
      return user.attributes?.find(({ name }) => name === target.name)?.value ?? ''
  }
}

/** All that a clear of the field takes away: a user may have two phones of one type, and both go. */
export function readAll(user: SystemUser, field: Field): string {
  const { target } = field
  const listed = (texts: readonly string[]) => texts.filter((text) => text !== '').join(', ')
  switch (target.kind) {
    case 'phone':
      return listed((user.phoneNumbers ?? []).filter(({ type }) => type === target.type).map(({ number }) => number ?? ''))
    case 'address':
      return listed((user.addresses ?? []).filter(({ type }) => type === target.type).map((address) => textOf(address[target.part as keyof WireAddress])))
    case 'attribute':
      return listed((user.attributes ?? []).filter(({ name }) => name === target.name).map(({ value }) => value ?? ''))
    case 'id':
    case 'scalar':
    case 'object':
      return readCell(user, field)
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '')

/** Whether two texts mean the same value of a field: as typed values, and in any spelling that `likeness.ts` calls the same. */
export function meanSame(field: Field, a: string, b: string): boolean {
  const likeness = likenessOf(field.kind, a, b)
  if (likeness === 'equal' || likeness === 'same') return true
  if (field.kind === 'password') return false
  const left = parseCell(field, a)
  const right = parseCell(field, b)
  return left.kind === 'value' && right.kind === 'value' && left.value === right.value
}

/**
 * Changes of a row, in column order. A blank cell is no change; without a user every filled cell is one; a clear is one where there is something
 * to clear. Invalid cells are left to the validator.
 */
export function diffRow(row: Row, columns: readonly FieldKey[], user: SystemUser | null): Change[] {
  const changes: Change[] = []
  columns.forEach((key, index) => {
    const field = fieldByKey(key)
    const after = row.cells[index] ?? ''
    if (field === undefined || field.target.kind === 'id') return
    if (isClear(after)) {
      const had = user === null || wayToClear(field).kind === 'impossible' ? '' : readAll(user, field)
      if (had !== '') changes.push({ field: key, before: had, after: '', clears: true })
      return
    }
    if (parseCell(field, after).kind !== 'value') return
    if (user === null ? field.use === 'update' : field.use === 'create') return
    const before = user === null ? '' : readCell(user, field)
    if (user !== null && meanSame(field, before, after)) return
    const likeness = before === '' ? 'different' : likenessOf(field.kind, before, after)
    changes.push({ field: key, before, after, ...(likeness === 'case' || likeness === 'zeros' || likeness === 'signs' ? { only: likeness } : {}) })
  })
  return changes
}

/** How many cells say what the directory has in another spelling: no change, and counted as such. */
export function countAlike(row: Row, columns: readonly FieldKey[], user: SystemUser): number {
  let count = 0
  columns.forEach((key, index) => {
    const after = row.cells[index] ?? ''
    const field = after === '' || isClear(after) ? undefined : fieldByKey(key)
    if (field === undefined || field.target.kind === 'id' || field.secret) return
    const before = readCell(user, field)
    if (before !== '' && before !== after && likenessOf(field.kind, before, after) === 'same') count += 1
  })
  return count
}
