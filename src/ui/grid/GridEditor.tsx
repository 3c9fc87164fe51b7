/** Puts the editor over its cell, above the rows: it outlives its row when that is scrolled out of sight. */
import { CellEditor } from './CellEditor.tsx'
import type { ColumnLayout } from './column-layout.ts'
import type { CellPlace, GridColumn } from './grid-model.ts'
import styles from './Grid.module.css'

export interface Editing extends CellPlace {
  readonly text: string
  readonly isReplacing: boolean
  /** The row by name: it may be elsewhere by the time the editing ends. */
  readonly key: string
}

interface Props {
  readonly editing: Editing
  readonly columns: readonly GridColumn[]
  readonly layout: ColumnLayout
  readonly top: number
  readonly suggest: ((key: string) => readonly string[]) | undefined
  readonly onEnd: (text: string | null, move: { row: number; column: number }) => void
}

export function GridEditor({ editing, columns, layout, top, suggest, onEnd }: Props) {
  const column = columns[editing.column]
  if (column === undefined) return null
  const left = layout.lefts[editing.column] ?? 0
  const isPinned = editing.column < layout.frozen
  return (
    <div className={styles.overlay} style={{ top }}>
      <div className={isPinned ? styles.pinned : undefined} style={isPinned ? { left } : { marginLeft: left }}>
        <CellEditor
          key={`${editing.key} ${column.key}`}
          column={column}
          suggest={suggest}
          initial={editing.text}
          isReplacing={editing.isReplacing}
          width={column.width}
          onEnd={onEnd}
        />
      </div>
    </div>
  )
}
