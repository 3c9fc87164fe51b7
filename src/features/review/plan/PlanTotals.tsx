/** The counts of a plan; they add up to the rows. */
import type { PlanCounts } from '#domain/plan/plan.ts'
import type { PlanSummary } from '#domain/plan/summary.ts'
import type { Purpose } from '#domain/packed/row.ts'
import { Count } from '#ui/Count.tsx'
import { countOf, kindWords, shownKinds, type ShownKind } from './plan-kinds.ts'
import styles from '../Review.module.css'

interface Props {
  readonly counts: PlanCounts
  readonly actions: PlanSummary['actions']
  readonly purpose: Purpose | null
}

export function PlanTotals({ counts, actions, purpose }: Props) {
  const expected: readonly ShownKind[] = purpose === 'leavers' ? ['suspend'] : ['create', 'update']
  const always = new Set<ShownKind>([...expected, 'blocked', 'unchanged', 'excluded'])
  const totals = shownKinds.map((kind) => ({ kind, count: countOf(kind, counts, actions) })).filter(({ kind, count }) => count > 0 || always.has(kind))
  return (
    <dl className={styles.totals}>
      {[...totals.map(({ kind, count }) => ({ key: kind, label: kindWords[kind].label, count })), { key: 'rows', label: 'Total rows', count: counts.rows }].map(
        ({ key, label, count }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd data-count={key}>
              <Count value={count} />
            </dd>
          </div>
        ),
      )}
    </dl>
  )
}
