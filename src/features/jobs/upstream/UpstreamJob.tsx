/** Any JumpCloud job by its id: the results page by page, as the API gives them. */
import { useQuery } from '@tanstack/react-query'
import { classifyResult } from '#domain/jobs/results.ts'
import { describeState } from '#domain/jobs/row-states.ts'
import type { WireWorkResult } from '#domain/wire.ts'
import { sentenceFor } from '#adapters/jumpcloud/errors.ts'
import { jobResultsQuery } from '#adapters/jumpcloud/queries.ts'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { Button } from '#ui/Button.tsx'
import { CopyText } from '#ui/CopyText.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Pagination } from '#ui/Pagination.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { StateMark } from '#ui/StateMark.tsx'
import { useConnection } from '#workbench/navigation/connection.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { pageSizes, usePaging } from '#workbench/navigation/search-params.ts'
import styles from '../Jobs.module.css'

const pollMs = 3_000

export function UpstreamJob({ jobId }: { readonly jobId: string }) {
  const { tenant } = useConnection()
  const { page, size, setPage, setSize } = usePaging()
  const results = useQuery({
    ...jobResultsQuery(tenant.organizationId, jobId, page, size),
    refetchInterval: (query) => (query.state.data?.some((result) => classifyResult(result) === 'pending') === true ? pollMs : false),
  })
  const failure = results.isError ? sentenceFor(results.error) : null
  const rows = results.data ?? []
  return (
    <div className={styles.page}>
      <PageHeader
        title="JumpCloud job"
        description="The results as JumpCloud gives them, in its order. JumpCloud does not say how many there are in all."
        meta={<CopyText text={jobId} mono label="Copy the job id" />}
        actions={
          <>
            <ButtonLink href={paths.jobs()}>All jobs</ButtonLink>
            <Button loading={results.isFetching} onClick={() => void results.refetch()}>
              Read again
            </Button>
          </>
        }
      />
      {failure !== null ? (
        <ErrorPanel title={failure.title} detail={failure.detail} onRetry={() => void results.refetch()} />
      ) : (
        <>
          <DataTable
            caption={`Results of the job ${jobId}`}
            loading={results.isPending}
            rows={rows.map((result, index) => ({ result, place: (page - 1) * size + index + 1 }))}
            rowKey={({ place }) => String(place)}
            empty={
              page === 1
                ? 'JumpCloud lists no results for this job: the id may be wrong, of another organization, or too old.'
                : 'No results on this page. Go back to an earlier one.'
            }
            columns={[
              { key: 'place', header: '#', align: 'end', width: '56px', render: ({ place }) => place.toLocaleString() },
              { key: 'person', header: 'User', render: ({ result }) => <Person result={result} /> },
              { key: 'state', header: 'Result', width: '160px', render: ({ result }) => <State result={result} /> },
              { key: 'message', header: 'What JumpCloud said', render: ({ result }) => <span className={styles.message}>{result.statusMsg ?? ''}</span> },
              { key: 'updated', header: 'Updated', width: '120px', render: ({ result }) => <Updated result={result} /> },
            ]}
          />
          <Pagination page={page} size={size} sizes={pageSizes} total={null} hasNext={rows.length === size} onPage={setPage} onSize={setSize} />
        </>
      )}
    </div>
  )
}

function Person({ result }: { readonly result: WireWorkResult }) {
  const user = result.meta?.systemUser
  const name = user?.username ?? user?.email
  const id = user?.id ?? user?._id
  return (
    <>
      <span className={styles.person}>{name ?? 'Not named by JumpCloud'}</span>
      {user?.email !== undefined && name !== user.email && <span className={styles.meta}>{user.email}</span>}
      {id !== undefined && <CopyText text={id} mono label="Copy the user id" />}
    </>
  )
}

function State({ result }: { readonly result: WireWorkResult }) {
  const { label, tone } = describeState(classifyResult(result))
  return (
    <>
      <StateMark tone={tone}>{label}</StateMark>
      <span className={styles.meta}>{result.status === undefined ? 'no status' : `“${result.status}”`}</span>
    </>
  )
}

function Updated({ result }: { readonly result: WireWorkResult }) {
  const at = Date.parse(result.updatedAt ?? result.createdAt ?? '')
  return Number.isNaN(at) ? null : <RelativeTime at={at} />
}
