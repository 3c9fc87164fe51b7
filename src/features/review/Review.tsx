/** The review of one draft: purpose, match, plan, options, submit. */
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { matchRows } from '#domain/directory/match.ts'
import { planDraft } from '#domain/jobs/plan.ts'
import type { RowSet } from '#domain/rows/row.ts'
import { validateRows } from '#domain/rows/validate.ts'
import { Button } from '#ui/Button.tsx'
import { Checkbox } from '#ui/Checkbox.tsx'
import { Notice } from '#ui/Notice.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { SelectField } from '#ui/SelectField.tsx'
import { useConnection } from '#workbench/connection.ts'
import { setMatchBy, setPurpose, type StoredDraft } from '#workbench/draft-session.ts'
import { PurposeChoice } from '#workbench/PurposeChoice.tsx'
import { paths } from '#workbench/paths.ts'
import { DirectoryRead } from './DirectoryRead.tsx'
import { matchKeysOf } from './match-keys.ts'
import { PlanTable } from './PlanTable.tsx'
import { PlanTotals } from './PlanTotals.tsx'
import { submitDraft } from './submit-draft.ts'
import { submitLabel } from './submit-label.ts'
import { useDirectory } from './use-directory.ts'
import styles from './Review.module.css'

export function Review({ draft, set }: { readonly draft: StoredDraft; readonly set: RowSet }) {
  const connection = useConnection()
  const [, navigate] = useLocation()
  const [suppressEmail, setSuppressEmail] = useState(false)
  const [sending, setSending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const directory = useDirectory(connection.world, draft, set)

  const issues = useMemo(() => validateRows(set, draft.purpose), [set, draft.purpose])
  const plan = useMemo(() => {
    if (draft.purpose === null || directory.data === undefined) return null
    return planDraft({
      set,
      users: directory.data.users,
      purpose: draft.purpose,
      matches: matchRows(set, directory.data.users, draft.matchBy),
      issues,
      excluded: new Set(draft.excluded),
    })
  }, [directory.data, draft.excluded, draft.matchBy, draft.purpose, issues, set])

  const total = plan === null ? 0 : plan.counts.create + plan.counts.update
  const submit = async () => {
    if (plan === null || draft.purpose === null || directory.data === undefined) return
    setSending(true)
    setFailure(null)
    try {
      const job = await submitDraft({ connection, draft, purpose: draft.purpose, set, plan, readAt: directory.data.readAt, suppressEmail })
      navigate(paths.job(job.id))
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
      setSending(false)
    }
  }

  const notSent = draft.mapping.flatMap(({ header, target }) => (target.kind === 'not-sent' ? [{ header, reason: target.reason }] : []))
  const why =
    draft.purpose === null
      ? 'Say first what this file is for.'
      : plan === null
        ? 'The directory has not been read yet.'
        : total === 0
          ? 'There is nothing to send: no row would create or change anybody.'
          : undefined

  return (
    <>
      <PageHeader
        title="Review"
        description="What will happen to every row, against the directory as it is now. Nothing has been sent yet."
        actions={
          <Button variant="primary" loading={sending} disabledReason={why} onClick={() => void submit()}>
            {submitLabel(plan?.counts ?? null, connection.organizationName, connection.region)}
          </Button>
        }
      />
      {failure !== null && (
        <Notice tone="danger" title="Nothing was sent">
          {failure}
        </Notice>
      )}
      <PurposeChoice value={draft.purpose} onChange={(purpose) => setPurpose(draft.id, purpose)} />
      {draft.purpose !== null && (
        <>
          <div className={styles.options}>
            <SelectField label="Find people by" value={draft.matchBy} onChange={(key) => setMatchBy(draft.id, key)} options={matchKeysOf(set)} />
            <Checkbox
              label="Do not send me JumpCloud’s e-mail about this job"
              help="The results are shown here, person by person. JumpCloud mails them to the administrator who sent the job unless told not to."
              checked={suppressEmail}
              onChange={setSuppressEmail}
            />
          </div>
          <DirectoryRead directory={directory} />
        </>
      )}
      {notSent.length > 0 && (
        <Notice tone="warning" title={`${notSent.length === 1 ? 'One column is' : `${notSent.length} columns are`} not sent`}>
          {notSent.map(({ header, reason }) => (
            <p key={header} className={styles.line}>
              “{header}”: {reason}
            </p>
          ))}
        </Notice>
      )}
      {plan !== null && (
        <>
          <PlanTotals counts={plan.counts} />
          <PlanTable draft={draft} set={set} plan={plan} />
        </>
      )}
    </>
  )
}
