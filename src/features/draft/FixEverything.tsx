/** Every repair that needs no choice, in one undo step, with what each does: its cause, its columns and a cell of it. */
import { useMemo, useState } from 'react'
import { causes } from '#domain/issues/causes.ts'
import { combinedParts, repairPart, samplesOf } from '#domain/issues/fix-group.ts'
import { repairs } from '#domain/issues/repairs/repair.ts'
import { counted } from '#domain/count.ts'
import { rowNumber } from '#domain/packed/packed-rows.ts'
import type { RowSet } from '#domain/packed/row.ts'
import { Button } from '#ui/Button.tsx'
import { formatNumber } from '#ui/locale.ts'
import { changeMany, type Issues } from '#workbench/draft/draft-session.ts'
import { Samples } from '#workbench/transforms/Samples.tsx'
import { isRepairedWithAll } from './asks-first.ts'
import { columnName, type IssueCard } from './issue-cards.ts'
import { isRepairable, repairGroup, repairSteps } from './repair-group.ts'
import styles from './IssuePanel.module.css'

interface Props {
  readonly draftId: string
  readonly set: RowSet
  readonly issues: Issues
  readonly cards: readonly IssueCard[]
  readonly isBusy: boolean
}

const shownFirst = 3

export function FixEverything({ draftId, set, issues, cards, isBusy }: Props) {
  const [showsAll, setShowsAll] = useState(false)
  const fixable = useMemo(
    () =>
      cards
        .map((card) => ({ ...card, groups: card.groups.filter(isRepairable) }))
        .filter(({ groups: [first] }) => {
          const cause = first?.kind === 'own' ? first.cause : null
          return cause !== null && cause !== undefined && repairs[cause] !== undefined && isRepairedWithAll(cause)
        }),
    [cards],
  )
  if (fixable.length < 2) return null
  const groups = fixable.flatMap((card) => card.groups)
  const fix = () => changeMany(draftId, 'Repair all causes', combinedParts(groups.map((group) => repairGroup(issues, group))), repairSteps(groups))
  const shown = showsAll ? fixable : fixable.slice(0, shownFirst)
  return (
    <section className={styles.all} aria-label="Repairs that need no choice">
      <Button size="s" loading={isBusy} onClick={fix}>
        Apply all {counted(fixable.length, 'repair')}
      </Button>
      <ul>
        {shown.map((card) => (
          <RepairLine key={card.key} card={card} set={set} issues={issues} />
        ))}
      </ul>
      {fixable.length > shownFirst && (
        <Button size="s" variant="quiet" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? 'Show fewer repairs' : `Show all ${formatNumber(fixable.length)} repairs`}
        </Button>
      )}
    </section>
  )
}

const sampleRows = 200

function RepairLine({ card: { title, groups }, set, issues }: { readonly card: IssueCard } & Pick<Props, 'set' | 'issues'>) {
  const [first] = groups
  const cause = first?.cause ?? 'value'
  const count = groups.reduce((sum, group) => sum + group.count, 0)
  const samples = useMemo(() => {
    for (const group of groups) {
      const rows = issues.rowsOf(group, sampleRows).map(rowNumber)
      const found = samplesOf(set, repairPart({ cause, field: group.field ?? '', rows, digits: group.digits }), 1)
      if (found.length > 0) return found
    }
    return []
  }, [cause, groups, issues, set])
  return (
    <li>
      <span className={styles.cause}>
        {title} <span className={styles.count}>{formatNumber(count)}</span>
      </span>
      <span className={styles.fix}>
        {causes[cause].fix ?? title} in {[...new Set(groups.map(columnName))].join(', ')}
      </span>
      <Samples samples={samples} />
    </li>
  )
}
