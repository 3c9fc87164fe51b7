/** The counts of a plan; they add up to the rows. */
import type { PlanCounts } from '#domain/plan/plan.ts'
import type { Purpose } from '#domain/packed/row.ts'
import { Count } from '#ui/Count.tsx'
import styles from '../Review.module.css'

const totals: readonly { readonly key: 'create' | 'update' | 'unchanged' | 'blocked' | 'excluded' | 'sent' | 'rows'; readonly label: string }[] = [
  { key: 'create', label: 'Will be created' },
  { key: 'update', label: 'Will be updated' },
  { key: 'unchanged', label: 'Unchanged' },
  { key: 'blocked', label: 'Blocked' },
  { key: 'excluded', label: 'Excluded' },
  { key: 'sent', label: 'Already sent' },
  { key: 'rows', label: 'Total rows' },
]

export function PlanTotals({ counts, purpose }: { readonly counts: PlanCounts; readonly purpose: Purpose | null }) {
  return (
    <dl className={styles.totals}>
      {totals.flatMap(({ key, label }) =>
        key === 'sent' && counts.sent === 0
          ? []
          : [
              <div key={key}>
                <dt>{key === 'update' && purpose === 'leavers' ? 'Will be suspended' : label}</dt>
                <dd data-count={key}>
                  <Count value={counts[key]} />
                </dd>
              </div>,
            ],
      )}
    </dl>
  )
}
