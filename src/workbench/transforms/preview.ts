/** What a transform would do to the rows of a draft: how many cells, some of them before and after, and what it leaves. */
import { bulkChange } from '#domain/draft/bulk.ts'
import type { Sample } from '#domain/issues/fix-group.ts'
import { runTransform, type Outcome, type Surroundings, type Transform } from '#domain/mapping/transforms/transform.ts'
import { textOf } from '#domain/packed/patch-table.ts'

export interface Preview extends Pick<Outcome, 'unsolved' | 'numbered'> {
  readonly count: number
  /** Only the first rows were tried: more are not waited for. */
  readonly isPart: boolean
  readonly columns: readonly { readonly field: string; readonly samples: readonly Sample[] }[]
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
    columns: columns.map(({ field, rows, before, after }) => ({
      field,
      samples: Array.from(rows.subarray(0, samplesShown), (row, at) => ({
        row,
        before: before === null ? '' : textOf(before, at),
        after: after === null ? '' : textOf(after, at),
      })),
    })),
    unsolved,
    numbered,
  }
}

/** The usernames that a pattern gives before any is numbered, which the directory is asked about; none for other transforms. */
export function candidatesOf(transform: Transform, around: Surroundings): readonly string[] {
  if (transform.kind !== 'usernames') return []
  const { changes } = runTransform(transform, around)
  const made = bulkChange(around.set, { id: '', title: '', parts: changes })
  return [...new Set((made?.columns ?? []).flatMap(({ rows, after }) => (after === null ? [] : Array.from(rows, (_, at) => textOf(after, at)))))]
}
