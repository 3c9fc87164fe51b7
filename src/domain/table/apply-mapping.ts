/** Turns a table and its mapping into rows: cells untouched, `AttributeN` pairs become columns of their own. */
import { attributeNameIssue } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import type { Issue } from '../rows/issue.ts'
import type { Row, RowSet } from '../rows/row.ts'
import type { ColumnMapping } from './mapping.ts'
import type { Table } from './table.ts'

interface Pair {
  readonly number: number
  readonly name: number
  readonly value: number
}

/** Rows are named `r1`, `r2` … in file order. The issues are those of attribute pairs, which are gone once applied. */
export function applyMapping(table: Table, mapping: readonly ColumnMapping[]): { rows: RowSet; issues: Issue[] } {
  const direct = mapping.flatMap(({ column, target }) => (target.kind === 'field' ? [{ column, field: target.field }] : []))
  const pairs = pairsOf(mapping)
  const columns: FieldKey[] = direct.map(({ field }) => field)
  const issues: Issue[] = []
  const place = new Map<FieldKey, number>(columns.map((field, index) => [field, index]))
  for (const cells of table.rows) {
    for (const pair of pairs) {
      const key = `attributes.${(cells[pair.name] ?? '').trim()}`
      if (key === 'attributes.' || place.has(key)) continue
      place.set(key, columns.length)
      columns.push(key)
    }
  }
  const rows = table.rows.map((source, index): Row => {
    const key = `r${index + 1}`
    const cells = columns.map(() => '')
    direct.forEach(({ column }, at) => {
      cells[at] = source[column] ?? ''
    })
    for (const pair of pairs) {
      const name = (source[pair.name] ?? '').trim()
      const value = source[pair.value] ?? ''
      const at = place.get(`attributes.${name}`)
      const complain = (message: string, field: FieldKey | null = null) => issues.push({ row: key, field, severity: 'error', message })
      if (name === '' && value !== '') complain(`Custom attribute ${pair.number} has the value “${value}” and no name.`)
      else if (name !== '' && attributeNameIssue(name) !== null) complain(attributeNameIssue(name) ?? '')
      if (at === undefined || value === '') continue
      if ((cells[at] ?? '') !== '' && cells[at] !== value)
        complain(`The custom attribute “${name}” stands in this row twice, with two values.`, `attributes.${name}`)
      else cells[at] = value
    }
    return { key, line: table.lines[index] ?? null, cells }
  })
  return { rows: { columns, rows }, issues }
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
