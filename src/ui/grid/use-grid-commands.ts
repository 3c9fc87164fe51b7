/** What keys, mouse, clipboard and menu do to a grid: all of them come to the same few actions here. */
import { useImperativeHandle, useRef, useState, type ClipboardEvent, type KeyboardEvent, type MouseEvent, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import type { Editing } from './GridEditor.tsx'
import { commandFor, keyName, type GridAction, type GridSize } from './grid-keys.ts'
import { builtInMenu } from './grid-menu.ts'
import type { CellPlace, CellRange, GridChange, GridMenu, MenuTarget, Selection } from './grid-model.ts'
import type { GridProps } from './grid-props.ts'
import { headerHeight, leastColumnWidth, mostColumnWidth, rowHeight } from './grid-sizes.ts'
import { blankRange, fillDownEnd, fillFrom, fillRange, fillTarget, type PasteTable } from './paste-block.ts'
import { clampPlace, collapsedAt, jumpSteps, moved, wholeColumns, wholeRows } from './selection.ts'
import { useClipboard } from './use-clipboard.ts'
import type { useGridColumns } from './use-grid-columns.ts'
import type { useGridRows } from './use-grid-rows.ts'
import type { useGridSelection } from './use-grid-selection.ts'
import { usePointer } from './use-pointer.ts'

interface Options extends GridProps {
  readonly root: RefObject<HTMLDivElement | null>
  readonly id: string
  readonly held: ReturnType<typeof useGridSelection>
  readonly rows: ReturnType<typeof useGridRows>
  readonly across: ReturnType<typeof useGridColumns>
}

export function useGridCommands(options: Options) {
  const { root, id, held, rows, across, columns, rowCount, cell, onChange, onOpenRow, onSort, canGrow = false, onMessage } = options
  const { selection, active, range, select } = held
  const [editing, setEditing] = useState<Editing | null>(null)
  const [fill, setFill] = useState<CellRange | null>(null)
  /** Its commands act on what is selected when one is chosen. */
  const [menuOn, setMenuOn] = useState<{ readonly target: MenuTarget; readonly at: DOMRect } | null>(null)
  // A drag lasts longer than the render in which it began.
  const dragged = useRef<{ selection: Selection; source: CellRange | null; fill: CellRange | null }>({ selection, source: null, fill: null })
  const size: GridSize = {
    rows: rowCount,
    columns: columns.length,
    pageRows: Math.max(1, Math.floor(((root.current?.clientHeight ?? 600) - headerHeight) / rowHeight) - 1),
  }
  const isReadOnly = (row: number, column: number) => columns[column]?.isReadOnly === true || (row < rowCount && cell(row, column).isReadOnly === true)
  const table: PasteTable = {
    rows: rowCount,
    columns: columns.length,
    canGrow,
    isReadOnly,
    text: (row, column) => (row < rowCount ? cell(row, column).text : ''),
  }

  const show = (place: CellPlace) => {
    rows.show(place.row)
    across.show(place.column)
  }
  const focus = () => root.current?.focus({ preventScroll: true })
  const go = (next: Selection) => {
    dragged.current.selection = next
    select(next)
    show(clampPlace(next.focus, size))
  }
  const change = (next: GridChange) => {
    if (next.edits.length + next.readOnly + next.outside > 0) onChange?.(next)
  }

  const blank = (kind: 'cut' | 'delete') => {
    if (range === null || onChange === undefined) return
    const isBlank = (row: number, column: number) => cell(row, column).text === '' && cell(row, column).sign === undefined
    change(blankRange(range, kind, { isBlank, isReadOnly }))
  }
  const clipboard = useClipboard({
    cell,
    range: () => range,
    table,
    onChange: onChange === undefined ? undefined : change,
    blank,
    onMessage,
    onPasted(pasted) {
      const last = pasted.edits.at(-1)
      const first = pasted.edits[0]
      // As a spreadsheet does, the pasted block is what is selected then.
      if (first !== undefined && last !== undefined && last.row < rowCount)
        go({ anchor: { row: last.row, column: last.column }, focus: { row: first.row, column: first.column } })
    },
  })

  const beginEdit = (text: string | null) => {
    if (range === null || onChange === undefined) return
    if (isReadOnly(active.row, active.column)) {
      onMessage?.(`${columns[active.column]?.label ?? 'This cell'} cannot be edited here.`)
      return
    }
    show(active)
    // At once, so that the very next key already finds the editor.
    flushSync(() => setEditing({ ...active, text: text ?? cell(active.row, active.column).text, isReplacing: text !== null, key: options.rowKey(active.row) }))
  }
  /** Ends the editing; `text` is null where it was given up. The row is found by name: it may have moved meanwhile. */
  const endEdit = (text: string | null, move: { row: number; column: number }) => {
    if (editing === null) return
    setEditing(null)
    const row = options.rowKey(editing.row) === editing.key ? editing.row : options.rowOf(editing.key)
    if (move.row !== 0 || move.column !== 0 || root.current?.contains(document.activeElement) === true) focus()
    if (row >= 0 && text !== null && (text !== cell(row, editing.column).text || (text === '' && cell(row, editing.column).sign !== undefined)))
      change({ kind: 'type', edits: [{ row, column: editing.column, text }], readOnly: 0, outside: 0, blanks: [] })
    if (move.row !== 0 || move.column !== 0) go(collapsedAt(clampPlace({ row: row + move.row, column: editing.column + move.column }, size)))
  }

  const menuOf = (target: MenuTarget): GridMenu => {
    const on = range ?? { top: 0, bottom: 0, left: 0, right: 0 }
    const own = builtInMenu(target, on, columns, {
      canEdit: onChange !== undefined,
      copy: () => void clipboard.copy(false),
      cut: () => void clipboard.copy(true),
      paste: () => void clipboard.paste(),
      blank: () => blank('delete'),
      fill: (direction) => act(direction === 'down' ? 'fill-down' : 'fill-right'),
      edit: () => beginEdit(null),
      open: onOpenRow === undefined ? undefined : () => onOpenRow(active.row),
      openLabel: options.openLabel ?? 'Open row',
      selectRows: () => act('select-rows'),
      selectColumns: () => act('select-columns'),
      selectAll: () => act('select-all'),
      sort: onSort,
      fit: options.onColumnFit,
      move: options.onColumnMove,
    })
    return [...own, ...(options.menu?.(target, on) ?? [])]
  }
  const moveColumn = (by: number) => {
    const to = active.column + by
    const key = columns[active.column]?.key
    if (key === undefined || to < 0 || to >= columns.length || options.onColumnMove === undefined) return
    options.onColumnMove(key, to)
    go(collapsedAt({ ...active, column: to }))
  }
  const resize = (by: number) => {
    const column = columns[active.column]
    if (column !== undefined) options.onColumnWidth?.(column.key, Math.max(leastColumnWidth, Math.min(mostColumnWidth, column.width + by)))
  }
  const all: Selection = { anchor: { row: rowCount - 1, column: columns.length - 1 }, focus: active, whole: 'all' }
  const act = (action: GridAction) => {
    if (action === 'open') onOpenRow?.(active.row)
    else if (action === 'blank') blank('delete')
    else if (action === 'select-all') select(all)
    else if (action === 'select-rows') select({ anchor: selection.anchor, focus: active, whole: selection.whole === 'columns' ? 'all' : 'rows' })
    else if (action === 'select-columns') select({ anchor: selection.anchor, focus: active, whole: selection.whole === 'rows' ? 'all' : 'columns' })
    else if (action === 'collapse') select(collapsedAt(active))
    else if (action === 'fill-down' || action === 'fill-right') {
      if (range !== null && onChange !== undefined) change(fillFrom(range, action === 'fill-down' ? 'down' : 'right', table))
    } else if (action === 'widen' || action === 'narrow') resize(action === 'widen' ? 16 : -16)
    else if (action === 'move-column-left' || action === 'move-column-right') moveColumn(action === 'move-column-left' ? -1 : 1)
    else {
      show(active)
      const at = document.getElementById(`${id}-${active.row}-${active.column}`)?.getBoundingClientRect() ?? new DOMRect()
      const key = columns[active.column]?.key ?? ''
      if (action === 'column-menu') openColumnMenu(key, at)
      else if (range !== null)
        setMenuOn({ target: selection.whole === 'columns' ? { kind: 'column', key } : { kind: selection.whole === 'rows' ? 'rows' : 'cells' }, at })
    }
  }
  const jump = (down: number, across: number): CellPlace => {
    const at = (steps: number) => cell(active.row + down * steps, active.column + across * steps)
    const isFilled = (steps: number) => at(steps).text !== '' || at(steps).sign !== undefined
    const left = down > 0 ? rowCount - 1 - active.row : down < 0 ? active.row : across > 0 ? columns.length - 1 - active.column : active.column
    const steps = jumpSteps(isFilled, left, rowCount + columns.length)
    return { row: active.row + down * steps, column: active.column + across * steps }
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== root.current || event.nativeEvent.isComposing) return
    const own = options.keys?.[keyName(event)]
    const command = commandFor({ key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey }, active, size)
    if (own === undefined && command.kind === 'none') return
    event.preventDefault()
    if (own !== undefined) own()
    else if (command.kind === 'move') {
      go(moved(selection, command.to, command.extend))
      // The first column may be a frozen one, which is in sight already: what is beside it comes back too.
      if (event.key === 'Home') root.current?.scrollTo({ left: 0, behavior: 'instant' })
    } else if (command.kind === 'jump') {
      if (range !== null) go(moved(selection, jump(command.down, command.across), command.extend))
    } else if (command.kind === 'edit') beginEdit(command.text)
    else if (command.kind === 'act') act(command.action)
  }

  const pointer = usePointer({
    root,
    layout: across.layout,
    onStart(kind, place, extend) {
      focus()
      const to = clampPlace(place, size)
      if (kind === 'fill') dragged.current = { selection, source: range, fill: null }
      else if (kind === 'rows')
        go(extend ? { ...moved(selection, { ...to, column: active.column }, true), whole: 'rows' } : wholeRows(to.row, to.row, active.column))
      else if (kind === 'columns')
        select(
          extend
            ? { anchor: selection.anchor, focus: { row: active.row, column: to.column }, whole: 'columns' }
            : wholeColumns(to.column, to.column, active.row),
        )
      else go(moved(selection, to, extend))
    },
    onDrag(kind, place) {
      const to = clampPlace(place, size)
      const { selection: from, source } = dragged.current
      if (kind === 'fill') {
        if (source === null) return
        dragged.current.fill = fillTarget(source, to)
        setFill(dragged.current.fill)
        return
      }
      if (from.focus.row === to.row && from.focus.column === to.column) return
      const next: Selection = from.whole === undefined ? { anchor: from.anchor, focus: to } : { ...from, focus: { row: to.row, column: from.focus.column } }
      dragged.current.selection = next
      select(next)
    },
    onEnd(kind) {
      const { source, fill: target } = dragged.current
      setFill(null)
      if (kind !== 'fill' || source === null || target === null) return
      change(fillRange(source, target, table))
      select({ anchor: { row: target.bottom, column: target.right }, focus: { row: target.top, column: target.left } })
      dragged.current.fill = null
    },
  })

  const onContextMenu = (event: MouseEvent) => {
    const place = pointer.at(event.clientX, event.clientY)
    if (place === null || (event.target instanceof Element && event.target.closest('[data-editor]') !== null)) return
    event.preventDefault()
    const at = new DOMRect(event.clientX, event.clientY, 0, 0)
    if (place.row < 0) {
      const key = columns[place.column]?.key
      if (key !== undefined) openColumnMenu(key, at)
      return
    }
    if (place.row >= rowCount) return
    const isIn =
      range !== null && place.row >= range.top && place.row <= range.bottom && (place.column < 0 || (place.column >= range.left && place.column <= range.right))
    // What is to be done is done to what was selected, unless the menu was asked for elsewhere.
    if (!isIn) select(place.column < 0 ? wholeRows(place.row, place.row, active.column) : collapsedAt(place))
    setMenuOn({ target: { kind: place.column < 0 ? 'rows' : 'cells' }, at })
  }
  const openColumnMenu = (key: string, at: DOMRect) => {
    const column = columns.findIndex((each) => each.key === key)
    select(wholeColumns(column, column, active.row))
    focus()
    setMenuOn({ target: { kind: 'column', key }, at })
  }

  const onDoubleClick = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null
    if (target?.closest('[data-handle]') != null) {
      if (range !== null && onChange !== undefined) change(fillRange(range, { ...range, bottom: fillDownEnd(range, table) }, table))
    } else if (target?.closest('[role="gridcell"]') != null && target.closest('[data-editor]') === null) beginEdit(null)
  }
  useImperativeHandle(options.ref, () => ({
    focusCell(row, column) {
      go(collapsedAt(clampPlace({ row, column }, size)))
      focus()
    },
    selectedRange: () => range,
    focus,
  }))

  const onlyHere = (act: (event: ClipboardEvent) => void) => (event: ClipboardEvent) => {
    if (event.target === root.current) act(event)
  }
  return {
    editing,
    endEdit,
    fill,
    menuOn,
    menuOf,
    closeMenu: () => {
      setMenuOn(null)
      focus()
    },
    headerActions: {
      onWidth: options.onColumnWidth,
      onFit: options.onColumnFit,
      onMove: options.onColumnMove,
      onMenu: openColumnMenu,
      onSelectAll() {
        select(all)
        focus()
      },
    },
    handlers: {
      onKeyDown,
      onPointerDown: pointer.onPointerDown,
      onDoubleClick,
      onContextMenu,
      onCopy: onlyHere(clipboard.onCopy),
      onCut: onlyHere(clipboard.onCut),
      onPaste: onlyHere(clipboard.onPaste),
      onOpen: (row: number) => onOpenRow?.(row),
    },
  }
}
