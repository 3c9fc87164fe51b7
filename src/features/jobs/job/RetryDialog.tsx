/** Makes a new draft of the rows that failed, and on request of the rows that were blocked or excluded. */
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { counted, plural } from '#domain/count.ts'
import { usersOf } from '#domain/jobs/job-users.ts'
import type { FollowUp } from '#adapters/drafts/sent.ts'
import { queryClient } from '#adapters/jumpcloud/queries.ts'
import { Button } from '#ui/Button.tsx'
import { Checkbox } from '#ui/Checkbox.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { Notice } from '#ui/Notice.tsx'
import { retryRows } from '#workbench/draft/draft-session.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { sentQuery } from './sent-query.ts'
import rowText from '../RowText.module.css'
import styles from './Details.module.css'

export function RetryDialog({ followUp, onClose }: { readonly followUp: FollowUp; readonly onClose: () => void }) {
  const { job, retryable, leftOut } = followUp
  const [, navigate] = useLocation()
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set())
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const groups = (['blocked', 'excluded'] as const).flatMap((kind) => {
    const rows = leftOut.filter((each) => each.kind === kind).flatMap((each) => each.rows)
    return rows.length === 0 ? [] : [{ kind, rows }]
  })
  const users = useMemo(() => usersOf(job), [job])
  const unknown = users.filter(({ state }) => state === 'unknown').length
  const retried = useMemo(() => {
    const wanted = new Set(retryable)
    return users.filter(({ key }) => wanted.has(key))
  }, [retryable, users])
  const sent = useQuery(sentQuery(job, retried)).data
  const hasPasswords = retried.some(({ key }) => (sent?.get(key)?.secrets.length ?? 0) > 0)
  const keys = [...retryable, ...groups.filter(({ kind }) => taken.has(kind)).flatMap(({ rows }) => rows)]
  const retry = async () => {
    setBusy(true)
    try {
      const id = await retryRows(job.id, keys)
      void queryClient.invalidateQueries({ queryKey: ['drafts'] })
      navigate(paths.draft(id))
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Retry ${counted(retryable.length, 'row')}`}
      description="A new draft with these rows. Each shows why it was not done, on the cell it is probably about. Nothing changes until you submit."
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button variant="primary" loading={isBusy} disabledReason={keys.length === 0 ? 'No rows are selected.' : undefined} onClick={() => void retry()}>
            Create retry draft with {counted(keys.length, 'row')}
          </Button>
        </>
      }
    >
      <div className={styles.details}>
        {groups.map(({ kind, rows }) => (
          <Checkbox
            key={kind}
            label={`Include ${counted(rows.length, `${kind} row`)}`}
            checked={taken.has(kind)}
            onChange={(isTaken) => setTaken((before) => new Set(isTaken ? [...before, kind] : [...before].filter((each) => each !== kind)))}
          />
        ))}
        {unknown > 0 && (
          <p className={rowText.quiet}>
            {counted(unknown, 'unknown row')} not retried: JumpCloud may have applied {plural(unknown, 'it', 'them')}.
          </p>
        )}
        {hasPasswords && <p className={rowText.quiet}>Passwords are kept in memory only. Enter them again if Rollcall was reloaded.</p>}
        {failure !== null && (
          <Notice tone="danger" title="The draft was not created">
            {failure}
          </Notice>
        )}
      </div>
    </Dialog>
  )
}
