/** What the grid is given and gives back: texts by row and column, and nothing of what they mean. */

export interface GridColumn {
  readonly key: string
  readonly label: string
  /** Pixels. */
  readonly width: number
  readonly hint?: string | undefined
  readonly kind: 'text' | 'choice' | 'boolean' | 'password'
  /** What a choice or boolean cell may be; '' stands for a blank. */
  readonly choices?: readonly string[] | undefined
}

export interface GridIssue {
  readonly severity: 'error' | 'warning'
  readonly message: string
}

export interface GridCell {
  readonly text: string
  readonly issues?: readonly GridIssue[] | undefined
  /** Typed since the file was read. */
  readonly changed?: boolean | undefined
  readonly masked?: boolean | undefined
  /** Stands in the cell in place of a text that cannot be typed; `text` is then ''. */
  readonly sign?: string | undefined
}

/** What stands at the head of a row. */
export interface GridRowName {
  readonly text: string
  readonly title: string
  /** Struck out: the row stands here and takes no part. */
  readonly isOut?: boolean | undefined
}

export interface GridEdit extends CellPlace {
  readonly text: string
}

/** Places count from 0, without header row and row headers. */
export interface CellPlace {
  readonly row: number
  readonly column: number
}

/** What is selected: from the anchor to the focus, which is the active cell. */
export interface Selection {
  readonly anchor: CellPlace
  readonly focus: CellPlace
}

export interface GridHandle {
  /** Makes a cell the active one, brings it into view and takes the keyboard. */
  focusCell(row: number, column: number): void
  /** Every selected cell, row by row. */
  selectedCells(): CellPlace[]
}

export const isSelected = ({ anchor, focus }: Selection, row: number, column: number): boolean =>
  row >= Math.min(anchor.row, focus.row) &&
  row <= Math.max(anchor.row, focus.row) &&
  column >= Math.min(anchor.column, focus.column) &&
  column <= Math.max(anchor.column, focus.column)
