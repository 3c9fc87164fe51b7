/** Any JumpCloud job by its id: the results page by page, as the API gives them; "failed only" and an export read all of them first. */
import { useQuery } from '@tanstack/react-query'
import { sentenceFor } from '#adapters/jumpcloud/errors.ts'
import { jobResultsQuery } from '#adapters/jumpcloud/queries.ts'
import { classifyResult } from '#domain/jobs/results.ts'
import type { ReadResult } from '#domain/jobs/results.ts'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { Button } from '#ui/Button.tsx'
import { CopyText } from '#ui/CopyText.tsx'
import { ErrorPanel } from '#ui/ErrorPanel.tsx'
import { formatNumber } from '#ui/locale.ts'
import { Notice } from '#ui/Notice.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Pagination } from '#ui/Pagination.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { useConnection } from '#workbench/navigation/connection.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { pageSizes, usePaging, useSearchParam } from '#workbench/navigation/search-params.ts'
import { ResultsTable } from './ResultsTable.tsx'
import { saveResults } from './save-results.ts'
import { useAllResults } from './use-all-results.ts'
import styles from '../Jobs.module.css'

const pollMs = 3_000
const isPending = (result: ReadResult): boolean => classifyResult(result) === 'pending'

export function UpstreamJob({ jobId }: { readonly jobId: string }) {
  const { tenant } = useConnection()
  const { page, size, setPage, setSize } = usePaging()
  const [show, setShow] = useSearchParam('show', 'all')
  const isFailedOnly = show === 'failed'
  const results = useQuery({
    ...jobResultsQuery(tenant.organizationId, jobId, page, size),
    enabled: !isFailedOnly,
    refetchInterval: (query) => (query.state.data?.some(isPending) === true ? pollMs : false),
  })
  const all = useAllResults(tenant.organizationId, jobId, isFailedOnly)
  const failed = all.results?.filter((result) => classifyResult(result) === 'failed' || classifyResult(result) === 'unknown') ?? []
  const rows = isFailedOnly ? failed.slice((page - 1) * size, page * size) : (results.data ?? [])
  const error = isFailedOnly ? all.error : results.error
  const failure = error === null ? null : sentenceFor(error)
  const again = () => void (isFailedOnly ? all.read() : results.refetch())
  return (
    <div className={styles.list}>
      <PageHeader
        title="JumpCloud job"
        description="Results in JumpCloud’s own order. JumpCloud does not say how many there are."
        meta={<CopyText text={jobId} mono label="Copy the job id" />}
        actions={
          <>
            <ButtonLink href={paths.jobs()}>All jobs</ButtonLink>
            <Button loading={results.isFetching} onClick={again}>
              Refresh
            </Button>
            <Button loading={all.isReading} onClick={() => void all.read().then((read) => (read === null ? undefined : saveResults(jobId, read)))}>
              Export
            </Button>
          </>
        }
      />
      <div className={styles.filters}>
        <Segmented
          label="Show"
          value={isFailedOnly ? 'failed' : 'all'}
          onChange={setShow}
          options={[
            { value: 'all', label: 'All' },
            { value: 'failed', label: 'Failed and unknown' },
          ]}
        />
      </div>
      {all.isReading && (
        <Notice tone="info" title={`Reading all results: ${formatNumber(all.count)} so far`} action={<Button onClick={all.cancel}>Cancel</Button>}>
          {isFailedOnly ? 'Failed results are shown once all are read.' : 'The file is saved once all are read.'}
        </Notice>
      )}
      {failure !== null ? (
        <ErrorPanel title={failure.title} detail={failure.detail} onRetry={again} />
      ) : (
        <>
          <ResultsTable
            jobId={jobId}
            rows={rows}
            first={(page - 1) * size + 1}
            isLoading={isFailedOnly ? all.results === null : results.isPending}
            empty={emptyWords(isFailedOnly, page)}
          />
          <Pagination
            page={page}
            size={size}
            sizes={pageSizes}
            total={isFailedOnly ? failed.length : null}
            hasNext={isFailedOnly ? page * size < failed.length : rows.length === size}
            onPage={setPage}
            onSize={setSize}
          />
        </>
      )}
    </div>
  )
}

function emptyWords(isFailedOnly: boolean, page: number): string {
  if (page > 1) return 'No results on this page. Go back to an earlier one.'
  return isFailedOnly
    ? 'No result of this job failed or is unknown.'
    : 'JumpCloud lists no results for this job. The id may be wrong, of another organization, or too old.'
}
