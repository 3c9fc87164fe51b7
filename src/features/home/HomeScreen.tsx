/** Home: where people come in, and where work that was begun is found again. */
import { useQuery } from '@tanstack/react-query'
import { draftsQuery, jobsQuery } from '#workbench/stored-queries.ts'
import { useConnection } from '#workbench/connection.ts'
import { paths } from '#workbench/paths.ts'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { FileDrop } from '#ui/FileDrop.tsx'
import { Notice } from '#ui/Notice.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { WindowDrop } from '#ui/WindowDrop.tsx'
import { Button } from '#ui/Button.tsx'
import { Progress } from '#ui/Progress.tsx'
import { DraftList } from './DraftList.tsx'
import { RecentJobs } from './RecentJobs.tsx'
import { Samples } from './Samples.tsx'
import { useFileIntake } from './file-intake.ts'
import styles from './HomeScreen.module.css'

export function HomeScreen() {
  const connection = useConnection()
  const intake = useFileIntake(connection.world)
  const drafts = useQuery(draftsQuery(connection.world))
  const jobs = useQuery(jobsQuery(connection.world))
  const draftsBlocked = drafts.isError ? drafts.error.message : null

  return (
    <div className={styles.page}>
      <PageHeader
        title="Bring people in"
        description="Drop an export, put it right in the grid, see exactly what will change, then send it. Nothing reaches the directory before you submit."
      />
      {draftsBlocked !== null && (
        <Notice tone="danger" title="This browser does not let Rollcall store drafts">
          {draftsBlocked} A private window or a full disk is the usual reason. Without storage nothing can be sent, because a send is only safe when it has been
          written down first.
        </Notice>
      )}
      {intake.state.kind === 'reading' ? (
        <section className={styles.reading} aria-label="Reading the file">
          <Progress label={`Reading ${intake.state.name}`} value={intake.state.done} max={intake.state.total} detail={intake.state.detail} />
          <Button onClick={intake.cancel}>Cancel</Button>
        </section>
      ) : (
        <FileDrop label="Drop a CSV file here, or choose one" accept=".csv,.tsv,.txt,.gz,.xlsx,.xlsm,text/csv,text/tab-separated-values" onFile={intake.take}>
          One row a person, with a header row. Columns are matched to JumpCloud’s fields in the next step.
        </FileDrop>
      )}
      <WindowDrop onFile={intake.take} />
      {intake.state.kind === 'failed' && (
        <Notice tone="danger" title={`${intake.state.name} could not be read`}>
          {intake.state.message}
        </Notice>
      )}
      {connection.upstream === 'simulator' && (
        <Samples organizationId={connection.world.organizationId} onFile={intake.take} busy={intake.state.kind === 'reading'} />
      )}
      <div className={styles.columns}>
        <section aria-labelledby="recent-drafts">
          <h2 id="recent-drafts">Drafts</h2>
          <DraftList drafts={drafts.data ?? []} loading={drafts.isPending} />
        </section>
        <section aria-labelledby="recent-jobs">
          <h2 id="recent-jobs">Jobs</h2>
          <RecentJobs jobs={(jobs.data ?? []).slice(0, 5)} loading={jobs.isPending} />
          {(jobs.data?.length ?? 0) > 5 && (
            <ButtonLink href={paths.jobs()} variant="quiet">
              All jobs
            </ButtonLink>
          )}
        </section>
      </div>
    </div>
  )
}
