/** Every issue of the draft, grouped by cause and column: a click goes to a cell, and a button corrects a group in one step. */
import { CircleCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import { rowName } from '#domain/draft/row-name.ts'
import { findRow } from '#domain/packed/row-list.ts'
import type { RowKey, RowSet } from '#domain/packed/row.ts'
import type { Issues, OpenDraft } from '#workbench/draft/draft-session.ts'
import { DuplicatesDialog } from '#workbench/draft/DuplicatesDialog.tsx'
import { FixEverything } from './FixEverything.tsx'
import { IssueCause } from './IssueCause.tsx'
import { NeededForNew } from './NeededForNew.tsx'
import { groupKey, issueCards, type IssueGroupCount } from './issue-cards.ts'
import styles from './IssuePanel.module.css'

interface Props {
  readonly draft: OpenDraft
  readonly set: RowSet
  readonly issues: Issues | null
  /** All rows are being checked again, so that what is shown may be behind. */
  readonly isChecking: boolean
  readonly hasUsers: boolean
  readonly onGo: (row: string, field: string | null) => void
}

export function IssuePanel({ draft, set, issues, isChecking, hasUsers, onGo }: Props) {
  const { id: draftId } = draft
  const [open, setOpen] = useState<string | null>(null)
  const [isComparing, setComparing] = useState(false)
  const cards = useMemo(() => issueCards(issues?.groups ?? []), [issues])
  const toggle = (group: IssueGroupCount) => setOpen(open === groupKey(group) ? null : groupKey(group))
  const nameOf = (key: RowKey) => rowName(set.rows, findRow(set.rows, key) ?? { key, line: null }, draft.origin)
  return (
    <aside className={styles.panel} aria-label="Issues" aria-busy={isChecking}>
      <h2>Issues</h2>
      {issues !== null && cards.length === 0 && !isChecking && (
        <p className={styles.none}>
          {hasUsers ? (
            <>
              <CircleCheck size={16} aria-hidden="true" /> No issues
            </>
          ) : (
            'Issues are listed here once there are users.'
          )}
        </p>
      )}
      {issues !== null && <FixEverything draftId={draftId} set={set} issues={issues} cards={cards} isBusy={isChecking} />}
      <ul>
        {issues !== null &&
          cards.map((card) => (
            <IssueCause
              key={card.key}
              draftId={draftId}
              set={set}
              issues={issues}
              card={card}
              isBusy={isChecking}
              openGroup={cards.length === 1 && card.groups.length === 1 ? groupKey(card.groups[0] as IssueGroupCount) : open}
              onToggle={toggle}
              onCompare={() => setComparing(true)}
              nameOf={nameOf}
              onGo={onGo}
            />
          ))}
      </ul>
      <NeededForNew draft={draft} set={set} onGo={onGo} />
      {isComparing && <DuplicatesDialog draft={draft} set={set} onClose={() => setComparing(false)} />}
    </aside>
  )
}
