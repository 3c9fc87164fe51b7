/** Turns a table and its mapping into a table of fields: cells untouched, `AttributeN` pairs become columns of their own. */
import { attributeNameIssue } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import { rowKey } from '../packed/packed-rows.ts'
import { RowList } from '../packed/row-list.ts'
import type { Issue } from '../packed/issue.ts'
import type { RowSet } from '../packed/row.ts'
import type { ColumnMapping } from './model.ts'
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

/** Mapped columns are the source's own, not copies of them. */
export function mapTable(source: PackedTable, mapping: readonly ColumnMapping[]): MappedTable {
  const direct = mapping.flatMap(({ column, target }) => (target.kind === 'field' ? [{ column, field: target.field }] : []))
  const pairs = pairsOf(mapping)
  const headers: FieldKey[] = direct.map(({ field }) => field)
  const issues: Issue[] = []
  const place = new Map<FieldKey, number>(headers.map((field, index) => [field, index]))
  const blocks = source.blocks.map((block, index): PackedBlock => {
    const columns = direct.map(({ column }) => block.columns[column] ?? null)
    if (pairs.length === 0) return { columns, lines: block.lines }
    return { columns: applyPairs(block, index * blockRows, pairs, { place, headers, issues, columns }), lines: block.lines }
  })
  // A name that a later block brought is a blank column in the earlier ones.
  const filled = blocks.map(({ columns, lines }) => ({ columns: headers.map((_, index) => columns[index] ?? null), lines }))
  return { table: { headers, rowCount: source.rowCount, blocks: pairs.length === 0 ? blocks : filled }, issues }
}

/** The rows that a mapping makes of a table, named `r1`, `r2` … in file order. */
export function applyMapping(source: PackedTable, mapping: readonly ColumnMapping[]): { rows: RowSet; issues: readonly Issue[] } {
  const { table, issues } = mapTable(source, mapping)
  return { rows: { columns: table.headers, rows: RowList.read(table) }, issues }
}

interface Known {
  readonly place: Map<FieldKey, number>
  readonly headers: FieldKey[]
  readonly issues: Issue[]
  readonly columns: PackedBlock['columns']
}

/** All columns of the block, the pairs' values in them; columns that no pair touches are left as they are. */
function applyPairs(block: PackedBlock, firstRow: number, pairs: readonly Pair[], { place, headers, issues, columns }: Known): PackedBlock['columns'] {
  const count = block.lines.length
  const cell = (column: number, at: number) => {
    const packed = block.columns[column]
    return packed == null ? '' : cellIn(packed, at)
  }
  const made = new Map<number, string[]>()
  for (let at = 0; at < count; at += 1) {
    for (const pair of pairs) {
      const name = cell(pair.name, at).trim()
      const value = cell(pair.value, at)
      const field = `attributes.${name}`
      const complain = (message: string, of: FieldKey | null = null) => issues.push({ row: rowKey(firstRow + at + 1), field: of, severity: 'error', message })
      if (name === '') {
        if (value !== '') complain(`Custom attribute ${pair.number} has the value “${value}” and no name.`)
        continue
      }
      const wrong = attributeNameIssue(name)
      if (wrong !== null) complain(wrong)
      let to = place.get(field)
      if (to === undefined) {
        to = headers.length
        place.set(field, to)
        headers.push(field)
      }
      if (value === '') continue
      let cells = made.get(to)
      if (cells === undefined) {
        const packed = columns[to]
        cells = Array.from({ length: count }, (_, index) => (packed == null ? '' : cellIn(packed, index)))
        made.set(to, cells)
      }
      if ((cells[at] ?? '') !== '' && cells[at] !== value) complain(`The custom attribute “${name}” is in this row twice, with two values.`, field)
      else cells[at] = value
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
