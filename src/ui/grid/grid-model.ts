/** What the grid is given and gives back: texts by row and column, and nothing of what they mean. */
import type { ReactNode } from 'react'

export type EditorKind = 'text' | 'choice' | 'suggest' | 'password' | 'date'

export interface GridColumn {
  readonly key: string
  readonly label: string
  /** Pixels. */
  readonly width: number
  readonly hint?: string | undefined
  readonly kind: EditorKind
  /** What a choice cell may be. */
  readonly choices?: readonly string[] | undefined
  /** Nothing may be written into this column. */
  readonly isReadOnly?: boolean | undefined
}

export interface GridIssue {
  readonly severity: 'error' | 'warning'
  readonly message: string
}

export interface GridCell {
  readonly text: string
  readonly issues?: readonly GridIssue[] | undefined
  /** Edited since it was read. */
  readonly changed?: boolean | undefined
  /** The text before it was edited, where it is worth showing. */
  readonly before?: string | undefined
  readonly masked?: boolean | undefined
  /** Shown in place of a text that cannot be typed; `text` is then ''. */
  readonly sign?: string | undefined
  readonly isReadOnly?: boolean | undefined
}

/** What is shown at the head of a row. */
export interface GridRowName {
  readonly text: string
  readonly title: string
  /** A small picture beside the text; the title says what it means. */
  readonly mark?: ReactNode
  /** Struck through: the row is shown and takes no part. */
  readonly isOut?: boolean | undefined
  /** Issues of the row as a whole, of no cell alone. */
  readonly issues?: readonly GridIssue[] | undefined
}

/** Places count from 0, without header row and row headers. */
export interface CellPlace {
  readonly row: number
  readonly column: number
}

export interface GridEdit extends CellPlace {
  readonly text: string
}

/** What is selected: from the anchor, which is the active cell, to the focus, the end that is moved. */
export interface Selection {
  readonly anchor: CellPlace
  readonly focus: CellPlace
  /** Selected by their headers, so that the other end follows the table. */
  readonly whole?: 'rows' | 'columns' | 'all' | undefined
}

export type ChangeKind = 'type' | 'paste' | 'cut' | 'delete' | 'fill'

/** Cells of one action together. */
export interface GridChange {
  readonly kind: ChangeKind
  /** Rows at or beyond the row count are new ones. */
  readonly edits: readonly GridEdit[]
  /** Cells that were not written because they are read only. */
  readonly readOnly: number
  /** Cells of a pasted block that found no column. */
  readonly outside: number
  /** Blank cells of a pasted block over a cell that is not. */
  readonly blanks: readonly CellPlace[]
}

export interface GridSort {
  readonly key: string
  readonly direction: 'ascending' | 'descending'
}

/** What a menu was opened on. */
export type MenuTarget = { readonly kind: 'cells' } | { readonly kind: 'rows' } | { readonly kind: 'column'; readonly key: string }

export interface GridMenuItem {
  readonly label: string
  readonly keys?: string | undefined
  /** Why it cannot be done now. */
  readonly disabledReason?: string | undefined
  readonly run: () => void
}
/** Groups of items, with a line between them. */
export type GridMenu = readonly (readonly GridMenuItem[])[]

export interface GridHandle {
  /** Makes a cell the active one, brings it into view and takes the keyboard. */
  focusCell(row: number, column: number): void
  /** Makes a cell the active one and brings it into view; the keyboard stays where it is. */
  showCell(row: number, column: number): void
  /** The selected range, within the table; null without rows or columns. */
  selectedRange(): CellRange | null
  focus(): void
  /** What has the keyboard of the grid. */
  element(): HTMLElement | null
}

export interface CellRange {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export const cellsIn = ({ top, bottom, left, right }: CellRange): number => (bottom - top + 1) * (right - left + 1)
