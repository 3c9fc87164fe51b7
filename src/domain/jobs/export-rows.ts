/** The rows of a job as a file: the columns of the original file as they were read, then what came of each row. */
import { clearMark } from '../fields/clear.ts'
import { fieldByKey } from '../fields/field-lookup.ts'
import type { FieldKey } from '../fields/field.ts'
import type { RowKey } from '../packed/row.ts'
import { nameOfUser, stateShown, type JobUser } from './job-users.ts'
import { describeState } from './row-states.ts'
import type { SourceCells } from './source-cells.ts'

/** Named so that no file has them, and so that an import of the export knows and skips them (`not-sent.ts`). */
export const resultHeaders = ['Result: user', 'Result: outcome', 'Result: message', 'Result: JumpCloud job id', 'Result: line number'] as const

export interface ExportedTable {
  readonly headers: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** The values of rows that no file has: what was sent, or what the draft held. */
export type SentCells = (key: RowKey) => ReadonlyMap<FieldKey, string> | null

export function exportRows(users: readonly JobUser[], source: SourceCells | null, sentCells: SentCells): ExportedTable {
  const fields = source === null ? [...new Set(users.flatMap(({ key }) => [...(sentCells(key)?.keys() ?? [])]))] : []
  const headers = source === null ? fields.map((key) => fieldByKey(key)?.label ?? key) : source.headers
  const cellsOf = ({ key }: JobUser): readonly string[] => {
    if (source !== null) return source.cellsOf(key) ?? headers.map(() => '')
    const cells = sentCells(key)
    return fields.map((field) => readable(cells?.get(field) ?? ''))
  }
  return { headers: [...headers, ...resultHeaders], rows: users.map((user) => [...cellsOf(user), ...resultCells(user)]) }
}

/** The mark of a clear is no character that a file can hold. */
const readable = (cell: string): string => (cell === clearMark ? '' : cell)

const resultCells = (user: JobUser): string[] => [
  nameOfUser(user),
  describeState(stateShown(user)).label,
  [user.message, user.evidence].filter((text) => text !== '').join(' · '),
  user.batch?.jobId ?? '',
  user.line === null ? '' : String(user.line),
]
