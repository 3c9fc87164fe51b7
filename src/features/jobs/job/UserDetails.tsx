/** One user of a job: what was sent, what came back word for word, what the directory has now, and what it had before. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { userId } from '#domain/directory/match.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { actionWords } from '#domain/plan/actions.ts'
import { nameOfUser, stateShown, type JobUser } from '#domain/jobs/job-users.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { previewJson } from '#domain/jobs/preview.ts'
import { describeState } from '#domain/jobs/row-states.ts'
import { sentChanges } from '#domain/jobs/sent-changes.ts'
import { readAll } from '#domain/plan/diff.ts'
import type { SystemUser } from '#domain/wire.ts'
import type { StoredPayload } from '#adapters/storage/schema.ts'
import { CopyText } from '#ui/CopyText.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { StateMark } from '#ui/StateMark.tsx'
import { useConnection } from '#workbench/navigation/connection.ts'
import { fieldLabel } from '#workbench/user/field-label.ts'
import { resultQuery, userNowQuery } from './details-queries.ts'
import { sentQuery } from './sent-query.ts'
import rowText from '../RowText.module.css'
import styles from './Details.module.css'

interface Props {
  readonly job: Job
  readonly user: JobUser
  readonly onClose: () => void
}

export function UserDetails({ job, user, onClose }: Props) {
  const { tenant } = useConnection()
  const sent = useQuery(sentQuery(job, [user]))
  const now = useQuery(userNowQuery(tenant.organizationId, user))
  const { label, tone, meaning } = describeState(stateShown(user))
  return (
    <Dialog
      open
      size="l"
      onClose={onClose}
      title={nameOfUser(user)}
      description={[user.line === null ? '' : `Line ${user.line} of ${job.name}`, user.email, user.action === null ? '' : actionWords[user.action].verb]
        .filter((text) => text !== '')
        .join(' · ')}
    >
      <div className={styles.details}>
        <div>
          <StateMark tone={tone}>{label}</StateMark> <span className={rowText.quiet}>{meaning}</span>
          {user.message !== '' && <p className={rowText.message}>{user.message}</p>}
          {user.evidence !== '' && <p className={rowText.evidence}>{user.evidence}</p>}
          {user.userId !== null && (
            <div>
              <CopyText text={user.userId} mono label="Copy the user id" />
            </div>
          )}
        </div>
        <Values
          sent={sent.data?.get(user.key)}
          now={now.data ?? null}
          isReading={now.isPending && now.fetchStatus !== 'idle'}
          problem={now.error?.message ?? null}
        />
        {user.batch !== null && <Response job={job} user={user} />}
        {sent.data?.get(user.key) !== undefined && (
          <Text
            title="Sent"
            text={bodiesOf(sent.data.get(user.key)?.payload ?? {}, user)
              .map((body) => previewJson([body]))
              .join('\n')}
            note={[
              (sent.data.get(user.key)?.secrets.length ?? 0) > 0 ? 'The password went along and is not kept.' : '',
              user.row?.earlier === undefined ? '' : 'Two requests: the manager was set once both users existed.',
            ]
              .filter((text) => text !== '')
              .join(' ')}
          />
        )}
      </div>
    </Dialog>
  )
}

/** One body a request: of two phases, the second has the manager. */
function bodiesOf(payload: StoredPayload['payload'], { row, userId: id }: JobUser): readonly object[] {
  if (row?.earlier === undefined || row.manager === undefined) return [payload]
  const { manager, ...created } = payload
  return [created, { id, manager }]
}

interface ValuesProps {
  readonly sent: Parameters<typeof sentChanges>[0] | undefined
  readonly now: SystemUser | null
  readonly isReading: boolean
  readonly problem: string | null
}

function Values({ sent, now, isReading, problem }: ValuesProps) {
  const changes = useMemo(() => (sent === undefined ? [] : sentChanges(sent)), [sent])
  if (sent === undefined) return <p className={rowText.quiet}>The values of this row are not in this browser. They were never sent, or were deleted.</p>
  const nowOf = (key: string) => {
    const field = fieldByKey(key)
    return now === null || field === undefined ? '' : readAll(now, field)
  }
  return (
    <section>
      <h3>Values</h3>
      <DataTable
        caption="Values"
        narrow="minmax(0, 1fr)"
        rows={changes}
        rowKey={({ field }) => field}
        empty="No values besides a password."
        columns={[
          { key: 'field', header: 'Field', width: '180px', render: ({ field }) => <strong>{fieldLabel(field)}</strong> },
          { key: 'before', header: 'Before', isNarrowLabeled: true, render: ({ before }) => (sent.before === null ? <i>new</i> : before || <i>empty</i>) },
          { key: 'sent', header: 'Sent', isNarrowLabeled: true, render: ({ after, clears }) => (clears === true ? <i>cleared</i> : after) },
          {
            key: 'now',
            header: 'Directory now',
            isNarrowLabeled: true,
            render: ({ field }) => (now === null ? <i>{isReading ? 'reading' : (problem ?? 'no such user')}</i> : nowOf(field) || <i>empty</i>),
          },
        ]}
      />
      {now !== null && <p className={rowText.quiet}>User {userId(now)} as the directory has it now.</p>}
    </section>
  )
}

/** The result as JumpCloud has it: read again, so that nothing of it is lost that the job does not keep. */
function Response({ job, user }: { readonly job: Job; readonly user: JobUser }) {
  const { tenant } = useConnection()
  const result = useQuery(resultQuery(tenant.organizationId, user))
  const jobId = user.batch?.jobId ?? null
  if (jobId === null) return <p className={rowText.quiet}>{user.batch?.reason ?? 'JumpCloud has not answered yet.'}</p>
  if (result.isPending) return <Skeleton rows={3} />
  if (result.isError)
    return (
      <p className={rowText.quiet}>
        The result cannot be read from JumpCloud now: {result.error.message} Kept from {job.name}: status {user.row?.status ?? 'none'}.
      </p>
    )
  return (
    <Text
      title="Received"
      text={result.data === null ? 'JumpCloud lists no result for this user.' : JSON.stringify(result.data, null, 2)}
      note={`JumpCloud job ${jobId}`}
    />
  )
}

function Text({ title, text, note }: { readonly title: string; readonly text: string; readonly note: string }) {
  return (
    <section>
      <h3>{title}</h3>
      <pre className={styles.raw} role="region" aria-label={title} tabIndex={0}>
        {text}
      </pre>
      {note !== '' && <p className={rowText.quiet}>{note}</p>}
    </section>
  )
}
