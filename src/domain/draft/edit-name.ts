/** What an edit is called on the undo button. */
import { counted } from '../count.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import { findRow } from '../packed/row-list.ts'
import type { RowKey, RowSet } from '../packed/row.ts'
import type { Edit } from './edit.ts'
import type { DraftOrigin } from './origin.ts'
import { rowName } from './row-name.ts'

const fieldLabel = (key: string): string => fieldByKey(key)?.label ?? key

export function editName(edit: Edit, set: RowSet | null, origin: DraftOrigin): string {
  const nameOf = (key: RowKey = '') =>
    rowName(set?.rows ?? [], { key, line: set === null ? null : (findRow(set.rows, key)?.line ?? null) }, origin).toLowerCase()
  const rowsName = (keys: readonly RowKey[]) => (keys.length === 1 ? nameOf(keys[0]) : counted(keys.length, 'row'))
  switch (edit.kind) {
    case 'cells': {
      const rows = new Set(edit.changes.map(({ row }) => row))
      const fields = new Set(edit.changes.map(({ field }) => field))
      const [first] = edit.changes
      if (rows.size > 1) return counted(edit.changes.length, 'cell')
      return `${fields.size === 1 ? fieldLabel(first?.field ?? '') : counted(fields.size, 'cell')} in ${nameOf(first?.row)}`
    }
    case 'bulk':
      return `${edit.takesBack === null ? '' : 'taking back: '}${edit.title} (${counted(
        edit.columns.reduce((sum, { rows }) => sum + rows.length, 0),
        'cell',
      )})`
    case 'add-row':
      return 'new user'
    case 'delete-rows':
      return `delete ${rowsName(edit.rows)}`
    case 'exclude':
      return `${edit.excluded ? 'exclude' : 'include'} ${rowsName(edit.rows)}`
    case 'omit':
      return `${edit.omitted ? 'exclude' : 'include'} ${fieldLabel(edit.field)} of ${rowsName(edit.rows)}`
    case 'send-again':
      return `${edit.again ? 'include' : 'exclude'} ${rowsName(edit.rows)} for sending again`
    case 'complete':
      return 'full list'
    case 'purpose':
      return 'purpose'
    case 'match-by':
      return 'matching'
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
