/** Which key does what: one table, and the moves it names. */
import type { CellPlace } from './grid-model.ts'

export type GridCommand =
  | { readonly kind: 'move'; readonly to: CellPlace; readonly extend: boolean }
  /** Opens the editor; `text` replaces what is there, null keeps it. */
  | { readonly kind: 'edit'; readonly text: string | null }
  | { readonly kind: 'blank' }
  /** The command of the screen for what is selected. */
  | { readonly kind: 'mark' }
  | { readonly kind: 'open' }
  | { readonly kind: 'none' }

export interface Key {
  readonly key: string
  readonly ctrl: boolean
  readonly shift: boolean
  readonly alt: boolean
}

export interface GridSize {
  readonly rows: number
  readonly columns: number
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
  'Ctrl+ArrowUp': (at) => ({ ...at, row: 0 }),
  'Ctrl+ArrowDown': (at, { rows }) => ({ ...at, row: rows - 1 }),
  'Ctrl+ArrowLeft': (at) => ({ ...at, column: 0 }),
  'Ctrl+ArrowRight': (at, { columns }) => ({ ...at, column: columns - 1 }),
}

const commands: Readonly<Record<string, GridCommand>> = {
  Enter: { kind: 'edit', text: null },
  F2: { kind: 'edit', text: null },
  F4: { kind: 'open' },
  'Ctrl+Enter': { kind: 'open' },
  Delete: { kind: 'blank' },
  Backspace: { kind: 'blank' },
  'Ctrl+Delete': { kind: 'mark' },
  'Ctrl+Backspace': { kind: 'mark' },
}

export const clampPlace = ({ row, column }: CellPlace, { rows, columns }: GridSize): CellPlace => ({
  row: Math.max(0, Math.min(rows - 1, row)),
  column: Math.max(0, Math.min(columns - 1, column)),
})

/** What a key means while no cell is being edited. */
export function commandFor({ key, ctrl, shift, alt }: Key, at: CellPlace, size: GridSize): GridCommand {
  if (alt) return { kind: 'none' }
  const name = ctrl ? `Ctrl+${key}` : key
  const move = moves[name]
  if (move !== undefined) return { kind: 'move', to: clampPlace(move(at, size), size), extend: shift }
  const command = commands[name]
  if (command !== undefined) return command
  // A single character is text: it replaces what the cell holds.
  return !ctrl && Array.from(key).length === 1 ? { kind: 'edit', text: key } : { kind: 'none' }
}
