/** Columns of a file of which nothing is sent, each with the reason. */
import type { OpenDraft } from '#workbench/draft/draft-session.ts'

import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { Field, FieldKey } from '#domain/fields/field.ts'

export interface UnsentColumn {
  readonly header: string
  readonly reason: string
}

/** Fields that no update sends: they can be set for new users only. */
export const fieldsOfNewUsers = (columns: readonly FieldKey[]): Field[] =>
  columns.flatMap((key) => {
    const field = fieldByKey(key)
    return field?.use === 'create' ? [field] : []
  })

export const unsentColumns = ({ mapping, origin, purpose }: Pick<OpenDraft, 'mapping' | 'origin' | 'purpose'>): UnsentColumn[] =>
  // Columns of a draft that no file was read for are ours.
  origin.kind !== 'file'
    ? []
    : mapping.flatMap(({ header, target }): UnsentColumn[] => {
        if (target.kind === 'not-sent') return [{ header, reason: target.reason }]
        if (target.kind === 'unmapped') return [{ header, reason: 'Not mapped.' }]
        if (target.kind === 'field' && purpose === 'update')
          return fieldsOfNewUsers([target.field]).map(({ label }) => ({ header, reason: `${label} can be set for new users only.` }))
        return target.kind === 'ignored' ? [{ header, reason: 'You chose not to use it.' }] : []
      })
