/** Which identifiers no two rows share, and what is said where they do. */
import type { FieldKey } from '../fields/field.ts'
import type { Issue } from './issue.ts'
import type { Row, RowKey } from './row.ts'
import { mostOthers, uniqueText } from './unique-index.ts'

/** What no two rows share: `double` where it is the same identifier, `near` where only dots tell two apart, as mail providers ignore them. */
export interface UniqueRule {
  readonly key: FieldKey
  readonly label: string
  readonly kind: 'double' | 'near'
  /** What has to differ; '' differs from everything. */
  readonly textOf: (cell: string | undefined) => string
}

const identifiers: readonly (readonly [key: FieldKey, label: string])[] = [
  ['id', 'JumpCloud id'],
  ['username', 'username'],
  ['email', 'e-mail'],
  ['employeeIdentifier', 'employee identifier'],
]
const mayHaveDots = new Set<FieldKey>(['username', 'email'])

export const uniqueRules: readonly UniqueRule[] = [
  ...identifiers.map(([key, label]): UniqueRule => ({ key, label, kind: 'double', textOf: uniqueText })),
  ...identifiers.filter(([key]) => mayHaveDots.has(key)).map(([key, label]): UniqueRule => ({ key, label, kind: 'near', textOf: withoutDots })),
]

/** Dots behind the @ are the domain's. */
function withoutDots(cell: string | undefined): string {
  const text = uniqueText(cell)
  const at = text.indexOf('@')
  return at < 0 ? text.replaceAll('.', '') : text.slice(0, at).replaceAll('.', '') + text.slice(at)
}

/** The issue of a row whose identifier stands in others too; `line` is the first of them, null where it was added by hand. */
export function doubleIssue(row: RowKey, { key: field, label, kind }: UniqueRule, line: number | null, others: number): Issue {
  const where = line === null ? 'another row' : `line ${line}`
  const more = others > 1 ? ` and ${others >= mostOthers ? `at least ${mostOthers - 1}` : others - 1} more` : ''
  return kind === 'double'
    ? { row, field, severity: 'error', message: `The same ${label} stands in ${where}${more}. Keep one of them.` }
    : { row, field, severity: 'warning', message: `Only dots tell this ${label} from the one in ${where}${more}. Is it the same person?` }
}

/** Each row with the first other one, and how many others there are. */
type WithOthers = readonly (readonly [row: Row, first: Row, others: number])[]

export function sharing(rows: readonly Row[]): WithOthers {
  const [first, second] = rows
  return first === undefined || second === undefined ? [] : rows.map((row) => [row, row === first ? second : first, rows.length - 1] as const)
}

/** The same among rows that are not the same as each other in every letter. */
export function differing(rows: readonly Row[], column: number): WithOthers {
  const texts = rows.map((row) => uniqueText(row.cells[column]))
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  const first = rows[0]
  const second = rows[texts.findIndex((text) => text !== texts[0])]
  if (first === undefined || second === undefined) return []
  return rows.map((row, at) => [row, texts[at] === texts[0] ? second : first, rows.length - (counts.get(texts[at] ?? '') ?? 0)] as const)
}
