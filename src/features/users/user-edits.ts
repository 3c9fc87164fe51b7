/** What an edit of a directory user means for the draft: a value, a visible clear, or nothing any more. */
import { canClear, clearMark, isClear, wayToClear } from '#domain/fields/clear.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import type { RowSet } from '#domain/packed/row.ts'
import { meanSame } from '#domain/plan/diff.ts'

export interface UserEdit {
  /** JumpCloud id of the user. */
  readonly user: string
  readonly field: FieldKey
  /** The text that the cell is to have; '' empties the value in JumpCloud. */
  readonly text: string
}

export type DraftText =
  /** '' leaves the value as it is, and so takes an earlier edit back. */
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'refused'; readonly reason: string }

/** `now` is the directory's text. */
export function draftText(key: FieldKey, now: string, text: string): DraftText {
  const field = fieldByKey(key)
  if (field === undefined || key === 'id') return { kind: 'refused', reason: 'The JumpCloud id of a user cannot be changed.' }
  const way = wayToClear(field)
  const isEmpty = isClear(text) || text === ''
  if (isEmpty && now === '') return { kind: 'text', text: '' }
  if (isEmpty) return canClear(field) ? { kind: 'text', text: clearMark } : { kind: 'refused', reason: way.kind === 'impossible' ? way.reason : '' }
  if (field.use === 'create') return { kind: 'refused', reason: `${field.label} is set for new users only; an update does not send it.` }
  // A change of case alone is a change: only what is the same letter by letter takes an edit back.
  return { kind: 'text', text: text === now || (field.kind === 'boolean' && meanSame(field, now, text)) ? '' : text }
}

export interface EditBlock {
  readonly cells: readonly { readonly row: string; readonly field: FieldKey; readonly text: string }[]
  readonly newRows: readonly Readonly<Record<FieldKey, string>>[]
  readonly refused: readonly string[]
}

/** The edits as cells of the draft, in which each edited user has one row. */
export function editBlock(set: RowSet | null, edits: readonly UserEdit[], nowOf: (user: string, field: FieldKey) => string): EditBlock {
  const rows = rowsByUser(set)
  const cells: EditBlock['cells'][number][] = []
  const fresh = new Map<string, Record<FieldKey, string>>()
  const refused = new Set<string>()
  for (const { user, field, text } of edits) {
    const found = draftText(field, nowOf(user, field), text)
    if (found.kind === 'refused') {
      refused.add(found.reason)
      continue
    }
    const row = rows.get(user)
    if (row !== undefined) cells.push({ row: row.key, field, text: found.text })
    else if (found.text !== '') fresh.set(user, { ...(fresh.get(user) ?? { id: user }), [field]: found.text })
  }
  return { cells, newRows: [...fresh.values()], refused: [...refused] }
}

interface EditedUser {
  readonly key: string
  readonly texts: Readonly<Record<FieldKey, string>>
}

const known = new WeakMap<RowSet, ReadonlyMap<string, EditedUser>>()

/** The rows of the draft by the id of their user, with what they change. */
export function rowsByUser(set: RowSet | null): ReadonlyMap<string, EditedUser> {
  if (set === null) return new Map()
  const found = known.get(set)
  if (found !== undefined) return found
  const id = set.columns.indexOf('id')
  const made = new Map<string, EditedUser>()
  for (const { key, cells } of set.rows) {
    const texts: Record<FieldKey, string> = {}
    set.columns.forEach((field, at) => {
      if (field !== 'id' && (cells[at] ?? '') !== '') texts[field] = cells[at] ?? ''
    })
    made.set(cells[id] ?? '', { key, texts })
  }
  known.set(set, made)
  return made
}

/** Cells that would be changed. */
export const changeCount = (set: RowSet | null): number => [...rowsByUser(set).values()].reduce((sum, { texts }) => sum + Object.keys(texts).length, 0)
