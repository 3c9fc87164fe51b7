/** What an edit is called on the undo button. */
import type { Edit } from '#domain/draft/edit.ts'
import type { RowKey } from '#domain/packed/row.ts'
import { findRow } from '#domain/packed/row-list.ts'
import type { OpenDraft } from './draft-model.ts'
import { fieldLabel } from '../user/field-label.ts'

const counted = (count: number, one: string, many: string) => `${count.toLocaleString()} ${count === 1 ? one : many}`

function rowName(draft: OpenDraft, key: RowKey | undefined): string {
  const line = draft.rows === null || key === undefined ? null : (findRow(draft.rows.rows, key)?.line ?? null)
  return line === null ? 'a new row' : `line ${line}`
}

export function editName(edit: Edit, draft: OpenDraft): string {
  switch (edit.kind) {
    case 'cells': {
      const rows = new Set(edit.changes.map(({ row }) => row))
      const fields = new Set(edit.changes.map(({ field }) => field))
      const [first] = edit.changes
      if (rows.size > 1) return counted(edit.changes.length, 'cell', 'cells')
      return fields.size === 1 ? `${fieldLabel(first?.field ?? '')} in ${rowName(draft, first?.row)}` : `${fields.size} cells in ${rowName(draft, first?.row)}`
    }
    case 'add-row':
      return 'new person'
    case 'exclude':
      return `${edit.excluded ? 'leaving out' : 'taking in'} ${edit.rows.length === 1 ? rowName(draft, edit.rows[0]) : counted(edit.rows.length, 'row', 'rows')}`
    case 'omit':
      return `${edit.omitted ? 'leaving out' : 'taking in'} ${fieldLabel(edit.field)} of ${edit.rows.length === 1 ? rowName(draft, edit.rows[0]) : counted(edit.rows.length, 'row', 'rows')}`
    case 'complete':
      return 'whether the file is complete'
    case 'purpose':
      return 'what the file is for'
    case 'match-by':
      return 'how people are found'
    case 'map-columns':
      return `field of ${edit.after
        .filter((each, at) => each !== edit.before[at])
        .map(({ header }) => `“${header}”`)
        .slice(0, 3)
        .join(', ')}`
    case 'apply-mapping':
      return 'columns'
  }
}
