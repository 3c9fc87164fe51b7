/** What a screen gives the grid. Everything but the rows and columns may be missing: then the grid only shows. */
import type { ReactNode, Ref } from 'react'
import type { CellRange, GridCell, GridChange, GridColumn, GridHandle, GridMenu, GridRowName, GridSort, MenuTarget } from './grid-model.ts'

export interface GridProps {
  readonly label: string
  readonly rowCount: number
  readonly columns: readonly GridColumn[]
  /** How many of the columns stay in sight at the left. */
  readonly frozen?: number | undefined
  /** The name above the row headers. */
  readonly corner?: string | undefined
  readonly cell: (row: number, column: number) => GridCell
  readonly rowHeader: (row: number) => GridRowName
  /** What a row is drawn from; a row of which every part is the same is not drawn again. */
  readonly rowState?: ((row: number) => readonly unknown[]) | undefined
  /** Name of a row, and where it is now (-1 where it is not shown): the active cell follows its row through sorting and filtering. */
  readonly rowKey: (row: number) => string
  readonly rowOf: (key: string) => number
  readonly sort?: GridSort | null | undefined
  /** Null takes the order of the rows themselves. */
  readonly onSort?: ((sort: GridSort | null) => void) | undefined
  readonly onChange?: ((change: GridChange) => void) | undefined
  /** What is suggested in the cells of a column; asked for when an editor opens. */
  readonly suggest?: ((key: string) => readonly string[]) | undefined
  /** Pasting beyond the end adds rows. */
  readonly canGrow?: boolean | undefined
  /** Enter was pressed in the last row after this text; the next row would begin in that column. */
  readonly onPastEnd?: ((text: string, column: number) => void) | undefined
  readonly openLabel?: string | undefined
  readonly onOpenRow?: ((row: number) => void) | undefined
  /** Keys of the screen, such as `Ctrl+Delete` or `F8`, while the grid has the focus. */
  readonly keys?: Readonly<Record<string, () => void>> | undefined
  /** What the screen adds to the menu. */
  readonly menu?: ((target: MenuTarget, range: CellRange) => GridMenu) | undefined
  readonly onColumnWidth?: ((key: string, width: number) => void) | undefined
  readonly onColumnFit?: ((key: string) => void) | undefined
  readonly onColumnMove?: ((key: string, to: number) => void) | undefined
  /** A sentence about what just happened. */
  readonly onMessage?: ((message: string) => void) | undefined
  readonly onRange?: ((range: CellRange | null) => void) | undefined
  readonly status?: ReactNode
  readonly ref?: Ref<GridHandle>
}
