/** Asks before missing users become leavers: a draft of their own, which is reviewed and submitted like any other. */
import { useState } from 'react'
import { useLocation } from 'wouter'
import { isAdministrator, isManaged } from '#domain/plan/blast-radius.ts'
import { userId } from '#domain/directory/match.ts'
import type { SystemUser } from '#domain/wire.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { Notice } from '#ui/Notice.tsx'
import { formatNumber } from '#ui/locale.ts'
import { useConnection } from '#workbench/navigation/connection.ts'
import { createDraft } from '#workbench/draft/draft-session.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { users as usersOf } from '../submit/submit-label.ts'
import styles from '../Review.module.css'

interface Props {
  readonly users: readonly SystemUser[]
  readonly draftId: string
  readonly fileName: string
  readonly onClose: () => void
}

const shownNames = 20

export function PrepareLeavers({ users, draftId, fileName, onClose }: Props) {
  const { tenant } = useConnection()
  const [, navigate] = useLocation()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const prepare = async () => {
    setBusy(true)
    try {
      const id = await createDraft({
        tenant,
        name: `Leavers of ${fileName}`,
        origin: { kind: 'leavers', draftId, draftName: fileName },
        purpose: 'leavers',
        columns: ['id', 'username', 'email'],
        rows: users.map((user) => ({ cells: [userId(user), user.username ?? '', user.email ?? ''], sourceRef: userId(user) })),
      })
      navigate(paths.review(id))
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }
  const standing = (user: SystemUser) => [...(isAdministrator(user) ? ['administrator'] : []), ...(isManaged(user) ? ['managed elsewhere'] : [])].join(', ')
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Create leavers draft for ${usersOf(users.length)}?`}
      description="Users are suspended only when you submit that draft. This draft is unchanged."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" loading={isBusy} onClick={() => void prepare()}>
            Create leavers draft
          </Button>
        </>
      }
    >
      <ul className={styles.names}>
        {users.slice(0, shownNames).map((user) => (
          <li key={userId(user)}>
            <strong>{user.username}</strong>
            <span>{user.email}</span>
            {standing(user) !== '' && <em>{standing(user)}</em>}
          </li>
        ))}
        {users.length > shownNames && <li>and {formatNumber(users.length - shownNames)} more</li>}
      </ul>
      {failure !== null && (
        <Notice tone="danger" title="The draft could not be created">
          {failure}
        </Notice>
      )}
    </Dialog>
  )
}
