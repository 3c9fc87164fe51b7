/** One directory user in the side form; what is edited goes to the draft of this screen. */
import { useMemo } from 'react'
import type { FieldKey } from '#domain/fields/field.ts'
import type { Issue } from '#domain/packed/issue.ts'
import { isAdministrator, isManaged } from '#domain/plan/blast-radius.ts'
import type { SystemUser } from '#domain/wire.ts'
import { userId } from '#domain/directory/match.ts'
import { UndoButtons } from '#workbench/draft/UndoButtons.tsx'
import type { OpenState } from '#workbench/draft/draft-session.ts'
import { formFields } from '#workbench/user/form/form-sections.ts'
import { directoryTexts } from '#workbench/user/form/directory-texts.ts'
import { UserSheet } from '#workbench/user/form/UserSheet.tsx'
import { CopyText } from '#ui/CopyText.tsx'
import { StateMark } from '#ui/StateMark.tsx'
import type { UserEdit } from './user-edits.ts'
import styles from './UsersScreen.module.css'

interface Props {
  readonly user: SystemUser
  readonly managerName: string
  readonly edited: Readonly<Record<FieldKey, string>>
  readonly issues: readonly Issue[]
  readonly state: OpenState | null
  readonly place: { readonly at: number; readonly of: number }
  readonly onMove: (by: -1 | 1) => void
  readonly onEdit: (edits: readonly UserEdit[], name: string) => void
  readonly onClose: () => void
}

export function UserPanel({ user, managerName, edited, issues, state, place, onMove, onEdit, onClose }: Props) {
  const id = userId(user)
  const now = useMemo(() => {
    const texts = directoryTexts(user, formFields(Object.keys(edited)))
    return { ...texts, ...(managerName === '' ? {} : { manager: managerName }) }
  }, [edited, managerName, user])
  const saved = useMemo(() => ({ ...now, ...edited }), [edited, now])
  const name = user.username ?? user.email ?? id
  return (
    <UserSheet
      rowKey={id}
      title={name}
      description="Changes are saved to a draft as you go. Nothing changes in JumpCloud until you submit it."
      purpose="update"
      saved={saved}
      now={now}
      isLive
      issues={issues}
      onEdit={(changes) =>
        onEdit(
          changes.map(({ field, text }) => ({ user: id, field, text })),
          `edit of ${name}`,
        )
      }
      onClose={onClose}
      place={place}
      onMove={onMove}
      history={<UndoButtons draftId={state?.draft.id ?? null} undo={state?.undo ?? null} redo={state?.redo ?? null} />}
    >
      <p className={styles.facts}>
        <CopyText text={id} mono label="Copy user ID" />
        {isAdministrator(user) && <StateMark tone="warning">Admin</StateMark>}
        {isManaged(user) && <StateMark tone="info">Managed elsewhere</StateMark>}
      </p>
    </UserSheet>
  )
}
