/** One user of the plan: every change, and exactly what is sent for them. */
import { rowPlace } from '#domain/draft/origin.ts'
import type { RowSet } from '#domain/packed/row.ts'
import { Dialog } from '#ui/Dialog.tsx'
import { setOmitted, type OpenDraft } from '#workbench/draft/draft-session.ts'
import { fieldLabel } from '#workbench/user/field-label.ts'
import { Changes, Values } from './Changes.tsx'
import { jobItem } from '../submit/job-items.ts'
import { calledAs, type PlanRow } from './plan-rows.ts'
import { RequestText } from '../submit/RequestText.tsx'
import styles from '../Review.module.css'

interface Props {
  readonly user: PlanRow
  readonly draft: OpenDraft
  readonly set: RowSet
  readonly readAt: number
  readonly suppressEmail: boolean
  readonly onClose: () => void
}

export function UserDetails({ user, draft, set, readAt, suppressEmail, onClose }: Props) {
  const { item, row, name, changes, omitted, sensitive, drift, marks } = user
  const sent = jobItem(item, row, set, readAt)
  return (
    <Dialog
      open
      onClose={onClose}
      size="l"
      title={name}
      description={[
        draft.origin.kind === 'file' && row.line !== null ? `Line ${row.line} of ${draft.name}` : rowPlace(draft.origin, row.line),
        calledAs(user, set.columns),
        ...marks,
      ]
        .filter((text) => text !== '')
        .join(' · ')}
    >
      <div className={styles.details}>
        {item.kind === 'blocked' && (
          <ul className={styles.reasons}>
            {item.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
        {drift.map((change) => (
          <p key={change.field} className={styles.drifted}>
            Changed in JumpCloud since you opened this draft: {fieldLabel(change.field)} <Values change={change} isNew={false} />
          </p>
        ))}
        <Changes
          whole
          item={item}
          name={name}
          changes={changes}
          omitted={omitted}
          sensitive={sensitive}
          onOmit={(field, isOut) => setOmitted(draft.id, [row.key], field, isOut)}
        />
        {sent === null ? (
          <p className={styles.meta}>Nothing is sent for this user.</p>
        ) : (
          <RequestText label={`Request for ${name}`} method={sent.method} bodies={[sent.payload]} suppressEmail={suppressEmail} />
        )}
        {sent?.row.awaits !== undefined && <p className={styles.meta}>The manager is set by a second request, once both users exist.</p>}
      </div>
    </Dialog>
  )
}
