/** Keeps the issues of an open draft: every row is checked once in the worker, and after that only the rows that an edit touches. What is excluded has none. */
import { IssueIndex } from '#domain/issues/issue-index.ts'
import { isAsRead, rowKey, tableOf } from '#domain/packed/packed-rows.ts'
import { findRow, RowList } from '#domain/packed/row-list.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import type { Row, RowKey } from '#domain/packed/row.ts'
import type { DraftContext } from './dependencies.ts'
import type { FirstCheck, Issues, Session } from './draft-model.ts'

/** Edits of more rows than this start a full check. */
const mostTouched = 2_000
/** A slice of work that no frame notices. */
const sliceMs = 8

/** Rows without the fields that are excluded from them: the same row and fields give the same one again, which the index compares. */
const reduced = new WeakMap<Row, { readonly fields: readonly FieldKey[]; readonly row: Row }>()

function withoutFields(row: Row, columns: readonly FieldKey[], fields: readonly FieldKey[]): Row {
  const known = reduced.get(row)
  if (known !== undefined && known.fields === fields) return known.row
  const made: Row = { key: row.key, line: row.line, cells: row.cells.map((text, at) => (fields.includes(columns[at] ?? '') ? '' : text)) }
  reduced.set(row, { fields, row: made })
  return made
}

/** The row as it would be sent, which is what is checked: an excluded field is not. */
const liveRow = (session: Session, key: RowKey): Row | undefined => {
  const { rows, omitted } = session.state.draft
  const row = rows === null ? undefined : findRow(rows.rows, key)
  const fields = omitted[key]
  return rows === null || row === undefined || fields === undefined || fields.length === 0 ? row : withoutFields(row, rows.columns, fields)
}
const checkedRow = ({ checkedRows }: Session, key: RowKey): Row | null => findRow(checkedRows, key) ?? null

/** The index at this moment, as something that a screen can compare with what it had before. */
export function issuesOf(session: Session): Issues | null {
  const { index } = session
  if (index === null) return null
  return {
    get(key) {
      const row = index.has(key) ? liveRow(session, key) : undefined
      return row === undefined ? undefined : index.get(row)
    },
    has: (key) => index.has(key),
    errors: index.errors.count,
    warnings: index.warnings.count,
    groups: index.groups(),
    rowsOf: (group, most) => index.rowsOf(group, most),
    numbersOf: (group) => index.numbersOf(group),
  }
}

/** A row that was added since, or typed in, is in no table that was checked. */
function isAsChecked(session: Session, row: Row): boolean {
  const checked = checkedRow(session, row.key)
  return checked !== null && isAsRead(row) && tableOf(row) === tableOf(checked)
}

/** The row that the index knows; null for one that it does not count. */
function indexedRow(session: Session, key: RowKey): Row | null {
  const row = session.lastIndexed.get(key)
  return row === undefined ? checkedRow(session, key) : row
}

const isSame = (a: Row | null | undefined, b: Row | undefined): boolean =>
  a === b || (a != null && b !== undefined && a.cells.length === b.cells.length && a.cells.every((text, at) => text === b.cells[at]))

function reindex(session: Session, index: IssueIndex, keys: Iterable<RowKey>, excluded: ReadonlySet<RowKey>) {
  const { lastIndexed } = session
  for (const key of keys) {
    const was = indexedRow(session, key)
    // An excluded row is not sent: it has nothing to correct, and is nobody's duplicate.
    const is = (excluded.has(key) ? undefined : liveRow(session, key)) ?? null
    if (was === is) continue
    index.replace(was, is)
    if (is === null) lastIndexed.set(key, null)
    else if (isAsChecked(session, is)) lastIndexed.delete(key)
    else lastIndexed.set(key, is)
  }
}

/** Checks the rows that an edit has touched; false where every row has to be checked instead. */
export function recheck(session: Session, keys: readonly RowKey[] | null): boolean {
  const { rows, purpose } = session.state.draft
  if (rows === null) {
    session.index = null
    return true
  }
  const { index } = session
  if (index === null || keys === null || keys.length > mostTouched || index.purpose !== purpose || index.columns !== rows.columns) return false
  reindex(session, index, keys, new Set(session.state.draft.excluded))
  return true
}

/** Checks every row again; a check that a later one has overtaken changes nothing. */
export async function checkAll(context: DraftContext, session: Session, first?: FirstCheck): Promise<void> {
  const { checkRows, clock, setState } = context
  session.checkNumber += 1
  const mine = session.checkNumber
  const isOutdated = () => session.checkNumber !== mine
  const { base } = session
  const { rows, purpose } = session.state.draft
  if (base === null || rows === null) return
  let checked = first === undefined ? null : await first.checked.catch(() => null)
  if (isOutdated()) return
  // Changes of many cells are in a table of their own, which the worker checks as it would the file's.
  const table = RowList.of(rows.rows).table ?? base.table
  if (checked === null || checked.purpose !== purpose) checked = await checkRows({ ...table, headers: rows.columns }, purpose)
  if (isOutdated()) return
  session.checkedRows = RowList.read(table)
  // The index goes on writing in the state of the check: a second index of the same state would link a row twice, and never end.
  if (session.firstCheck === first) session.firstCheck = null
  /** The row as it was last indexed: while the index catches up, that is not yet the row on the screen. */
  const rowOf = (number: number): Row | undefined => session.lastIndexed.get(rowKey(number)) ?? checkedRow(session, rowKey(number)) ?? undefined
  const index = new IssueIndex(session.state.draft.rows?.columns ?? [], purpose, rowOf, checked.state)
  session.lastIndexed = new Map()
  session.index = null
  // The index of a large draft takes a frame's time; what was found is drawn in another.
  if (first?.isDrawn !== false) await clock.yieldToMain()
  if (isOutdated()) return
  // An edit that excludes a row meanwhile starts a check of its own.
  const excluded = new Set(session.state.draft.excluded)
  const edited = () => {
    const list = RowList.of(session.state.draft.rows?.rows ?? [])
    const rows = [...list.edited().map(({ key }) => key), ...Object.keys(session.state.draft.omitted)]
    const changed = rows.filter((key) => !excluded.has(key) && list.indexOf(key) >= 0 && !isSame(session.lastIndexed.get(key), liveRow(session, key)))
    // The worker checked the whole table, deleted and excluded rows too.
    const gone = [...list.deleted(), ...excluded].filter((key) => indexedRow(session, key) !== null)
    return [...changed, ...gone]
  }
  let until = clock.now() + sliceMs
  for (let left = edited(); left.length > 0; left = edited()) {
    for (const key of left) {
      reindex(session, index, [key], excluded)
      if (clock.now() < until) continue
      await clock.yieldToMain()
      if (isOutdated()) return
      until = clock.now() + sliceMs
    }
  }
  session.index = index
  setState(session, { issues: issuesOf(session), isChecking: false })
}
