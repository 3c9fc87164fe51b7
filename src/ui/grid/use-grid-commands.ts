/** What keys, mouse, clipboard and menu do to a grid: all of them come to the same few actions here. */
import { useImperativeHandle, type ClipboardEvent, type KeyboardEvent, type MouseEvent } from 'react'
import { gridActions, wholeTable } from './grid-actions.ts'
import { commandFor, keyName } from './grid-keys.ts'
import { builtInMenu } from './grid-menu.ts'
import type { GridMenu, MenuTarget } from './grid-model.ts'
import { fillDownEnd, fillRange } from './paste-block.ts'
import { clampPlace, collapsedAt, moved } from './selection.ts'
import { useCellEditing } from './use-cell-editing.ts'
import { useClipboard } from './use-clipboard.ts'
import { useDrag } from './use-drag.ts'
import { useGridMenu } from './use-grid-menu.ts'
import { useGridMoves, type GridCommandOptions, type GridMoves } from './use-grid-moves.ts'

export function useGridCommands(options: GridCommandOptions) {
  const { onChange, onOpenRow } = options
  const moves = useGridMoves(options)
  const { range, size, select, go, focus } = moves
  const { editing, beginEdit, endEdit } = useCellEditing(options, moves)
  const { fill, pointer } = useDrag(options, moves)
  const menu = useGridMenu(options, moves)
  const act = gridActions(options, moves, menu)
  const clipboard = useGridClipboard(options, moves)

  const menuOf = (target: MenuTarget): GridMenu => {
    const on = range ?? { top: 0, bottom: 0, left: 0, right: 0 }
    const own = builtInMenu(target, on, options.columns, {
      canEdit: onChange !== undefined,
      copy: () => void clipboard.copy(false),
      cut: () => void clipboard.copy(true),
      paste: () => void clipboard.paste(),
      blank: act.blank,
      fill: (direction) => act[direction === 'down' ? 'fill-down' : 'fill-right'](),
      edit: () => beginEdit(null),
      open: onOpenRow === undefined ? undefined : act.open,
      openLabel: options.openLabel ?? 'Open row',
      selectRows: act['select-rows'],
      selectColumns: act['select-columns'],
      selectAll: act['select-all'],
      sort: options.onSort,
      fit: options.onColumnFit,
      move: options.onColumnMove,
    })
    return [...own, ...(options.menu?.(target, on) ?? [])]
  }
  useImperativeHandle(options.ref, () => ({
    focusCell(row, column) {
      go(collapsedAt(clampPlace({ row, column }, size)))
      focus()
    },
    showCell: (row, column) => go(collapsedAt(clampPlace({ row, column }, size))),
    selectedRange: () => range,
    focus,
    element: () => options.root.current,
  }))
  return {
    editing,
    endEdit,
    fill,
    menuOn: menu.menuOn,
    menuOf,
    closeMenu: menu.close,
    headerActions: {
      onWidth: options.onColumnWidth,
      onFit: options.onColumnFit,
      onMove: options.onColumnMove,
      onMenu: menu.openOnColumn,
      onSelectAll() {
        select(wholeTable(options, moves))
        focus()
      },
    },
    handlers: {
      onKeyDown: onKeys(options, moves, beginEdit, act),
      onPointerDown: pointer.onPointerDown,
      onDoubleClick: onDoubleClick(options, moves, beginEdit),
      onContextMenu: (event: MouseEvent) => menu.onContextMenu(event, pointer.at(event.clientX, event.clientY)),
      ...clipboard.handlers,
    },
    onOpen: (row: number) => onOpenRow?.(row),
  }
}

/** The clipboard, for the grid itself: an editor inside of it has its own. */
function useGridClipboard({ root, cell, onChange, onMessage }: GridCommandOptions, { range, table, change, blank, select }: GridMoves) {
  const { onCopy, onCut, onPaste, copy, paste } = useClipboard({
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
      if (first !== undefined && last !== undefined) select({ anchor: { row: first.row, column: first.column }, focus: { row: last.row, column: last.column } })
    },
  })
  const onlyHere = (handle: (event: ClipboardEvent) => void) => (event: ClipboardEvent) => {
    if (event.target === root.current) handle(event)
  }
  return { copy, paste, handlers: { onCopy: onlyHere(onCopy), onCut: onlyHere(onCut), onPaste: onlyHere(onPaste) } }
}

type BeginEdit = (text: string | null) => void

const onKeys =
  (
    { root, keys }: GridCommandOptions,
    { selection, active, end, range, size, go, edgeOf }: GridMoves,
    beginEdit: BeginEdit,
    act: ReturnType<typeof gridActions>,
  ) =>
  (event: KeyboardEvent) => {
    if (event.target !== root.current || event.nativeEvent.isComposing) return
    const own = keys?.[keyName(event)]
    const command = commandFor(
      { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey },
      event.shiftKey ? end : active,
      size,
    )
    if (own === undefined && command.kind === 'none') return
    event.preventDefault()
    if (own !== undefined) own()
    else if (command.kind === 'move') {
      go(moved(selection, command.to, command.extend))
      // The first column may be a frozen one, which is in sight already: what is beside it comes back too.
      if (event.key === 'Home') root.current?.scrollTo({ left: 0, behavior: 'instant' })
    } else if (command.kind === 'jump') {
      if (range !== null) go(moved(selection, edgeOf(command.extend ? end : active, command.down, command.across), command.extend))
    } else if (command.kind === 'edit') beginEdit(command.text)
    else if (command.kind === 'act') act[command.action]()
  }

const onDoubleClick =
  ({ onChange }: GridCommandOptions, { range, table, change }: GridMoves, beginEdit: BeginEdit) =>
  (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null
    if (target?.closest('[data-handle]') != null) {
      if (range !== null && onChange !== undefined) change(fillRange(range, { ...range, bottom: fillDownEnd(range, table) }, table))
    } else if (target?.closest('[role="gridcell"]') != null && target.closest('[data-editor]') === null) beginEdit(null)
  }
