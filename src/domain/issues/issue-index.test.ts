/** Whatever is edited, the book of issues says what a fresh look at every row would say. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withCells } from '../draft/edit.ts'
import { IssueIndex } from './issue-index.ts'
import { packTable, type PackedBlock, type PackedTable } from '../packed/packed-table.ts'
import { makePacker } from '../packed/column-bytes.ts'
import { clearMark } from '../fields/clear.ts'
import { rowNumber } from '../packed/packed-rows.ts'
import { findRow, RowList } from '../packed/row-list.ts'
import { RowBits } from '../packed/row-bits.ts'
import type { Purpose, Row, RowSet } from '../packed/row.ts'
import { damages } from './suspect.ts'
import { validateRows } from './validate.ts'

const columns = ['username', 'email', 'sudo']
const rowOf = (number: number, cells: readonly string[]): Row => ({ key: `r${number}`, line: number + 1, cells })

/** A set with its book, edited together. */
function bookOf(first: RowSet, purpose: Purpose | null) {
  let set = first
  /** The rows as the book was told of them: one action may change several, which it is told one by one. */
  const told = new Map(first.rows.map((row) => [row.key, row]))
  const find = (number: number) => told.get(`r${number}`)
  let book = new IssueIndex(set.columns, purpose, find)
  for (const row of set.rows) book.add(row)
  book.finish()
  return {
    get: () => ({ set, book }),
    cells(cells: readonly { row: string; field: string; text: string }[]) {
      const before = set
      set = withCells(set, cells)
      for (const key of new Set(cells.map(({ row }) => row))) {
        const was = findRow(before.rows, key)
        const is = findRow(set.rows, key)
        if (was === undefined || is === undefined) continue
        book.replace(was, is)
        told.set(key, is)
      }
    },
    add(row: Row) {
      set = { columns: set.columns, rows: [...set.rows, row] }
      book.replace(null, row)
      told.set(row.key, row)
    },
    removeLast() {
      const last = set.rows.at(-1)
      if (last === undefined) return
      set = { columns: set.columns, rows: set.rows.slice(0, -1) }
      book.replace(last, null)
      told.delete(last.key)
    },
    /** As if a worker had made it. */
    handOver() {
      book = new IssueIndex(set.columns, purpose, find, structuredClone(book.state))
    },
  }
}

const said = (set: RowSet, book: IssueIndex) => Object.fromEntries(set.rows.flatMap((row) => (book.get(row).length > 0 ? [[row.key, book.get(row)]] : [])))

const text = fc.constantFrom(
  '',
  'ana',
  'ANA',
  ' ana',
  'an.a',
  'a.na',
  '.',
  '..',
  'ben',
  'ben ito',
  '1ab',
  'a@x.example',
  'A@X.example',
  'a.@x.example',
  'maybe',
  'true',
)
const cells = fc.tuple(text, text, text)

test('after any edits the issues, their counts and their groups are those of a fresh look', () => {
  const change = fc.oneof(
    { weight: 6, arbitrary: fc.array(fc.tuple(fc.nat(9), fc.constantFrom(...columns), text), { minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: cells.map((each) => ({ add: each })) },
    { weight: 1, arbitrary: fc.constant('remove' as const) },
    { weight: 1, arbitrary: fc.constant('hand over' as const) },
  )
  fc.assert(
    fc.property(
      fc.array(cells, { maxLength: 8 }),
      fc.constantFrom(null, 'create' as const, 'update' as const),
      fc.array(change, { maxLength: 15 }),
      (rows, purpose, changes) => {
        const draft = bookOf({ columns, rows: rows.map((each, at) => rowOf(at + 1, each)) }, purpose)
        for (const next of changes) {
          if (next === 'remove') draft.removeLast()
          else if (next === 'hand over') draft.handOver()
          else if ('add' in next) draft.add(rowOf(rowNumber(draft.get().set.rows.at(-1)?.key ?? 'r0') + 1, next.add))
          else draft.cells(next.map(([row, field, to]) => ({ row: `r${row + 1}`, field, text: to })))
        }
        const { set, book } = draft.get()
        const fresh = validateRows(set, purpose)
        expect(said(set, book)).toEqual(Object.fromEntries(fresh))
        const withError = [...fresh.values()].filter((issues) => issues.some(({ severity }) => severity === 'error')).length
        expect([book.errors.count, book.warnings.count]).toEqual([withError, fresh.size - withError])
        for (const group of book.groups()) expect(book.rowsOf(group, 100)).toHaveLength(group.count)
      },
    ),
  )
})

test('a thousand rows with one email address are a sentence, not a list, and quick', () => {
  const rows = Array.from({ length: 5000 }, (_, at) => rowOf(at + 1, [`u${at}`, 'same@x.example', '']))
  const draft = bookOf({ columns, rows }, null)
  const { book, set } = draft.get()
  expect(book.get(set.rows.at(4) as Row)[0]?.message).toMatch(/^The same email is in line \d+ and at least 999 more\. Keep one of them\.$/)
  expect(book.groups()[0]).toMatchObject({ kind: 'double', field: 'email', count: 5000 })
  draft.cells([{ row: 'r5', field: 'email', text: 'other@x.example' }])
  expect(draft.get().book.errors.count).toBe(4999)
})

test('a set of rows is a set of rows', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(500), fc.boolean())), (changes) => {
      const bits = new RowBits()
      const plain = new Set<number>()
      for (const [number, on] of changes) {
        bits.set(number, on)
        if (on) plain.add(number)
        else plain.delete(number)
      }
      expect(bits.first(Infinity)).toEqual([...plain].sort((a, b) => a - b))
      expect([bits.count, new RowBits(bits.words).count]).toEqual([plain.size, plain.size])
    }),
  )
})

/** A table as the reader packs it: columns of few values as those. */
function streamed({ headers, rows, lines }: Parameters<typeof packTable>[0]): PackedTable {
  const blocks: PackedBlock[] = []
  const packer = makePacker(headers.length, ({ columns: packed, lines: at }) =>
    blocks.push({
      lines: at,
      columns: packed.map((column) => (column === null || column.indices !== undefined ? column : { ...column, text: String.fromCharCode(...column.bytes) })),
    }),
  )
  packer.add(rows, lines)
  packer.finish()
  return { headers, rowCount: rows.length, blocks }
}

test('a block looked at column by column has the issues of a look row by row', () => {
  const wide = [
    'username',
    'email',
    'department',
    'sudo',
    'attributes.Colour',
    'attributes.no good',
    'description',
    'unix_uid',
    'state',
    'recoveryEmail.address',
    'employeeIdentifier',
    'lastname',
    'phoneNumbers.mobile',
    'firstname',
    'attributes.startDate',
    'external_dn',
    'manager',
    'mfa.exclusionUntil',
    'password',
    'phoneNumbers.mobile',
    'nobody.knows',
  ]
  const any = fc.oneof(
    { weight: 4, arbitrary: text },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
    { weight: 2, arbitrary: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,20}(?:@[A-Za-z0-9.-]{1,12})?$/) },
    { weight: 1, arbitrary: fc.mixedCase(fc.constantFrom('true', 'false', 'yes', 'no', 'nope')) },
    { weight: 1, arbitrary: fc.stringMatching(/^(?:[0-9]{1,10}|[a-z][a-z0-9]{18,21}|[A-Z][a-z]{2}-\d\d)$/) },
    {
      weight: 2,
      arbitrary: fc.oneof(
        ...damages.map(({ pattern: { source, flags } }) =>
          flags === '' ? fc.stringMatching(new RegExp(source)) : fc.mixedCase(fc.stringMatching(new RegExp(source))),
        ),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        clearMark,
        '\uFFFD',
        'x'.repeat(1025),
        '12',
        'STAGED',
        '😀',
        'Müller',
        'Ã¼ber',
        'Oâ€™Neil',
        'a\u202Eb',
        'a\u200Db',
        '\u00A0Sales',
        'a\u00ADb',
        'user.100',
        'a1',
        'Ana-Maria.Ito',
        'x.y@z.example',
        '4294967296',
        '5000',
        'Sept.-05',
        'WAHR',
        'NULL',
        'n/a',
        '–',
        'undefined',
        'Sales ',
        '\tSales',
        'R%26D',
        'M\\u00fcller',
        '{name=Support}',
        '+491705550101; +491705550102',
        "'Sales",
        'Rùžièka',
        'Dvoøák',
        'løþú',
        'Wiœniewski',
        '2023-12-31',
        '3.11.26',
        '1,234',
        '4 200',
        '+4.9E+11',
        '٤٢',
        'M?ller',
        '????',
        'Sales\nEMEA',
        'Human  Resources',
        'a\u2028b',
        'R&amp;D',
        'M&ntilde;',
        '[]',
        'System.Object[]',
        '@{a=b}',
        'CN=Ana Ito,OU=Sales,DC=acme',
        'acme.example/Sales/Ana',
        '1001.0',
        "'0042",
        '+49.0',
        'KELLER',
        'MÜLLER',
        'NG',
        'Mu\u0308ller',
        'Ａｎａ',
        'mailto:a@x.example',
        'a..b@x.example',
        '-a@x.example',
        'a@-x.example',
        '2/4/2016',
        '45292',
        '31.12.2024',
        '30.02.2024',
        '2024-02-30',
      ),
    },
  )
  fc.assert(
    fc.property(
      fc.array(fc.array(any, { minLength: wide.length, maxLength: wide.length }), { maxLength: 6 }),
      // A row with an issue in one cell is looked at whole: what is skipped shows where there are few.
      fc.oneof({ weight: 3, arbitrary: fc.subarray(wide, { minLength: 1, maxLength: 1 }) }, fc.subarray(wide, { minLength: 1 })),
      fc.constantFrom(null, 'create' as const, 'update' as const, 'leavers' as const),
      fc.boolean(),
      (rows, headers, purpose, isStreamed) => {
        const read = { headers, rows: rows.map((cells) => cells.slice(0, headers.length)), lines: rows.map((_, at) => at + 2) }
        const table = isStreamed ? streamed(read) : packTable(read)
        const set = { columns: headers, rows: RowList.read(table) }
        const book = new IssueIndex(headers, purpose, (number) => set.rows.at(number - 1))
        table.blocks.forEach((block) => book.addBlock(block, 1))
        book.addIdentifiers(table.blocks)
        book.finish()
        expect(said(set, book)).toEqual(Object.fromEntries(validateRows(set, purpose)))
      },
    ),
    { numRuns: 1200 },
  )
})
