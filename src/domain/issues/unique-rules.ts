/** Which identifiers no two rows share, and what is said where they do, or where only dots tell them apart. */
import type { FieldKey } from '../fields/field.ts'
import type { Issue } from '../packed/issue.ts'
import type { Row, RowKey, Rows } from '../packed/row.ts'
import { mostOthers, uniqueText, withoutDots } from './unique-index.ts'

export interface UniqueField {
  readonly key: FieldKey
  readonly label: string
  /** Whether two that only dots tell apart may be one user: mail providers ignore them. */
  readonly mayHaveDots: boolean
}

export const uniqueFields: readonly UniqueField[] = [
  { key: 'id', label: 'JumpCloud id', mayHaveDots: false },
  { key: 'username', label: 'username', mayHaveDots: true },
  { key: 'email', label: 'email', mayHaveDots: true },
  { key: 'employeeIdentifier', label: 'employee identifier', mayHaveDots: false },
]

/** The issue of a row with `others` other ones; `line` is the first of them, null where it was added by hand. */
export function doubleIssue(kind: 'double' | 'near', row: RowKey, { key: field, label }: UniqueField, line: number | null, others: number): Issue {
  const where = line === null ? 'another row' : `line ${line}`
  const more = others > 1 ? ` and ${others >= mostOthers ? `at least ${mostOthers - 1}` : others - 1} more` : ''
  return kind === 'double'
    ? { row, field, severity: 'error', message: `The same ${label} is in ${where}${more}. Keep one of them.` }
    : { row, field, severity: 'warning', message: `This ${label} differs only by dots from ${where}${more}. Check whether it is the same user.` }
}

/** Issues between the rows of a set, found by looking at all of them. */
export function duplicatesAmong(rows: Rows, columns: readonly FieldKey[]): Issue[] {
  const found = (kind: 'double' | 'near') =>
    uniqueFields.flatMap((field) => {
      const column = columns.indexOf(field.key)
      if (column < 0 || (kind === 'near' && !field.mayHaveDots)) return []
      const textOf = (row: Row) => uniqueText(row.cells[column])
      const groups = groupBy(rows, (row) => (kind === 'double' ? textOf(row) : withoutDots(textOf(row))))
      return [...groups].flatMap(([text, group]) =>
        text === ''
          ? []
          : (kind === 'double' ? sharing(group) : differing(group, textOf)).map(([row, first, others]) =>
              doubleIssue(kind, row.key, field, first.line, others),
            ),
      )
    })
  return [...found('double'), ...found('near')]
}

function groupBy(rows: Iterable<Row>, textOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const text = textOf(row)
    const group = groups.get(text)
    if (group === undefined) groups.set(text, [row])
    else group.push(row)
  }
  return groups
}

/** Each row with the first other one, and how many others there are. */
type WithOthers = readonly (readonly [row: Row, first: Row, others: number])[]

function sharing(rows: readonly Row[]): WithOthers {
  const [first, second] = rows
  return first === undefined || second === undefined ? [] : rows.map((row) => [row, row === first ? second : first, rows.length - 1] as const)
}

/** The same among rows that are not the same as each other in every letter. */
function differing(rows: readonly Row[], textOf: (row: Row) => string): WithOthers {
  const spellings = groupBy(rows, textOf)
  const [own, other] = [...spellings.values()].map(([row]) => row)
  if (own === undefined || other === undefined) return []
  return rows.map((row) => {
    const same = spellings.get(textOf(row)) ?? []
    return [row, same[0] === own ? other : own, rows.length - same.length] as const
  })
}
