/** The attempts that a job belongs to, and what it takes back: each is a link. */
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { formatNumber } from '#ui/locale.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { useConnection } from '#workbench/navigation/connection.ts'
import { chainQuery, jobsQuery } from '#workbench/navigation/stored-queries.ts'

export function Chain({ job }: { readonly job: Job }) {
  const chain = useQuery(chainQuery(job.id)).data ?? []
  const { tenant } = useConnection()
  const reverts = (useQuery(jobsQuery(tenant)).data ?? []).filter(({ origin }) => origin?.kind === 'revert' && origin.jobId === job.id)
  const at = chain.findIndex(({ id }) => id === job.id)
  if (job.origin?.kind === 'revert')
    return (
      <span>
        Reverts <Link href={paths.job(job.origin.jobId)}>{job.origin.jobName}</Link>
      </span>
    )
  return (
    <>
      {chain.length > 1 && at >= 0 && <Attempts job={job} chain={chain} at={at} />}
      {reverts.map(({ id, name }) => (
        <span key={id}>
          Reverted by <Link href={paths.job(id)}>{name}</Link>
        </span>
      ))}
    </>
  )
}

interface AttemptsProps {
  readonly job: Job
  readonly chain: readonly { readonly id: string; readonly name: string }[]
  readonly at: number
}

function Attempts({ job, chain, at }: AttemptsProps) {
  return (
    <span>
      Attempt {formatNumber(at + 1)} of {formatNumber(chain.length)}:{' '}
      {chain.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ' › '}
          {id === job.id ? <strong>{name}</strong> : <Link href={paths.job(id)}>{name}</Link>}
        </span>
      ))}
    </span>
  )
}
