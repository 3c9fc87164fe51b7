/** Turns a table and its mapping into a table of fields: pairs and lists become columns of their own, and blanks clear where that was chosen. */
import { attributeNameIssue, fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import { rowKey } from '../packed/packed-rows.ts'
import { RowList } from '../packed/row-list.ts'
import type { Issue } from '../packed/issue.ts'
import type { RowSet } from '../packed/row.ts'
import { clearingColumn } from './blanks.ts'
import { readListCell } from './list-cells.ts'
import type { ColumnMapping, UserList } from './model.ts'
import { blockRows, cellIn, packColumn, type PackedBlock, type PackedTable } from '../packed/packed-table.ts'

interface Pair {
  readonly number: number
  readonly name: number
  readonly value: number
}

/** A table whose headers are fields. The issues are those of attribute pairs, which are gone once applied. */
export interface MappedTable {
  readonly table: PackedTable
  readonly issues: readonly Issue[]
}

/** Whether columns hold attribute pairs or lists: their cells are taken apart, and may bring new fields with any row. */
export const hasParts = (mapping: readonly ColumnMapping[]): boolean =>
  mapping.some(({ target }) => target.kind.startsWith('attribute-') || target.kind === 'list')

/** Mapped columns are the source's own, not copies of them. */
export function mapTable(source: PackedTable, mapping: readonly ColumnMapping[]): MappedTable {
  const direct = mapping.flatMap(({ column, target, blanks }) => (target.kind === 'field' ? [{ column, field: target.field, blanks }] : []))
  const pairs = pairsOf(mapping)
  const lists = mapping.flatMap(({ column, target }) => (target.kind === 'list' ? [{ column, list: target.list }] : []))
  const isDirect = pairs.length === 0 && lists.length === 0
  const headers: FieldKey[] = direct.map(({ field }) => field)
  const issues: Issue[] = []
  const place = new Map<FieldKey, number>(headers.map((field, index) => [field, index]))
  const blocks = source.blocks.map((block, index): PackedBlock => {
    const columns = direct.map(({ column, field, blanks }) => clearingColumn(block.columns[column] ?? null, block.lines.length, field, blanks))
    if (isDirect) return { columns, lines: block.lines }
    return { columns: applyParts(block, index * blockRows, { pairs, lists }, { place, headers, issues, columns }), lines: block.lines }
  })
  // A name that a later block brought is a blank column in the earlier ones.
  const filled = blocks.map(({ columns, lines }) => ({ columns: headers.map((_, index) => columns[index] ?? null), lines }))
  return { table: { headers, rowCount: source.rowCount, blocks: isDirect ? blocks : filled }, issues }
}

/** The rows that a mapping makes of a table, named `r1`, `r2` … in file order. */
export function applyMapping(source: PackedTable, mapping: readonly ColumnMapping[]): { rows: RowSet; issues: readonly Issue[] } {
  const { table, issues } = mapTable(source, mapping)
  return { rows: rowsOfTable(table), issues }
}

/** The rows of a table whose headers are fields. */
export const rowsOfTable = (table: PackedTable): RowSet => ({ columns: table.headers, rows: RowList.read(table) })

interface Known {
  readonly place: Map<FieldKey, number>
  readonly headers: FieldKey[]
  readonly issues: Issue[]
  readonly columns: PackedBlock['columns']
}

interface ListColumn {
  readonly column: number
  readonly list: UserList
}

/** All columns of the block, the values of pairs and lists in them; columns that none of them touches are left as they are. */
function applyParts(
  block: PackedBlock,
  firstRow: number,
  { pairs, lists }: { readonly pairs: readonly Pair[]; readonly lists: readonly ListColumn[] },
  { place, headers, issues, columns }: Known,
): PackedBlock['columns'] {
  const count = block.lines.length
  const cell = (column: number, at: number) => {
    const packed = block.columns[column]
    return packed == null ? '' : cellIn(packed, at)
  }
  const made = new Map<number, string[]>()
  const slotOf = (field: FieldKey): number => {
    const known = place.get(field)
    if (known !== undefined) return known
    place.set(field, headers.length)
    headers.push(field)
    return headers.length - 1
  }
  /** False where the row has another value of that field already. */
  const put = (at: number, field: FieldKey, value: string): boolean => {
    const to = slotOf(field)
    if (value === '') return true
    let cells = made.get(to)
    if (cells === undefined) {
      const packed = columns[to]
      cells = Array.from({ length: count }, (_, index) => (packed == null ? '' : cellIn(packed, index)))
      made.set(to, cells)
    }
    if ((cells[at] ?? '') !== '' && cells[at] !== value) return false
    cells[at] = value
    return true
  }
  for (let at = 0; at < count; at += 1) {
    const complain = (message: string, of: FieldKey | null = null) => issues.push({ row: rowKey(firstRow + at + 1), field: of, severity: 'error', message })
    for (const pair of pairs) {
      const name = cell(pair.name, at).trim()
      const value = cell(pair.value, at)
      const field = `attributes.${name}`
      if (name === '') {
        if (value !== '') complain(`Custom attribute ${pair.number} has the value “${value}” and no name.`)
        continue
      }
      const wrong = attributeNameIssue(name)
      if (wrong !== null) complain(wrong)
      if (!put(at, field, value)) complain(`This row has the custom attribute “${name}” twice, with two values. The first is used.`, field)
    }
    for (const { column, list } of lists) {
      const read = readListCell(list, cell(column, at))
      if (read.kind === 'unreadable') {
        complain(read.message)
        continue
      }
      read.problems.forEach((problem) => complain(problem))
      for (const [field, value] of read.values)
        if (!put(at, field, value)) complain(`${fieldByKey(field)?.label ?? field} is in this row twice, with two values. The first is used.`, field)
    }
  }
  return headers.map((_, index) => {
    const cells = made.get(index)
    return cells === undefined ? (columns[index] ?? null) : packColumn(cells)
  })
}

function pairsOf(mapping: readonly ColumnMapping[]): Pair[] {
  const values = new Map(mapping.flatMap(({ column, target }) => (target.kind === 'attribute-value' ? [[target.number, column] as const] : [])))
  return mapping
    .flatMap(({ column, target }) => {
      const value = target.kind === 'attribute-name' ? values.get(target.number) : undefined
      return target.kind === 'attribute-name' && value !== undefined ? [{ number: target.number, name: column, value }] : []
    })
    .sort((a, b) => a.number - b.number)
}
