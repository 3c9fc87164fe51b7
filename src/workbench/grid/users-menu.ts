/** What the users' grid adds to the menu: on cells, on rows and on a column, each with its keys. */
import { counted } from '#domain/count.ts'
import { clearMark } from '#domain/fields/clear.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { RowKey, RowSet } from '#domain/packed/row.ts'
import type { CellRange, GridMenu, GridMenuItem, MenuTarget } from '#ui/grid/grid-model.ts'
import type { RowView } from './use-row-view.ts'
import type { UsersGridCommands } from './users-grid-props.ts'

export interface RowCommands {
  readonly clear: (at: CellRange) => unknown
  readonly clearRows: (keys: readonly RowKey[]) => unknown
  readonly add: () => void
  readonly duplicate: (keys: readonly RowKey[]) => void
  readonly remove: (keys: readonly RowKey[]) => unknown
  readonly exclude: (keys: readonly RowKey[], isOut: boolean) => unknown
  readonly walk: (step: 1 | -1) => void
  readonly hide: (keys: readonly string[]) => void
  readonly freeze: (key: string | null) => void
  readonly reveal: (key: string) => void
  readonly filterTo: (field: string, values: readonly string[] | null) => void
}

/** Keys of the users' grid, for menu and help. */
export const usersKeys = { clear: 'Ctrl+Delete', next: 'F8', previous: 'Shift+F8', find: 'Ctrl+F', replace: 'Ctrl+H', help: '?' } as const

interface Given {
  readonly shown: readonly string[]
  readonly frozen: number
  readonly rowsIn: (at: CellRange) => RowKey[]
  readonly view: RowView
  readonly set: RowSet
  readonly act: RowCommands
  readonly commands: UsersGridCommands | null
  readonly canClear: boolean
  readonly excluded: ReadonlySet<RowKey>
  readonly revealed: ReadonlySet<string>
  readonly hasIssues: boolean
  /** Opens the values of a column. */
  readonly filter: (key: string) => void
}

export function usersMenu(on: MenuTarget, at: CellRange, given: Given): GridMenu {
  if (on.kind === 'column') return columnItems(on.key, at, given)
  return [cellItems(at, given), rowItems(at, given), issueItems(given)]
}

function issueItems({ hasIssues, act }: Given): GridMenuItem[] {
  if (!hasIssues) return []
  return [
    { label: 'Next issue', keys: usersKeys.next, run: () => act.walk(1) },
    { label: 'Previous issue', keys: usersKeys.previous, run: () => act.walk(-1) },
  ]
}

/** Names the number of values that would be cleared. */
function clearLabel({ top, bottom, left, right }: CellRange): string {
  const cells = (bottom - top + 1) * (right - left + 1)
  return cells === 1 ? 'Clear value in JumpCloud' : `Clear ${counted(cells, 'value')} in JumpCloud`
}

function cellItems(at: CellRange, { act, commands, canClear, view, shown, set }: Given): GridMenuItem[] {
  const field = shown[at.left]
  const text = view.at(at.top)?.cells[set.columns.indexOf(field ?? '')] ?? ''
  const isOne = at.top === at.bottom && at.left === at.right && field !== undefined && fieldByKey(field)?.secret !== true
  return [
    ...(commands !== null && canClear ? [{ label: clearLabel(at), keys: usersKeys.clear, run: () => void act.clear(at) }] : []),
    ...(isOne && text !== clearMark ? [{ label: text === '' ? 'Filter to blank cells' : 'Filter to this value', run: () => act.filterTo(field, [text]) }] : []),
  ]
}

function rowItems(at: CellRange, { act, commands, rowsIn, canClear, excluded }: Given): GridMenuItem[] {
  if (commands === null) return []
  const count = at.bottom - at.top + 1
  const rows = count === 1 ? 'row' : counted(count, 'row')
  const users = count === 1 ? 'user' : counted(count, 'user')
  // A table of 100,000 rows is not listed for a menu that may be closed again.
  const isOut = excluded.size > 0 && rowsIn({ ...at, bottom: at.top }).every((key) => excluded.has(key))
  const { setExcluded, deleteRows, canGrow } = commands
  return [
    ...(canGrow
      ? [
          { label: 'Add user', run: act.add },
          { label: `Duplicate ${rows}`, run: () => act.duplicate(rowsIn(at)) },
        ]
      : []),
    ...(setExcluded === undefined ? [] : [{ label: `${isOut ? 'Include' : 'Exclude'} ${rows}`, run: () => void act.exclude(rowsIn(at), !isOut) }]),
    ...(deleteRows === undefined ? [] : [{ label: `Delete ${rows}`, run: () => void act.remove(rowsIn(at)) }]),
    ...(canClear ? [{ label: `Clear all values of ${users}…`, run: () => void act.clearRows(rowsIn(at)) }] : []),
  ]
}

function columnItems(key: string, at: CellRange, { act, shown, frozen, view, revealed, canClear, commands, filter }: Given): GridMenu {
  const index = shown.indexOf(key)
  const isSecret = fieldByKey(key)?.secret === true
  const hasFilter = view.filter.values[key] !== undefined
  return [
    [
      ...(isSecret ? [{ label: revealed.has(key) ? 'Hide passwords' : 'Show passwords', run: () => act.reveal(key) }] : []),
      ...(hasFilter ? [{ label: 'Remove filter', run: () => act.filterTo(key, null) }] : []),
      ...(isSecret
        ? []
        : [
            { label: 'Filter by value…', run: () => filter(key) },
            { label: 'Filter to blank cells', run: () => act.filterTo(key, ['']) },
          ]),
    ],
    [
      {
        label: at.left === at.right ? 'Hide column' : `Hide ${counted(at.right - at.left + 1, 'column')}`,
        disabledReason: at.right - at.left + 1 < shown.length ? undefined : 'One column has to be shown.',
        run: () => act.hide(shown.slice(at.left, at.right + 1)),
      },
      index < frozen && index === frozen - 1
        ? { label: 'Unfreeze columns', run: () => act.freeze(null) }
        : { label: 'Freeze up to here', run: () => act.freeze(key) },
    ],
    ...(commands !== null && canClear && !isSecret ? [[{ label: clearLabel(at), keys: usersKeys.clear, run: () => void act.clear(at) }]] : []),
  ]
}
