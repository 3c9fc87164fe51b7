/** Transforms and repairs of a draft by column, each with cells before and after, and a way to take it back. */
import { Undo2 } from 'lucide-react'
import { useMemo } from 'react'
import { counted } from '#domain/count.ts'
import type { BulkChange } from '#domain/draft/bulk.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { textOf } from '#domain/packed/patch-table.ts'
import { Button } from '#ui/Button.tsx'
import { fieldLabel } from '../user/field-label.ts'
import { Samples } from '../transforms/Samples.tsx'
import { takeBackChange } from './draft-session.ts'
import styles from './RepairsList.module.css'

interface Props {
  readonly draftId: string
  readonly changes: readonly BulkChange[]
  /** Shows how many there are, and the rest on a click. */
  readonly isFolded?: boolean
}

const samplesShown = 3

interface ColumnChange {
  readonly change: BulkChange
  readonly count: number
  readonly samples: readonly { readonly row: number; readonly before: string; readonly after: string }[]
}

/** By field, in the order in which they were made. */
function byColumn(changes: readonly BulkChange[]): [field: string, changes: ColumnChange[]][] {
  const columns = new Map<string, ColumnChange[]>()
  for (const change of changes) {
    for (const { field, rows, before, after } of change.columns) {
      const isShown = fieldByKey(field)?.secret !== true && before !== null && after !== null
      const samples = isShown ? Array.from(rows.subarray(0, samplesShown), (row, at) => ({ row, before: textOf(before, at), after: textOf(after, at) })) : []
      columns.set(field, [...(columns.get(field) ?? []), { change, count: rows.length, samples }])
    }
  }
  return [...columns]
}

export function RepairsList({ draftId, changes, isFolded = false }: Props) {
  const columns = useMemo(() => byColumn(changes), [changes])
  if (columns.length === 0) return null
  return (
    <section className={styles.list} aria-label="Changes by column">
      <details open={!isFolded}>
        <summary>
          {counted(changes.length, 'transform or repair', 'transforms and repairs')} in {counted(columns.length, 'column')}
        </summary>
        <ul>
          {columns.map(([field, made]) => (
            <li key={field} className={styles.column}>
              <h3>{fieldLabel(field)}</h3>
              <ul>
                {made.map(({ change, count, samples }) => (
                  <li key={change.id} className={styles.change}>
                    <span className={styles.title}>
                      {change.title} <span className={styles.count}>{counted(count, 'cell')}</span>
                    </span>
                    {samples.length > 0 ? <Samples samples={samples} /> : <span className={styles.count}>Values not shown</span>}
                    <Button size="s" variant="quiet" icon={<Undo2 size={14} />} onClick={() => takeBackChange(draftId, change)}>
                      Take back{change.columns.length > 1 ? ` in ${counted(change.columns.length, 'column')}` : ''}
                    </Button>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}
