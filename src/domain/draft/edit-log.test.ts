/** Nothing that was typed is lost: undo goes back exactly, the log tells the same story as the screen, and a change of the columns keeps edits. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ColumnMapping } from '../mapping/model.ts'
import { applyMapping } from '../mapping/apply.ts'
import { guessMapping } from '../mapping/guess.ts'
import { packTable } from '../packed/packed-table.ts'
import { clearMark } from '../fields/clear.ts'
import { materialize, emptySnapshot, setAside, settle, step, type Snapshot, type Source } from './apply-edit.ts'
import { bulkChange, takeBack, type BulkChange } from './bulk.ts'
import { cellsEdit, nextRowKey, omitEdit, sendAgainEdit, type DraftContent, type Edit } from './edit.ts'
import { findRow } from '../packed/row-list.ts'
import { canUndo, compacted, newLog, readLog, recordsOf, snapshotNow, withRecord, type EditLog, type LogRecord } from './edit-log.ts'

const headers = ['Username', 'Email', 'Colour']
const table = packTable({
  headers,
  rows: [
    ['ana', 'ana@x.example', 'red'],
    ['ben', 'ben@x.example', ''],
    ['cleo', '', 'blue'],
  ],
  lines: [2, 3, 4],
})
const mapping = guessMapping(headers, [])
const source: Source = (by) => applyMapping(table, by).rows
const begin: Snapshot = { ...emptySnapshot, mapping, appliedMapping: mapping }

/** A draft as the screen has it: stepping, never replaying. */
interface Live {
  readonly content: DraftContent
  readonly log: EditLog
  readonly records: readonly LogRecord[]
}

const live = (settled: Snapshot): Live => ({ content: materialize(settled, source), log: newLog(settled), records: [{ kind: 'settled', settled }] })

function act({ content, log, records }: Live, record: LogRecord): Live {
  const next = withRecord(log, record)
  if (next === log) return { content, log, records: [...records, record] }
  const edit = record.kind === 'undo' ? canUndo(log)?.edit : record.kind === 'redo' ? log.undone.at(-1)?.edit : record.kind === 'edit' ? record.done.edit : null
  const before = record.kind === 'undo' ? next : log
  return {
    content: edit == null ? content : step(content, edit, record.kind === 'undo' ? 'undo' : 'do', source, () => snapshotNow(before)),
    log: next,
    records: [...records, record],
  }
}

const seen = ({ content }: { content: DraftContent }) => ({
  ...content,
  excluded: [...content.excluded].sort(),
  sendAgain: Object.fromEntries(Object.entries(content.sendAgain).map(([job, rows]) => [job, [...rows].sort()])),
  omitted: Object.fromEntries(Object.entries(content.omitted).map(([row, fields]) => [row, [...fields].sort()])),
  rows: content.rows && {
    columns: content.rows.columns,
    rows: content.rows.rows.map(({ key, line, cells }) => ({ key, line, cells: content.rows?.columns.map((_, at) => cells[at] ?? '') })),
  },
})

const text = fc.constantFrom('', 'ana', 'ZOË', ' x ', clearMark, '漢')
const remapped = (field: string | null): readonly ColumnMapping[] =>
  mapping.map((each) => (each.column === 2 ? { ...each, target: field === null ? { kind: 'ignored' } : { kind: 'field', field } } : each))

/** What somebody could do next, made from the draft as it stands. */
const move = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('cells' as const),
      cells: fc.array(fc.tuple(fc.nat(5), fc.constantFrom('username', 'email', 'department', 'attributes.Colour'), text), { maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('bulk' as const),
      fields: fc.uniqueArray(fc.constantFrom('username', 'email', 'department', 'attributes.Colour', 'jobTitle'), { minLength: 1, maxLength: 2 }),
      rows: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 5 })), { nil: undefined }),
      to: text,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('take back' as const), which: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('add' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('exclude' as const), row: fc.nat(4), excluded: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('omit' as const),
      rows: fc.uniqueArray(fc.nat(4)),
      field: fc.constantFrom('username', 'department'),
      omitted: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('again' as const), job: fc.constantFrom('j1', 'j2'), rows: fc.uniqueArray(fc.nat(4)), again: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('complete' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('purpose' as const), purpose: fc.constantFrom('create' as const, 'update' as const, null) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('map' as const), field: fc.constantFrom(null, 'department', 'attributes.Colour') }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('redo' as const) }) },
)

let made = 0

function recordFor({ content, log }: Live, next: typeof move extends fc.Arbitrary<infer M> ? M : never): LogRecord[] {
  const edit = (one: Edit | null): LogRecord[] => (one === null ? [] : [{ kind: 'edit', done: { name: next.do, edit: one } }])
  const { rows } = content
  if (next.do === 'undo' || next.do === 'redo') return [{ kind: next.do }]
  if (rows === null) return []
  switch (next.do) {
    case 'cells':
      return edit(
        cellsEdit(
          rows,
          next.cells.map(([row, field, to]) => ({ row: `r${row + 1}`, field, text: to })),
        ),
      )
    case 'bulk': {
      const some = next.rows?.filter((row) => row <= rows.rows.length).sort((a, b) => a - b)
      const change = (_: number, was: string) => (was.length < 9 ? `${next.to}${was}` : next.to)
      const parts = next.fields.map((field) => ({ field, change, ...(some === undefined ? {} : { rows: some }) }))
      return edit(bulkChange(rows, { id: `b${(made += 1)}`, title: 'bulk', parts }))
    }
    case 'take back': {
      const all = log.done.flatMap(({ edit: each }): BulkChange[] => (each.kind === 'bulk' ? [each] : []))
      const one = all[next.which]
      return edit(one === undefined ? null : takeBack(rows, one, `b${(made += 1)}`))
    }
    case 'add':
      return edit({ kind: 'add-row', row: nextRowKey(rows) })
    case 'exclude': {
      const row = rows.rows.at(next.row)?.key
      return row === undefined || content.excluded.includes(row) === next.excluded ? [] : edit({ kind: 'exclude', rows: [row], excluded: next.excluded })
    }
    case 'omit':
      return edit(
        omitEdit(
          content.omitted,
          next.rows.map((row) => `r${row + 1}`),
          next.field,
          next.omitted,
        ),
      )
    case 'again':
      return edit(
        sendAgainEdit(
          content.sendAgain,
          next.job,
          next.rows.map((row) => `r${row + 1}`),
          next.again,
        ),
      )
    case 'complete':
      return edit({ kind: 'complete', isComplete: !content.isComplete })
    case 'purpose':
      return edit({ kind: 'purpose', before: content.purpose, after: next.purpose })
    case 'map':
      return edit({ kind: 'apply-mapping', before: content.appliedMapping, after: remapped(next.field) })
  }
}

const play = (moves: readonly Parameters<typeof recordFor>[1][], from = live(begin)) => moves.reduce((at, next) => recordFor(at, next).reduce(act, at), from)

/** Two edits that meet only through a third are drawn seldom. */
const runs = { numRuns: 1500 }

test('whatever is done, the log replayed is what stands on the screen', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 25 }), (moves) => {
      const { content, log, records } = play(moves)
      expect(seen({ content: materialize(snapshotNow(log), source) })).toEqual(seen({ content }))
      expect(readLog(records)).toEqual(log)
    }),
    runs,
  )
})

test('everything undone gives the file as it was read, and done again what it was', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 25 }), (moves) => {
      const end = play(moves)
      const back = end.log.done.reduce((at) => act(at, { kind: 'undo' }), end)
      expect(seen(back)).toEqual(seen(live(begin)))
      const again = end.log.done.reduce((at) => act(at, { kind: 'redo' }), back)
      expect(seen(again)).toEqual(seen(end))
    }),
    runs,
  )
})

test('compacting keeps what stands, and the last steps can still be undone', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 25 }), fc.nat(5), (moves, keep) => {
      const { content, log } = play(moves)
      const short = compacted(log, keep)
      expect(short.done.length).toBeLessThanOrEqual(keep)
      const read = readLog(recordsOf(short))
      expect(read).toEqual(short)
      expect(seen({ content: materialize(snapshotNow(read), source) })).toEqual(seen({ content }))
      expect(seen({ content: materialize(settle(short.settled, []), source) })).toEqual(
        seen({
          content: materialize(
            settle(
              log.settled,
              log.done.slice(0, log.done.length - short.done.length).map(({ edit }) => edit),
            ),
            source,
          ),
        }),
      )
    }),
    runs,
  )
})

const cell = (at: Live, row: string, field: string) => {
  const { rows } = at.content
  return rows === null ? '' : (findRow(rows.rows, row)?.cells[rows.columns.indexOf(field)] ?? '')
}
const type = (at: Live, row: string, field: string, to: string) => {
  const edit = at.content.rows === null ? null : cellsEdit(at.content.rows, [{ row, field, text: to }])
  return edit === null ? at : act(at, { kind: 'edit', done: { name: 'typing', edit } })
}
const map = (at: Live, field: string | null) =>
  act(at, { kind: 'edit', done: { name: 'columns', edit: { kind: 'apply-mapping', before: at.content.appliedMapping, after: remapped(field) } } })

test('an edit is kept when the columns are mapped again, and comes back with its column', () => {
  const typed = type(map(type(live(begin), 'r1', 'email', 'new@x.example'), 'department'), 'r2', 'department', 'Sales')
  expect([cell(typed, 'r1', 'email'), cell(typed, 'r2', 'department')]).toEqual(['new@x.example', 'Sales'])
  const without = map(typed, null)
  expect(cell(without, 'r1', 'email')).toBe('new@x.example')
  expect(without.content.rows?.columns).toEqual(['username', 'email'])
  expect(setAside(snapshotNow(without.log), without.content)).toEqual(['department'])
  expect(cell(map(without, 'department'), 'r2', 'department')).toBe('Sales')
})

test('what was set aside comes back as well when its field is added by hand, and goes again with an undo', () => {
  const aside = map(type(map(live(begin), 'department'), 'r1', 'department', 'Sales'), null)
  const typed = type(aside, 'r2', 'department', 'Legal')
  expect([cell(typed, 'r1', 'department'), cell(typed, 'r2', 'department')]).toEqual(['Sales', 'Legal'])
  expect(setAside(snapshotNow(typed.log), typed.content)).toEqual([])
  expect(seen({ content: materialize(snapshotNow(typed.log), source) })).toEqual(seen(typed))
  expect(seen(act(typed, { kind: 'undo' }))).toEqual(seen(aside))
})

test('a field that was added by hand stays a column, and goes when the edit is undone', () => {
  const typed = type(live(begin), 'r3', 'jobTitle', 'Buyer')
  expect(typed.content.rows?.columns).toEqual(['username', 'email', 'jobTitle'])
  expect(map(typed, 'department').content.rows?.columns).toEqual(['username', 'email', 'department', 'jobTitle'])
  expect(act(typed, { kind: 'undo' }).content.rows?.columns).toEqual(['username', 'email'])
})

test('a new edit after an undo takes the place of what was undone', () => {
  const typed = type(act(type(live(begin), 'r1', 'username', 'one'), { kind: 'undo' }), 'r1', 'username', 'two')
  expect(act(typed, { kind: 'redo' })).toMatchObject({ log: typed.log })
  expect(cell(act(typed, { kind: 'undo' }), 'r1', 'username')).toBe('ana')
})

test('typing what stands there already is no edit', () => {
  expect(type(live(begin), 'r1', 'username', 'ana').log.done).toEqual([])
})
