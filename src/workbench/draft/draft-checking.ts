/** Keeps the issues of an open draft: a full look in the worker once, and after that only at the rows that an edit touches. */
import { IssueIndex } from '#domain/issues/issue-index.ts'
import { isAsRead, rowKey } from '#domain/packed/packed-rows.ts'
import { findRow, RowList } from '#domain/packed/row-list.ts'
import type { Row, RowKey } from '#domain/packed/row.ts'
import { checkRows } from '#adapters/intake/intake.ts'
import { checkTable } from '#adapters/intake/check-table.ts'
import type { FirstLook, Issues, Session } from './draft-model.ts'

/** So few rows are looked at here and now, without a worker. */
const fewRows = 2_000
/** A slice of work that no frame notices. */
const sliceMs = 8

/** Ends a task, so that what is drawn or typed has its turn. */
export const rest = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

const liveRow = (session: Session, key: RowKey): Row | undefined => {
  const { rows } = session.state.draft
  return rows === null ? undefined : findRow(rows.rows, key)
}
const baseRow = ({ base }: Session, key: RowKey): Row | null => (base === null ? null : findRow(base.rows.rows, key)) ?? null

/** The book as it stands, as something that a screen can compare with what it had before. */
export function issuesOf(session: Session): Issues | null {
  const { book } = session
  if (book === null) return null
  return {
    get(key) {
      const row = book.has(key) ? liveRow(session, key) : undefined
      return row === undefined ? undefined : book.get(row)
    },
    has: (key) => book.has(key),
    errors: book.errors.count,
    warnings: book.warnings.count,
    groups: book.groups(),
    rowsOf: (group, most) => book.rowsOf(group, most),
  }
}

/** Brings the book up to date with these rows. */
function bring(session: Session, keys: Iterable<RowKey>) {
  const { book, known } = session
  if (book === null) return
  for (const key of keys) {
    const was = known.get(key) ?? baseRow(session, key)
    const is = liveRow(session, key) ?? null
    if (was === is) continue
    book.replace(was, is)
    if (is === null || isAsRead(is)) known.delete(key)
    else known.set(key, is)
  }
}

/** Rows that an edit has touched; true when the book is up to date again, false where all has to be looked at. */
export function noteTouched(session: Session, keys: readonly RowKey[] | null): boolean {
  const { rows, purpose } = session.state.draft
  if (rows === null) {
    session.book = null
    return true
  }
  const { book } = session
  if (book === null || keys === null || keys.length > fewRows || book.purpose !== purpose || book.columns !== rows.columns) return false
  bring(session, keys)
  return true
}

/** Looks at every row again. */
export async function lookAtAll(session: Session, changed: () => void, first?: FirstLook): Promise<void> {
  const look = (session.look += 1)
  const { base } = session
  const { rows, purpose } = session.state.draft
  if (base === null || rows === null) return
  let checked = first === undefined ? null : await first.checked.catch(() => null)
  if (session.look !== look) return
  const breathe = () => (first?.isDrawn === false ? Promise.resolve() : rest())
  if (checked === null || checked.purpose !== purpose)
    checked = base.table.rowCount <= fewRows ? checkTable(base.table, purpose) : await checkRows(base.table, purpose)
  if (session.look !== look) return
  const now = session.state.draft
  /** The row as the book knows it: while it catches up, that is not yet the row on the screen. */
  const known = (number: number): Row | undefined => session.known.get(rowKey(number)) ?? baseRow(session, rowKey(number)) ?? undefined
  const book = new IssueIndex(now.rows?.columns ?? [], purpose, known, checked.state)
  session.known = new Map()
  session.book = null
  // The book of a large draft takes a frame's time; what was found in it is drawn in another.
  await breathe()
  if (session.look !== look) return
  const edited = () =>
    RowList.of(session.state.draft.rows?.rows ?? [])
      .edited()
      .filter((row) => session.known.get(row.key) !== row)
      .map(({ key }) => key)
  let late = performance.now() + sliceMs
  for (let left = edited(); left.length > 0; left = edited()) {
    for (const key of left) {
      session.book = book
      bring(session, [key])
      if (performance.now() < late) continue
      session.book = null
      await rest()
      if (session.look !== look) return
      late = performance.now() + sliceMs
    }
  }
  session.book = book
  changed()
}
