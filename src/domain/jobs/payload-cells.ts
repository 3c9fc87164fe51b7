/** The cells that a payload came from: what a retry sends where the draft is gone. */
import { catalogue } from '../fields/catalogue.ts'
import { clearMark, wayToClear } from '../fields/clear.ts'
import { attributeField } from '../fields/field-lookup.ts'
import type { Field, FieldKey } from '../fields/field.ts'
import { readCell } from '../plan/diff.ts'
import type { BulkUserCreate, BulkUserUpdate, SystemUser } from '../wire.ts'

/** Only what the payload changes: whole arrays are sent, and most of their entries are as they were. Secrets are in no stored payload. */
export function cellsOf(payload: BulkUserCreate | BulkUserUpdate, before: SystemUser | null): Map<FieldKey, string> {
  const sent: SystemUser = payload
  const attributes = [...(sent.attributes ?? []), ...(before?.attributes ?? [])].flatMap(({ name }) => name ?? [])
  const fields: Field[] = [...catalogue.filter(({ secret, target }) => !secret && target.kind !== 'id'), ...[...new Set(attributes)].map(attributeField)]
  const cells = new Map<FieldKey, string>()
  for (const field of fields) {
    if (!isSent(sent, field)) continue
    const [was, is] = [before === null ? '' : readCell(before, field), readCell(sent, field)]
    if (is !== was) cells.set(field.key, is !== '' ? is : wayToClear(field).kind === 'impossible' ? '' : clearMark)
  }
  return cells
}

function isSent(payload: SystemUser, { target }: Field): boolean {
  switch (target.kind) {
    case 'id':
      return true
    case 'scalar':
    case 'object':
      return Object.hasOwn(payload, target.name)
    case 'phone':
      return payload.phoneNumbers !== undefined
    case 'address':
      return payload.addresses !== undefined
    case 'attribute':
      return payload.attributes !== undefined
  }
}
