/** What a transform would do to the rows of a draft: how many cells, some of them before and after, and what it leaves. */
import { bulkChange } from '#domain/draft/bulk.ts'
import { samplesOfColumn, type StepSample } from '#domain/issues/step-samples.ts'
import { runTransform, type Outcome, type Surroundings, type Transform } from '#domain/mapping/transforms/transform.ts'
import { rowKey } from '#domain/packed/packed-rows.ts'
import { textOf } from '#domain/packed/patch-table.ts'
import { RowList } from '#domain/packed/row-list.ts'
import type { NewUsernames } from '#adapters/directory/taken-usernames.ts'

export interface Preview extends Pick<Outcome, 'unsolved' | 'numbered'> {
  readonly count: number
  /** Only the first rows were tried: more are not waited for. */
  readonly isPart: boolean
  readonly columns: readonly { readonly field: string; readonly samples: readonly StepSample[] }[]
}

const mostRows = 20_000
const samplesShown = 5

export function previewOf(transform: Transform, around: Surroundings): Preview {
  const { set } = around
  const isPart = set.rows.length > mostRows
  const tried = isPart ? { columns: set.columns, rows: set.rows.slice(0, mostRows) } : set
  const { changes, unsolved, numbered } = runTransform(transform, { ...around, set: tried })
  const made = bulkChange(tried, { id: '', title: '', parts: changes })
  const columns = made?.columns ?? []
  return {
    count: columns.reduce((sum, { rows }) => sum + rows.length, 0),
    isPart,
    columns: columns.map((column) => ({ field: column.field, samples: samplesOfColumn(column, transform, around, samplesShown) })),
    unsolved,
    numbered,
  }
}

/** The usernames that a pattern gives before any is numbered, and for whom: the directory is asked about both. None for other transforms. */
export function candidatesOf(transform: Transform, around: Surroundings): NewUsernames {
  if (transform.kind !== 'usernames') return { names: [], emails: [] }
  const { changes } = runTransform(transform, around)
  const columns = bulkChange(around.set, { id: '', title: '', parts: changes })?.columns ?? []
  const names = columns.flatMap(({ rows, after }) => (after === null ? [] : Array.from(rows, (_, at) => textOf(after, at))))
  const [list, email] = [RowList.of(around.set.rows), around.set.columns.indexOf('email')]
  const emails = email < 0 ? [] : columns.flatMap(({ rows }) => Array.from(rows, (number) => list.textAt(list.indexOf(rowKey(number)), email).trim()))
  return { names: [...new Set(names)], emails: [...new Set(emails.filter((text) => text.includes('@')))] }
}
