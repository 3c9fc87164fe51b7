/** What the form says about its fields: the rules of grid and import, of the texts as they are typed. */
import type { Field, FieldKey } from '#domain/fields/field.ts'
import { validateRow } from '#domain/issues/validate.ts'
import type { Issue } from '#domain/packed/issue.ts'
import type { Purpose, RowKey } from '#domain/packed/row.ts'

interface Input {
  readonly row: RowKey
  readonly fields: readonly Field[]
  readonly purpose: Purpose | null
  readonly texts: Readonly<Record<FieldKey, string>>
  /** The texts that are in the draft. */
  readonly saved: Readonly<Record<FieldKey, string>>
  /** Issues of the saved texts, those across rows included. */
  readonly known: readonly Issue[]
  /** Fields that the cursor has left. */
  readonly touched: ReadonlySet<FieldKey>
}

/** By field. A field that was never filled nor touched has no issue: nothing is red before something was typed. */
export function formIssues({ row, fields, purpose, texts, saved, known, touched }: Input): Map<FieldKey, Issue> {
  const keys = fields.map(({ key }) => key)
  const cells = keys.map((key) => texts[key] ?? '')
  const found = new Map<FieldKey, Issue>()
  const add = (issue: Issue) => {
    const { field, severity } = issue
    if (field === null || ((texts[field] ?? '') === '' && !touched.has(field))) return
    if (found.get(field)?.severity !== 'error' || (severity === 'error' && !found.has(field))) found.set(field, issue)
  }
  if (cells.some((text) => text !== '')) for (const issue of validateRow({ key: row, line: null, cells }, keys, purpose)) add(issue)
  for (const issue of known) if (issue.field !== null && (texts[issue.field] ?? '') === (saved[issue.field] ?? '') && !found.has(issue.field)) add(issue)
  return found
}
