/** The log of a draft's edits, which is also what can be undone: records are only ever added, until they are compacted. */
import { emptySnapshot, settle, type Snapshot } from './apply-edit.ts'
import type { BulkChange } from './bulk.ts'
import type { Edit } from './edit.ts'

export interface NamedEdit {
  /** What the administrator did, as the undo button says it. */
  readonly name: string
  readonly edit: Edit
}

export type LogRecord =
  /** Always the first: a snapshot of what was before. On disk it has its older name (docs/glossary.md). */
  | { readonly kind: 'settled'; readonly settled: Snapshot }
  | { readonly kind: 'edit'; readonly done: NamedEdit }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }

export interface EditLog {
  readonly settled: Snapshot
  /** Oldest first. */
  readonly done: readonly NamedEdit[]
  /** What was undone and can be done again; the last is next. */
  readonly undone: readonly NamedEdit[]
}

/** Earlier versions stored less: what they did not know is as in a draft that nothing was done to. */
const snapshotFrom = (stored: Snapshot): Snapshot => ({ ...emptySnapshot, ...stored })

export const newLog = (settled: Snapshot): EditLog => ({ settled, done: [], undone: [] })

/** The log after one more record. An undo or redo with nothing to take changes nothing. */
export function withRecord(log: EditLog, record: LogRecord): EditLog {
  switch (record.kind) {
    case 'settled':
      return newLog(snapshotFrom(record.settled))
    case 'edit':
      return { ...log, done: [...log.done, record.done], undone: [] }
    case 'undo': {
      const last = canUndo(log)
      return last === null ? log : { ...log, done: log.done.slice(0, -1), undone: [...log.undone, last] }
    }
    case 'redo': {
      const next = log.undone.at(-1)
      return next === undefined ? log : { ...log, done: [...log.done, next], undone: log.undone.slice(0, -1) }
    }
  }
}

/** The edit that an undo takes back; the mapping that first made the rows stays, since there is no grid without it. */
export function canUndo({ done }: EditLog): NamedEdit | null {
  const last = done.at(-1)
  return last === undefined || (last.edit.kind === 'apply-mapping' && last.edit.before === null) ? null : last
}

export function readLog(records: readonly LogRecord[]): EditLog {
  let settled = emptySnapshot
  const done: NamedEdit[] = []
  const undone: NamedEdit[] = []
  // The same as withRecord, one after the other, without a copy for each.
  for (const record of records) {
    if (record.kind === 'settled') {
      settled = snapshotFrom(record.settled)
      done.length = 0
      undone.length = 0
    } else if (record.kind === 'edit') {
      done.push(record.done)
      undone.length = 0
    } else if (record.kind === 'undo') {
      const last = canUndo({ settled, done, undone })
      if (last !== null) undone.push(...done.splice(-1))
    } else done.push(...undone.splice(-1))
  }
  return { settled, done, undone }
}

/** Edits of which this many can still be undone after compacting. */
export const keptSteps = 200

/** Older edits folded into what they come to. */
export function compacted(log: EditLog, keep = keptSteps): EditLog {
  const over = Math.max(0, log.done.length - keep)
  return over === 0
    ? log
    : {
        ...log,
        settled: settle(
          log.settled,
          log.done.slice(0, over).map(({ edit }) => edit),
        ),
        done: log.done.slice(over),
      }
}

/** The shortest records that read as this log. */
export function recordsOf({ settled, done, undone }: EditLog): LogRecord[] {
  return [
    { kind: 'settled', settled },
    ...[...done, ...undone.toReversed()].map((each): LogRecord => ({ kind: 'edit', done: each })),
    ...undone.map((): LogRecord => ({ kind: 'undo' })),
  ]
}

/** Everything that is done, folded. */
export const snapshotNow = ({ settled, done }: EditLog): Snapshot =>
  settle(
    settled,
    done.map(({ edit }) => edit),
  )

/** Changes of many cells that nothing has taken back, oldest first. */
export function bulkInForce({ settled, done }: EditLog): readonly BulkChange[] {
  const all = [...settled.bulk, ...done.flatMap(({ edit }) => (edit.kind === 'bulk' ? [edit] : []))]
  const takenBack = new Set(all.flatMap(({ takesBack }) => takesBack ?? []))
  return all.filter(({ id, takesBack }) => takesBack === null && !takenBack.has(id))
}

/** A name for the next change of many cells that none before it has. */
export function nextBulkId({ settled, done }: EditLog): string {
  const ids = [...settled.bulk, ...done.flatMap(({ edit }) => (edit.kind === 'bulk' ? [edit] : []))].map(({ id }) => Number(id.slice(1)))
  return `b${Math.max(0, ...ids) + 1}`
}
