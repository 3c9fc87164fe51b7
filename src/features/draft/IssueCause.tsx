/** One cause of issues: what follows from it, its columns with samples, and its repair. */
import { CircleAlert, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { causes } from '#domain/issues/causes.ts'
import { repairPart } from '#domain/issues/fix-group.ts'
import { repairs } from '#domain/issues/repairs/repair.ts'
import type { RowKey, RowSet } from '#domain/packed/row.ts'
import { Button } from '#ui/Button.tsx'
import { formatNumber } from '#ui/locale.ts'
import { changeMany, type Issues } from '#workbench/draft/draft-session.ts'
import { asksFirst } from './asks-first.ts'
import { IssueColumn } from './IssueColumn.tsx'
import { groupKey, type IssueCard, type IssueGroupCount } from './issue-cards.ts'
import { fixableIn, fixLabel, isRepairable, repairGroup, repairSteps } from './repair-group.ts'
import { Hidden } from '#ui/Hidden.tsx'
import styles from './IssuePanel.module.css'

interface Props {
  readonly draftId: string
  readonly set: RowSet
  readonly issues: Issues
  readonly card: IssueCard
  readonly isBusy: boolean
  readonly openGroup: string | null
  readonly onToggle: (group: IssueGroupCount) => void
  /** Opens the rows of one user side by side. */
  readonly onCompare: () => void
  readonly nameOf: (row: RowKey) => string
  readonly onGo: (row: string, field: string | null) => void
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

export function IssueCause({ draftId, set, issues, card, isBusy, openGroup, onToggle, onCompare, nameOf, onGo }: Props) {
  const { severity, groups, title, why, count } = card
  const cause = groups[0]?.kind === 'own' ? (groups[0].cause ?? null) : null
  const Icon = severity === 'error' ? CircleAlert : TriangleAlert
  const canFix = cause !== null && repairs[cause] !== undefined && !asksFirst.has(cause)
  const mendable = useMemo(() => groups.filter(isRepairable), [groups])
  const fixable = useMemo(() => (canFix ? fixableIn(set, issues, mendable) : 0), [canFix, issues, mendable, set])
  const fix = () => {
    if (cause === null) return
    changeMany(
      draftId,
      causes[cause].fix ?? title,
      mendable.map((group) => repairPart(repairGroup(issues, group))),
      repairSteps(mendable),
    )
  }
  return (
    <li className={styles.card}>
      <h3>
        <Icon size={16} aria-hidden="true" className={severity === 'error' ? styles.error : styles.warning} />
        <Hidden>{severity === 'error' ? 'Error' : 'Warning'}: </Hidden>
        {title}
        <span className={styles.count}>{formatNumber(count)}</span>
      </h3>
      <p className={styles.why}>{why}</p>
      <ul className={styles.columns}>
        {groups.map((group) => (
          <IssueColumn
            key={groupKey(group)}
            draftId={draftId}
            set={set}
            issues={issues}
            group={group}
            isAlone={groups.length === 1}
            isBusy={isBusy}
            isOpen={openGroup === groupKey(group)}
            onToggle={() => onToggle(group)}
            nameOf={nameOf}
            onGo={onGo}
          />
        ))}
      </ul>
      {groups.some(({ kind }) => kind === 'double') && (
        <Button size="s" onClick={onCompare}>
          Compare duplicates
        </Button>
      )}
      {canFix && fixable > 0 && (
        <>
          <Button size="s" loading={isBusy} onClick={fix}>
            {`${fixLabel(fixable, count)}: ${lowerFirst(causes[cause].fix ?? title)}`}
          </Button>
          {fixable < count && (
            <p className={styles.why}>
              {count - fixable === 1
                ? '1 cell has no repair. Type its value in the grid.'
                : `${formatNumber(count - fixable)} cells have no repair. Type their values in the grid.`}
            </p>
          )}
        </>
      )}
    </li>
  )
}
