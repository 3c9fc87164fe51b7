/** Every repair that needs no choice, in one undo step: what each does is listed below it. */
import { causes } from '#domain/issues/causes.ts'
import { combinedParts } from '#domain/issues/fix-group.ts'
import { repairs } from '#domain/issues/repairs/repair.ts'
import { counted } from '#domain/count.ts'
import { Button } from '#ui/Button.tsx'
import { changeMany, type Issues } from '#workbench/draft/draft-session.ts'
import { isRepairedWithAll } from './asks-first.ts'
import type { IssueCard } from './issue-cards.ts'
import { isRepairable, repairGroup, repairSteps } from './repair-group.ts'
import styles from './IssuePanel.module.css'

interface Props {
  readonly draftId: string
  readonly issues: Issues
  readonly cards: readonly IssueCard[]
  readonly isBusy: boolean
}

export function FixEverything({ draftId, issues, cards, isBusy }: Props) {
  const fixable = cards.filter(({ groups }) => {
    const first = groups.find(isRepairable)
    const cause = first?.kind === 'own' ? first.cause : null
    return cause !== null && repairs[cause] !== undefined && isRepairedWithAll(cause)
  })
  if (fixable.length < 2) return null
  const groups = fixable.flatMap((card) => card.groups).filter(isRepairable)
  const fix = () => changeMany(draftId, 'Repair all causes', combinedParts(groups.map((group) => repairGroup(issues, group))), repairSteps(groups))
  return (
    <div className={styles.repair}>
      <Button size="s" loading={isBusy} onClick={fix}>
        Apply all {counted(fixable.length, 'repair')}
      </Button>
      <p className={styles.more}>{fixable.map(({ groups: [first], title }) => causes[first?.cause ?? 'value'].fix ?? title).join(' · ')}</p>
    </div>
  )
}
