/** The commands that every grid has, as its menu lists them with their keys. */
import type { CellRange, GridColumn, GridMenu, GridMenuItem, GridSort, MenuTarget } from './grid-model.ts'

export interface MenuActions {
  readonly canEdit: boolean
  readonly copy: () => void
  readonly cut: () => void
  readonly paste: () => void
  readonly blank: () => void
  readonly fill: (direction: 'down' | 'right') => void
  readonly edit: () => void
  readonly open: (() => void) | undefined
  readonly openLabel: string
  readonly selectRows: () => void
  readonly selectColumns: () => void
  readonly selectAll: () => void
  readonly sort: ((sort: GridSort | null) => void) | undefined
  readonly fit: ((key: string) => void) | undefined
  readonly move: ((key: string, to: number) => void) | undefined
}

/** Every key of the grid, for its menu and for help. */
export const gridKeys = {
  copy: 'Ctrl+C',
  cut: 'Ctrl+X',
  paste: 'Ctrl+V',
  delete: 'Delete',
  fillDown: 'Ctrl+D',
  fillRight: 'Ctrl+R',
  edit: 'F2',
  open: 'F4',
  selectRows: 'Shift+Space',
  selectColumns: 'Ctrl+Space',
  selectAll: 'Ctrl+A',
  columnMenu: 'Alt+↓',
  widen: 'Alt+Shift+→',
  moveRight: 'Ctrl+Alt+Shift+→',
  moveLeft: 'Ctrl+Alt+Shift+←',
} as const

export function builtInMenu(target: MenuTarget, range: CellRange, columns: readonly GridColumn[], actions: MenuActions): GridMenu {
  const clipboard: GridMenuItem[] = [
    ...(actions.canEdit ? [{ label: 'Cut', keys: gridKeys.cut, run: actions.cut }] : []),
    { label: 'Copy', keys: gridKeys.copy, run: actions.copy },
    ...(actions.canEdit
      ? [
          { label: 'Paste', keys: gridKeys.paste, run: actions.paste },
          { label: 'Delete values', keys: gridKeys.delete, run: actions.blank },
        ]
      : []),
  ]
  if (target.kind === 'column') return [clipboard, ...columnMenu(target.key, columns, actions)]
  const fill: GridMenuItem[] = actions.canEdit
    ? [
        { label: 'Edit cell', keys: gridKeys.edit, run: actions.edit },
        { label: 'Fill down', keys: gridKeys.fillDown, run: () => actions.fill('down') },
        { label: 'Fill right', keys: gridKeys.fillRight, run: () => actions.fill('right') },
      ]
    : []
  const open: GridMenuItem[] = actions.open === undefined ? [] : [{ label: actions.openLabel, keys: gridKeys.open, run: actions.open }]
  const select: GridMenuItem[] = [
    { label: range.top === range.bottom ? 'Select row' : 'Select rows', keys: gridKeys.selectRows, run: actions.selectRows },
    { label: range.left === range.right ? 'Select column' : 'Select columns', keys: gridKeys.selectColumns, run: actions.selectColumns },
    { label: 'Select all', keys: gridKeys.selectAll, run: actions.selectAll },
  ]
  return target.kind === 'rows' ? [clipboard, open, select] : [clipboard, [...open, ...fill], select]
}

function columnMenu(key: string, columns: readonly GridColumn[], { sort, fit, move, selectColumns }: MenuActions): GridMenu {
  const at = columns.findIndex((column) => column.key === key)
  const sorting: GridMenuItem[] =
    sort === undefined
      ? []
      : [
          { label: 'Sort A to Z', run: () => sort({ key, direction: 'ascending' }) },
          { label: 'Sort Z to A', run: () => sort({ key, direction: 'descending' }) },
          { label: 'Original order', run: () => sort(null) },
        ]
  const arranging: GridMenuItem[] = [
    { label: 'Select column', keys: gridKeys.selectColumns, run: selectColumns },
    ...(fit === undefined ? [] : [{ label: 'Fit width', run: () => fit(key) }]),
    ...(move === undefined
      ? []
      : [
          { label: 'Move left', keys: gridKeys.moveLeft, disabledReason: at <= 0 ? 'This is the first column.' : undefined, run: () => move(key, at - 1) },
          {
            label: 'Move right',
            keys: gridKeys.moveRight,
            disabledReason: at >= columns.length - 1 ? 'This is the last column.' : undefined,
            run: () => move(key, at + 1),
          },
        ]),
  ]
  return [sorting, arranging]
}
