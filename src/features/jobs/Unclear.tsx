/** The people of whom nobody knows what became: what the directory shows so far, and what can be decided. */
import { rowState, type Batch, type Job } from '#domain/jobs/ledger-model.ts'
import { findingOf } from '#domain/jobs/reconcile.ts'
import { Notice } from '#ui/Notice.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { DecideButtons } from './JobActions.tsx'

const people = (count: number) => `${count.toLocaleString()} ${count === 1 ? 'person' : 'people'}`

export function Unclear({ job }: { readonly job: Job }) {
  return job.batches.map((batch, index) => {
    const unknown = batch.rows.filter((row) => rowState(batch, row) === 'unknown').length
    return unknown === 0 ? null : <UnclearBatch key={batch.key} job={job} batch={batch} number={index + 1} unknown={unknown} />
  })
}

interface Props {
  readonly job: Job
  readonly batch: Batch
  readonly number: number
  readonly unknown: number
}

function UnclearBatch({ job, batch, number, unknown }: Props) {
  const found = batch.rows.filter(({ outcome }) => outcome === 'verified').length
  if (findingOf(batch) === null)
    return (
      <Notice tone="unknown" title={`What happened to ${people(unknown)} of request ${number} is not known yet`}>
        {batch.reason ?? 'JumpCloud gave no clear result for them.'} Rollcall does not send them again; it looks them up in the directory
        {batch.look === null ? (
          '.'
        ) : (
          <>
            , last <RelativeTime at={batch.look.at} />
            {found > 0 ? `: ${people(found)} hold what was sent so far` : ''}.
          </>
        )}
      </Notice>
    )
  return (
    <Notice
      tone="unknown"
      title={`${people(unknown)} of request ${number}: the directory does not show what was sent`}
      action={<DecideButtons job={job} batchKey={batch.key} people={unknown} />}
    >
      Two looks, the last <RelativeTime at={batch.look?.at ?? 0} />, found the same{found > 0 ? `; ${people(found)} of the request do hold what was sent` : ''}.
      What was found stands beside each person. JumpCloud may still have the request in its queue: sending again is your decision.
    </Notice>
  )
}
