/** Which key does what: one table, and the moves it names. */
import type { CellPlace } from './grid-model.ts'
import { clampPlace, type TableSize } from './selection.ts'

export type GridAction =
  | 'blank'
  | 'open'
  | 'menu'
  | 'column-menu'
  | 'select-all'
  | 'select-rows'
  | 'select-columns'
  | 'fill-down'
  | 'fill-right'
  | 'collapse'
  | 'widen'
  | 'narrow'
  | 'move-column-left'
  | 'move-column-right'

export type GridCommand =
  | { readonly kind: 'move'; readonly to: CellPlace; readonly extend: boolean }
  /** To the edge of what is filled. */
  | { readonly kind: 'jump'; readonly down: number; readonly across: number; readonly extend: boolean }
  /** Opens the editor; `text` replaces what is there, null keeps it. */
  | { readonly kind: 'edit'; readonly text: string | null }
  | { readonly kind: 'act'; readonly action: GridAction }
  | { readonly kind: 'none' }

export interface Key {
  readonly key: string
  readonly ctrl: boolean
  readonly shift: boolean
  readonly alt: boolean
}

export interface GridSize extends TableSize {
  /** Rows that fit on the screen. */
  readonly pageRows: number
}

type Move = (at: CellPlace, size: GridSize) => CellPlace

const moves: Readonly<Record<string, Move>> = {
  ArrowUp: (at) => ({ ...at, row: at.row - 1 }),
  ArrowDown: (at) => ({ ...at, row: at.row + 1 }),
  ArrowLeft: (at) => ({ ...at, column: at.column - 1 }),
  ArrowRight: (at) => ({ ...at, column: at.column + 1 }),
  PageUp: (at, { pageRows }) => ({ ...at, row: at.row - pageRows }),
  PageDown: (at, { pageRows }) => ({ ...at, row: at.row + pageRows }),
  Home: (at) => ({ ...at, column: 0 }),
  End: (at, { columns }) => ({ ...at, column: columns - 1 }),
  'Ctrl+Home': () => ({ row: 0, column: 0 }),
  'Ctrl+End': (_, { rows, columns }) => ({ row: rows - 1, column: columns - 1 }),
}

const jumps: Readonly<Record<string, readonly [down: number, across: number]>> = {
  'Ctrl+ArrowUp': [-1, 0],
  'Ctrl+ArrowDown': [1, 0],
  'Ctrl+ArrowLeft': [0, -1],
  'Ctrl+ArrowRight': [0, 1],
}

const act = (action: GridAction): GridCommand => ({ kind: 'act', action })

const commands: Readonly<Record<string, GridCommand>> = {
  Enter: { kind: 'edit', text: null },
  F2: { kind: 'edit', text: null },
  F4: act('open'),
  'Ctrl+Enter': act('open'),
  Delete: act('blank'),
  Backspace: act('blank'),
  Escape: act('collapse'),
  ContextMenu: act('menu'),
  'Shift+F10': act('menu'),
  'Alt+ArrowDown': act('column-menu'),
  'Ctrl+a': act('select-all'),
  'Ctrl+d': act('fill-down'),
  'Ctrl+r': act('fill-right'),
  'Shift+ ': act('select-rows'),
  'Ctrl+ ': act('select-columns'),
  'Alt+Shift+ArrowRight': act('widen'),
  'Alt+Shift+ArrowLeft': act('narrow'),
  'Ctrl+Shift+Alt+ArrowLeft': act('move-column-left'),
  'Ctrl+Shift+Alt+ArrowRight': act('move-column-right'),
}

/** What a key means while no cell is being edited. */
export function commandFor({ key, ctrl, shift, alt }: Key, at: CellPlace, size: GridSize): GridCommand {
  // With Shift or CapsLock a letter comes as a capital one.
  const plain = ctrl && key.length === 1 ? key.toLowerCase() : key
  const name = `${ctrl ? 'Ctrl+' : ''}${plain}`
  if (alt && !shift) return (ctrl ? undefined : commands[`Alt+${key}`]) ?? { kind: 'none' }
  if (alt) return commands[`${ctrl ? 'Ctrl+Shift+Alt+' : 'Alt+Shift+'}${key}`] ?? { kind: 'none' }
  const move = moves[name]
  if (move !== undefined) return { kind: 'move', to: clampPlace(move(at, size), size), extend: shift }
  const jump = jumps[name]
  if (jump !== undefined) return { kind: 'jump', down: jump[0], across: jump[1], extend: shift }
  const command = (shift ? commands[`Shift+${name}`] : undefined) ?? (shift && ctrl ? undefined : commands[name])
  if (command !== undefined) return command
  // A single character is text: it replaces what the cell holds.
  return !ctrl && Array.from(key).length === 1 ? { kind: 'edit', text: key } : { kind: 'none' }
}

interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** A key as screens name theirs: `Ctrl+Delete`, `Shift+F8`, `?`. */
export const keyName = ({ key, ctrlKey, metaKey, shiftKey, altKey }: Pressed): string =>
  `${ctrlKey || metaKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${shiftKey && key.length > 1 ? 'Shift+' : ''}${(ctrlKey || metaKey) && key.length === 1 ? key.toLowerCase() : key}`
