/** What a screen gives the users' grid: drafts, the directory and results, which only show, are all rows of fields. */
import type { ReactNode, Ref } from 'react'
import type { FieldKey } from '#domain/fields/field.ts'
import type { Issue } from '#domain/packed/issue.ts'
import type { Purpose, Row, RowKey, RowSet } from '#domain/packed/row.ts'
import type { GridRowName } from '#ui/grid/grid-model.ts'
import type { GridName } from './arrangement.ts'
import type { ShownRows } from './use-row-view.ts'

export interface UsersGridIssues {
  get(key: RowKey): readonly Issue[] | undefined
  has(key: RowKey): boolean
  readonly errors: number
  readonly warnings: number
}

export interface CellValue {
  readonly row: RowKey
  readonly field: FieldKey
  readonly text: string
}

/** What the grid may change; a command that is missing is not offered. Each is one step of the undo and answers whether it was done. */
export interface UsersGridCommands {
  /** Cells, rows that are added at the end, and fields that become columns. */
  readonly edit: (
    block: { cells: readonly CellValue[]; newRows?: readonly Readonly<Record<FieldKey, string>>[]; fields?: readonly FieldKey[] },
    name?: string,
  ) => boolean
  /** Whether rows and columns can be added. */
  readonly canGrow: boolean
  /** A blank row at the end, where one is typed after the other; answers its name. */
  readonly addRow?: () => RowKey | null
  readonly deleteRows?: (keys: readonly RowKey[]) => boolean
  readonly setExcluded?: (keys: readonly RowKey[], excluded: boolean) => boolean
}

export interface UsersGridProps {
  readonly label: string
  /** Rows are named `r1`, `r2` … in order. */
  readonly set: RowSet
  readonly purpose: Purpose | null
  /** Under which name the arrangement of the columns is remembered. */
  readonly layout: GridName
  readonly issues?: UsersGridIssues | null | undefined
  readonly excluded?: ReadonlySet<RowKey> | undefined
  /** The text of a cell before it was edited; null where it was not, or where nobody knows. */
  readonly before?: ((row: Row, column: number) => string | null) | undefined
  /** Edited rows show the earlier text in front of the new one. */
  readonly showBefore?: boolean | undefined
  /** Rows that were edited. */
  readonly edited?: (() => readonly RowKey[]) | undefined
  readonly isNew?: ((row: Row) => boolean) | undefined
  readonly rowHeader: (row: Row) => GridRowName
  readonly corner?: string | undefined
  /** Null only shows. */
  readonly commands: UsersGridCommands | null
  /** What Delete and cut do: blank a cell, or mark it to be emptied in JumpCloud, as on directory rows. */
  readonly deleteMeans: 'blank' | 'clear'
  /** Whether cells can be marked to be emptied in JumpCloud. */
  readonly canClear: boolean
  /** With the rows as they are shown, so that the next one is the one below. */
  readonly onOpenRow?: ((key: RowKey, rows: ShownRows) => void) | undefined
  /** The screen searches and filters by state itself. */
  readonly hasOwnSearch?: boolean | undefined
  /** More of the toolbar, in front of the grid's own. */
  readonly toolbar?: ReactNode
  readonly emptyText?: string | undefined
  readonly ref?: Ref<UsersGridHandle>
}

export interface UsersGridHandle {
  /** Makes a cell the active one; a row that a filter hides is shown again. */
  goTo(row: RowKey, field: FieldKey | null): void
  /** Makes a row the active one, in the column in which the keyboard was before: where a form of it was closed. */
  returnTo(row: RowKey): void
  /** Marks a row, and leaves the keyboard where it is. */
  show(row: RowKey): void
  selectedRows(): readonly RowKey[]
  /** The column of the selection, where it is in one only. */
  selectedField(): FieldKey | null
  focus(): void
}
