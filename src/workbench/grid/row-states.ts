/** Which rows a state of the filter keeps, and how many each has. */
import { RowList } from '#domain/packed/row-list.ts'
import type { Row, RowKey, Rows } from '#domain/packed/row.ts'
import type { GridFilter, RowState } from './use-row-view.ts'
import type { UsersGridIssues } from './users-grid-props.ts'

interface Given {
  readonly issues: UsersGridIssues | null
  readonly editedKeys: ReadonlySet<RowKey>
  readonly excluded: ReadonlySet<RowKey>
  readonly isNew: (row: Row) => boolean
}

export function isInState(row: Row, state: GridFilter['state'], { issues, editedKeys, excluded, isNew }: Given): boolean {
  const hasSeverity = (wanted: string) => issues?.has(row.key) === true && issues.get(row.key)?.some(({ severity }) => severity === wanted) === true
  switch (state) {
    case 'all':
      return true
    case 'issues':
      return issues?.has(row.key) === true
    case 'error':
      return hasSeverity('error')
    case 'warning':
      return hasSeverity('warning')
    case 'changed':
      return editedKeys.has(row.key) && !isNew(row)
    case 'new':
      return isNew(row)
    case 'excluded':
      return excluded.has(row.key)
  }
}

export const stateCounts = (rows: Rows, { issues, editedKeys, excluded, isNew }: Given): Readonly<Record<RowState, number>> => ({
  error: issues?.errors ?? 0,
  warning: issues?.warnings ?? 0,
  changed: editedKeys.size,
  new: RowList.of(rows).edited().filter(isNew).length,
  excluded: excluded.size,
})
