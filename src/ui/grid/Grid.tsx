/** The spreadsheet grid: rows and columns drawn only where they are seen, one tab stop, and the keyboard of a spreadsheet. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useId, useImperativeHandle, useRef, useState, type ClipboardEvent, type KeyboardEvent, type Ref } from 'react'
import { flushSync } from 'react-dom'
import { CellEditor } from './CellEditor.tsx'
import { clampPlace, commandFor } from './grid-keys.ts'
import type { CellPlace, GridCell, GridColumn, GridEdit, GridHandle, GridRowName, Selection } from './grid-model.ts'
import { GridHeader } from './GridHeader.tsx'
import { GridRow } from './GridRow.tsx'
import { headerHeight, rowHeaderWidth, rowHeight } from './grid-sizes.ts'
import { useGridRows } from './use-grid-rows.ts'
import { GridStatus } from './GridStatus.tsx'
import styles from './Grid.module.css'

interface Props {
  readonly label: string
  readonly rowCount: number
  readonly columns: readonly GridColumn[]
  readonly cell: (row: number, column: number) => GridCell
  readonly rowHeader: (row: number) => GridRowName
  /** All cells of one action together. */
  readonly onEdit: (edits: readonly GridEdit[]) => void
  readonly onOpenRow?: ((row: number) => void) | undefined
  /** Ctrl+Delete on what is selected. */
  readonly onMark?: ((cells: readonly CellPlace[]) => void) | undefined
  readonly ref?: Ref<GridHandle>
}

interface Editing extends CellPlace {
  readonly text: string
}

/** Not at the edge, where a cell may be cut; only then the browser is asked where it stands, which costs a layout. */
const isInside = (range: { readonly startIndex: number; readonly endIndex: number } | null, index: number): boolean =>
  range !== null && index > range.startIndex && index < range.endIndex

const start: Selection = { anchor: { row: 0, column: 0 }, focus: { row: 0, column: 0 } }

export function Grid({ label, rowCount, columns, cell, rowHeader, onEdit, onOpenRow, onMark, ref }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const id = useId()
  const [selection, setSelection] = useState(start)
  const [editing, setEditing] = useState<Editing | null>(null)
  const size = { rows: rowCount, columns: columns.length, pageRows: Math.max(1, Math.floor(((root.current?.clientHeight ?? 600) - headerHeight) / rowHeight)) }
  const active = clampPlace(selection.focus, size)

  const { height, drawn, show } = useGridRows(root, rowCount)
  const across = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => root.current,
    estimateSize: (index) => columns[index]?.width ?? 160,
    overscan: 2,
    paddingStart: rowHeaderWidth,
    scrollPaddingStart: rowHeaderWidth,
  })
  const shownColumns = across.getVirtualItems()

  const select = useCallback(
    (to: CellPlace, extend: boolean) => {
      setSelection((before) => ({ anchor: extend ? before.anchor : to, focus: to }))
      show(to.row)
      if (!isInside(across.range, to.column)) across.scrollToIndex(to.column)
    },
    [across, show],
  )
  const selectedCells = (): CellPlace[] => {
    if (rowCount === 0) return []
    const { anchor } = selection
    const cells: CellPlace[] = []
    for (let row = Math.min(anchor.row, active.row); row <= Math.max(anchor.row, active.row); row += 1)
      for (let column = Math.min(anchor.column, active.column); column <= Math.max(anchor.column, active.column); column += 1) cells.push({ row, column })
    return cells
  }
  useImperativeHandle(ref, () => ({
    focusCell(row, column) {
      select({ row, column }, false)
      root.current?.focus({ preventScroll: true })
    },
    selectedCells,
  }))

  const beginEdit = (text: string | null) => {
    if (rowCount === 0) return
    show(active.row)
    across.scrollToIndex(active.column)
    // At once, so that the very next key already finds the editor.
    flushSync(() => setEditing({ ...active, text: text ?? cell(active.row, active.column).text }))
  }
  /** Ends the editing; `text` is null where it was given up. Places are kept in `editing`, so a late blur cannot write elsewhere. */
  const endEdit = (text: string | null, move: { row: number; column: number }) => {
    const at = editing
    if (at === null) return
    setEditing(null)
    root.current?.focus({ preventScroll: true })
    if (text !== null && text !== cell(at.row, at.column).text) onEdit([{ row: at.row, column: at.column, text }])
    if (move.row !== 0 || move.column !== 0) select(clampPlace({ row: at.row + move.row, column: at.column + move.column }, size), false)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== root.current || event.nativeEvent.isComposing) return
    const command = commandFor({ key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey }, active, size)
    if (command.kind === 'none') return
    event.preventDefault()
    if (command.kind === 'move') select(command.to, command.extend)
    else if (command.kind === 'edit') beginEdit(command.text)
    else if (command.kind === 'open') onOpenRow?.(active.row)
    else if (command.kind === 'mark') onMark?.(selectedCells())
    else blankSelected()
  }
  const blankSelected = () => {
    const edits = selectedCells().flatMap(({ row, column }): GridEdit[] => {
      const { text, sign } = cell(row, column)
      return text !== '' || sign !== undefined ? [{ row, column, text: '' }] : []
    })
    if (edits.length > 0) onEdit(edits)
  }
  const onCopy = (event: ClipboardEvent) => {
    if (event.target !== root.current) return
    const { text, masked } = cell(active.row, active.column)
    if (masked === true) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', text)
  }
  const onPaste = (event: ClipboardEvent) => {
    if (event.target !== root.current || rowCount === 0) return
    event.preventDefault()
    // Copied cells of a spreadsheet end with a line end that is not part of the text.
    onEdit([{ ...active, text: event.clipboardData.getData('text/plain').replace(/\r?\n$/, '') }])
  }

  const cellId = (row: number, column: number) => `${id}-${row}-${column}`
  return (
    <div className={styles.grid}>
      <div
        ref={root}
        role="grid"
        tabIndex={0}
        className={styles.scroll}
        aria-label={label}
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        aria-activedescendant={rowCount > 0 && editing === null ? cellId(active.row, active.column) : undefined}
        aria-describedby={`${id}-status`}
        onKeyDown={onKeyDown}
        onCopy={onCopy}
        onPaste={onPaste}
      >
        <div role="presentation" className={styles.sheet} style={{ height, width: across.getTotalSize() }}>
          <GridHeader columns={columns} shown={shownColumns} />
          {drawn.map(({ index, top }) => (
            <GridRow
              key={index}
              row={index}
              top={top}
              columns={columns}
              shown={shownColumns}
              cell={cell}
              cellId={cellId}
              header={rowHeader(index)}
              selection={selection.focus.row === index || selection.anchor.row !== selection.focus.row ? selection : null}
              activeColumn={active.row === index ? active.column : -1}
              editor={
                editing?.row === index ? (
                  <CellEditor
                    key={`${editing.row} ${editing.column}`}
                    column={columns[editing.column]}
                    initial={editing.text}
                    left={shownColumns.find((each) => each.index === editing.column)?.start ?? rowHeaderWidth}
                    onEnd={endEdit}
                  />
                ) : null
              }
              onSelect={(column, extend) => {
                root.current?.focus({ preventScroll: true })
                select({ row: index, column }, extend)
              }}
              onEditStart={() => beginEdit(null)}
              onOpen={onOpenRow === undefined ? undefined : () => onOpenRow(index)}
            />
          ))}
        </div>
      </div>
      <GridStatus id={`${id}-status`} cell={rowCount > 0 ? cell(active.row, active.column) : null} column={columns[active.column]} />
    </div>
  )
}
