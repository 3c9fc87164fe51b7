/** Why rows are blocked, by cause, each with its way out. */
import { useState } from 'react'
import { Link } from 'wouter'
import { counted } from '#domain/count.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import { duplicateGroups } from '#domain/issues/duplicates.ts'
import { requiredFields } from '#domain/issues/validate.ts'
import type { RowKey, RowSet } from '#domain/packed/row.ts'
import type { LeftOut } from '#domain/plan/left-out.ts'
import type { PlanItem } from '#domain/plan/plan-model.ts'
import { Button } from '#ui/Button.tsx'
import { formatNumber } from '#ui/locale.ts'
import { toneIcons } from '#ui/tone.ts'
import { setExcluded, setOmitted, type OpenDraft } from '#workbench/draft/draft-session.ts'
import { DuplicatesDialog } from '#workbench/draft/DuplicatesDialog.tsx'
import { paths } from '#workbench/navigation/paths.ts'
import { TransformDialog } from '#workbench/transforms/TransformDialog.tsx'
import { fieldLabel } from '#workbench/user/field-label.ts'
import styles from './BlockedCauses.module.css'

/** More causes than these are found by the filter. */
const mostShown = 6
/** On a low screen, so that the first rows of the plan are in view. */
const shownWhenLow = 2
const isDuplicate = /^The same .* is in /

/** The required field that a reason says is missing, or null. */
function missingField(reason: string): FieldKey | null {
  const label = /^(.+) is missing\. JumpCloud requires it/.exec(reason)?.[1]
  return requiredFields.find((field) => field.label === label)?.key ?? null
}

/** The cell that the first reason of a blocked row is about, or null. */
function cellOf(items: readonly PlanItem[], row: RowKey | undefined): FieldKey | null {
  const item = items.find((each) => each.row === row)
  return item?.kind === 'blocked' ? (item.cells[0] ?? null) : null
}

const makeLabel = (field: FieldKey | null): string => (field === 'username' ? 'Make usernames' : `Fill ${field === null ? '' : fieldLabel(field)}`)

interface Props {
  readonly draft: OpenDraft
  readonly set: RowSet
  readonly leftOut: readonly LeftOut[]
  readonly items: readonly PlanItem[]
  readonly onShow: () => void
}

export function BlockedCauses({ draft, set, leftOut, items, onShow }: Props) {
  const [isComparing, setComparing] = useState(false)
  const [isWhole, setWhole] = useState(false)
  const [making, setMaking] = useState<FieldKey | null>(null)
  const causes = leftOut.filter(({ kind }) => kind === 'blocked')
  const Icon = toneIcons.danger
  if (causes.length === 0) return isComparing ? <DuplicatesDialog draft={draft} set={set} onClose={() => setComparing(false)} /> : null
  const total = causes.reduce((sum, { rows }) => sum + rows.length, 0)
  return (
    <section className={styles.causes} aria-labelledby="blocked-causes">
      <header>
        <Icon size={15} aria-hidden="true" />
        <h2 id="blocked-causes">{counted(total, 'row')} blocked</h2>
        <Button size="s" variant="quiet" onClick={onShow}>
          Show blocked rows
        </Button>
        {causes.length > shownWhenLow && (
          <Button size="s" variant="quiet" className={styles.unfold} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Hide causes' : `Show ${counted(Math.min(causes.length, mostShown) - shownWhenLow, 'more cause')}`}
          </Button>
        )}
      </header>
      <ul className={isWhole ? undefined : styles.folded}>
        {causes.slice(0, mostShown).map(({ reason, rows, field }) => (
          <li key={`${field ?? ''} ${reason}`}>
            <strong>{formatNumber(rows.length)}</strong>
            <span data-user>{reason}</span>
            <span className={styles.ways}>
              {isDuplicate.test(reason) && duplicateGroups(set, new Set(draft.excluded)).length > 0 && (
                <Button size="s" onClick={() => setComparing(true)}>
                  Compare duplicates
                </Button>
              )}
              {missingField(reason) !== null && (
                <Button size="s" onClick={() => setMaking(missingField(reason))}>
                  {makeLabel(missingField(reason))}
                </Button>
              )}
              <Link href={paths.draft(draft.id, { row: rows[0] ?? '', field: cellOf(items, rows[0]) ?? missingField(reason) })}>Fix in grid</Link>
              {field !== undefined && (
                <Button
                  size="s"
                  variant="quiet"
                  title={`These rows are sent without ${fieldLabel(field)}.`}
                  onClick={() => setOmitted(draft.id, rows, field, true)}
                >
                  Exclude {fieldLabel(field)} in {counted(rows.length, 'row')}
                </Button>
              )}
              <Button size="s" variant="quiet" onClick={() => setExcluded(draft.id, rows, true)}>
                Exclude {counted(rows.length, 'row')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {causes.length > mostShown && <p>{counted(causes.length - mostShown, 'more cause')}: see the blocked rows.</p>}
      {isComparing && <DuplicatesDialog draft={draft} set={set} onClose={() => setComparing(false)} />}
      {making !== null && <TransformDialog draft={draft} kind={making === 'username' ? 'usernames' : 'fill'} field={making} onClose={() => setMaking(null)} />}
    </section>
  )
}
