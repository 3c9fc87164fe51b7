/** Takes an update back as an ordinary draft: read again first, then field by field what is reverted, kept or impossible. */
import { useEffect, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { ReadProgress } from '#adapters/directory/read-directory.ts'
import { counted } from '#domain/count.ts'
import { isClear } from '#domain/fields/clear.ts'
import { nameOfUser, type JobUser } from '#domain/jobs/job-users.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { keptUntil } from '#domain/jobs/retention.ts'
import { countFields, isRevertible, revertRows, type RevertedField, type RevertedUser } from '#domain/jobs/revert.ts'
import { Button } from '#ui/Button.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { formatDate, formatNumber } from '#ui/locale.ts'
import { Notice } from '#ui/Notice.tsx'
import { Progress } from '#ui/Progress.tsx'
import { createDraft } from '#workbench/draft/draft-session.ts'
import { fieldLabel } from '#workbench/user/field-label.ts'
import { restOfReading } from '#workbench/connection/reading-words.ts'
import { useConnection } from '#workbench/navigation/connection.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { getRetentionDays } from '#workbench/retention/retention-days.ts'
import { readRevert } from './revert-job.ts'
import rowText from '../RowText.module.css'
import styles from './Details.module.css'

interface Props {
  readonly job: Job
  readonly users: readonly JobUser[]
  readonly onClose: () => void
}

const shownLines = 200
const done = ['succeeded', 'flagged', 'verified', 'differs']

export function RevertDialog({ job, users, onClose }: Props) {
  const { tenant } = useConnection()
  const [, navigate] = useLocation()
  const [reading, setReading] = useState<ReadProgress | null>(null)
  const [reverted, setReverted] = useState<readonly RevertedUser[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const created = useMemo(() => users.filter(({ action, state }) => action === 'create' && done.includes(state)), [users])
  const hasUpdates = useMemo(() => users.some(isRevertible), [users])
  const fail = (error: unknown) => setFailure(error instanceof Error ? error.message : String(error))
  useEffect(() => {
    if (!hasUpdates) return
    const abort = new AbortController()
    readRevert(job.id, tenant.organizationId, users, { onProgress: setReading, signal: abort.signal }).then(
      setReverted,
      (error: unknown) => abort.signal.aborted || fail(error),
    )
    return () => abort.abort()
    // Read once, when the dialog is opened: a draft made of it is compared with the directory again in its review.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])
  const open = (made: Promise<string>) => void made.then((id) => navigate(paths.review(id)), fail)
  const rows = reverted === null ? null : revertRows(reverted)
  const origin = { kind: 'revert', jobId: job.id, jobName: job.name } as const
  return (
    <Dialog
      open
      size="l"
      onClose={onClose}
      title="Revert"
      description={`${hasUpdates ? `Earlier values are kept until ${formatDate(keptUntil(job, getRetentionDays()))}. ` : ''}Nothing changes until you review and submit the draft.`}
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          {created.length > 0 && (
            <Button onClick={() => open(createDraft({ ...suspendDraft(created), tenant, name: `Suspend users of ${job.name}`, origin }))}>
              Create suspend draft with {counted(created.length, 'user')}
            </Button>
          )}
          {rows !== null && (
            <Button
              variant="primary"
              disabledReason={rows.rows.length === 0 ? 'No value can be reverted.' : undefined}
              onClick={() => open(createDraft({ ...rows, tenant, name: `Revert of ${job.name}`, origin, purpose: 'update', matchBy: 'id' }))}
            >
              Create revert draft with {counted(rows.rows.length, 'user')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.details}>
        {created.length > 0 && (
          <Notice tone="info" title={`${counted(created.length, 'user')} created by this job`}>
            Bulk jobs cannot delete users. Suspending keeps them in the directory without access. To delete them, use JumpCloud’s console.
          </Notice>
        )}
        {failure !== null && (
          <Notice tone="danger" title="The revert could not be prepared">
            {failure}
          </Notice>
        )}
        {hasUpdates && reverted === null && failure === null && (
          <Progress
            label="Reading the directory"
            value={reading?.done ?? 0}
            max={reading?.total ?? 1}
            detail={reading === null ? '' : `${formatNumber(reading.done)} of ${formatNumber(reading.total)} requests${restOfReading(reading)}`}
          />
        )}
        {reverted !== null && <Fields reverted={reverted} />}
      </div>
    </Dialog>
  )
}

const suspendDraft = (created: readonly JobUser[]) => ({
  purpose: 'leavers' as const,
  columns: ['id', 'username', 'email'],
  rows: created.map((user) => ({ cells: [user.userId ?? '', user.username, user.email], sourceRef: user.key })),
})

const words: Record<RevertedField['kind'], string> = { reverted: 'To be reverted', kept: 'Kept', impossible: 'Impossible' }

/** What cannot be reverted comes first: it is what has to be read. */
function Fields({ reverted }: { readonly reverted: readonly RevertedUser[] }) {
  const lines = reverted.flatMap((user) => user.fields.map((field) => ({ user, field })))
  const order = ['impossible', 'kept', 'reverted']
  const sorted = lines.toSorted((a, b) => order.indexOf(a.field.kind) - order.indexOf(b.field.kind))
  return (
    <>
      <p>
        <strong>
          {counted(countFields(reverted, 'reverted'), 'value')} to be reverted · {formatNumber(countFields(reverted, 'kept'))} kept ·{' '}
          {formatNumber(countFields(reverted, 'impossible'))} impossible
        </strong>
      </p>
      <DataTable
        caption="Values to revert"
        narrow="minmax(0, 1fr) auto"
        rows={sorted.slice(0, shownLines)}
        rowKey={({ user, field }) => `${user.key} ${field.field}`}
        empty="Nothing to revert: no update of this job has reached a user."
        columns={[
          { key: 'user', header: 'User', width: '180px', narrowPlace: '1 / -1', render: ({ user }) => nameOfUser({ ...user, email: '' }) },
          { key: 'field', header: 'Field', width: '160px', narrowPlace: '1', render: ({ field }) => fieldLabel(field.field) },
          { key: 'kind', header: 'Revert', width: '110px', narrowPlace: '2', render: ({ field }) => words[field.kind] },
          {
            key: 'why',
            header: 'Value or reason',
            narrowPlace: '1 / -1',
            render: ({ field }) => (field.kind === 'reverted' ? valueWords(field) : field.reason),
          },
        ]}
      />
      {sorted.length > shownLines && (
        <p className={rowText.quiet}>
          The first {formatNumber(shownLines)} of {counted(sorted.length, 'value')}. The review of the draft shows all.
        </p>
      )}
    </>
  )
}

const valueWords = ({ from, to }: Extract<RevertedField, { kind: 'reverted' }>): string => `${from === '' ? 'empty' : from} → ${isClear(to) ? 'cleared' : to}`
