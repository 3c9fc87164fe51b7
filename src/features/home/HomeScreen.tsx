/** Home: where users are imported, and where drafts and jobs are found again. */
import { useQuery } from '@tanstack/react-query'
import { draftsQuery, jobsQuery } from '#workbench/navigation/stored-queries.ts'
import { useConnection } from '#workbench/navigation/connection.ts'
import { useBringIn } from '#workbench/draft/ImportFile.tsx'
import { useIntake } from '#workbench/draft/file-import.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { FileDrop } from '#ui/FileDrop.tsx'
import { Notice } from '#ui/Notice.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { DraftList } from './DraftList.tsx'
import { RecentJobs } from './RecentJobs.tsx'
import { OtherWays } from './OtherWays.tsx'
import { ReadingProgress } from './ReadingProgress.tsx'
import { Samples } from './Samples.tsx'
import styles from './HomeScreen.module.css'

/** A hint for the file dialog; what a file is decides its content. */
const accepted = '.csv,.tsv,.tab,.txt,.gz,.xlsx,.xlsm,.xls,text/csv,text/tab-separated-values,text/plain'

export function HomeScreen() {
  const connection = useConnection()
  const intake = useIntake()
  const bringIn = useBringIn()
  const drafts = useQuery(draftsQuery(connection.tenant))
  const jobs = useQuery(jobsQuery(connection.tenant))
  const draftsBlocked = drafts.isError ? drafts.error.message : null

  return (
    <div className={styles.page}>
      <PageHeader
        title="Import users"
        description="Drop an export, correct it in the grid, review every change, then submit. Nothing changes until you submit."
        actions={<ButtonLink href={paths.users()}>Edit users</ButtonLink>}
      />
      {draftsBlocked !== null && (
        <Notice tone="danger" title="This browser blocks storage">
          {draftsBlocked} Nothing can be sent without it: each send is recorded here first.
        </Notice>
      )}
      {intake.kind === 'reading' ? (
        <ReadingProgress reading={intake} />
      ) : (
        <FileDrop label="Drop a CSV or Excel file here, or choose one" accept={accepted} onFile={bringIn}>
          One row per user: .csv, .tsv, .txt, .csv.gz or .xlsx. You map columns to JumpCloud fields in the next step.
        </FileDrop>
      )}
      {intake.kind === 'failed' && (
        <Notice tone="danger" title={`${intake.name} could not be read`}>
          {intake.message}
        </Notice>
      )}
      <OtherWays busy={intake.kind === 'reading'} />
      {connection.upstream === 'simulator' && <Samples organizationId={connection.tenant.organizationId} onFile={bringIn} busy={intake.kind === 'reading'} />}
      <div className={styles.columns}>
        <div>
          <h2>Drafts</h2>
          <DraftList drafts={drafts.data ?? []} jobs={jobs.data ?? []} loading={drafts.isPending} />
        </div>
        <div>
          <h2>Jobs</h2>
          <RecentJobs jobs={(jobs.data ?? []).slice(0, 5)} loading={jobs.isPending} />
          {(jobs.data?.length ?? 0) > 5 && (
            <ButtonLink href={paths.jobs()} variant="quiet">
              All jobs
            </ButtonLink>
          )}
        </div>
      </div>
    </div>
  )
}
