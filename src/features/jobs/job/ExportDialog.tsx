/** Saves rows of a job as a file: all, the failed ones, or those that the table shows; for spreadsheets or for scripts. */
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import type { JobFile } from '#adapters/job-files/job-files.ts'
import { counted } from '#domain/count.ts'
import { hasFileLines } from '#domain/draft/origin.ts'
import { viewUsers, type JobUser, type UsersView } from '#domain/jobs/job-users.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { RadioCards } from '#ui/RadioCards.tsx'
import { saveJobFile } from './save-job-file.ts'
import { viewOf } from './users-view.ts'
import { useCommand } from './use-command.ts'
import styles from './Details.module.css'

type Rows = 'all' | 'failed' | 'shown'

const everything: UsersView = { show: 'all', find: '', sort: { key: 'line', isDescending: false } }
const failed: UsersView = { ...everything, show: 'not-done' }

export function ExportDialog({ job, users, onClose }: { readonly job: Job; readonly users: readonly JobUser[]; readonly onClose: () => void }) {
  const [params] = useSearchParams()
  const hasFile = job.origin === undefined || hasFileLines(job.origin)
  const shown = viewOf(params)
  const isFiltered = shown.show !== 'all' || shown.find !== ''
  const views: Record<Rows, UsersView> = { all: everything, failed, shown }
  const [rows, setRows] = useState<Rows>(isFiltered ? 'shown' : 'all')
  const [flavour, setFlavour] = useState<'spreadsheet' | 'exact'>('spreadsheet')
  const [isBusy, run] = useCommand()
  const count = (view: UsersView) => viewUsers(users, view).length
  const total = count(views[rows])
  const file: JobFile = { type: 'rows', view: views[rows], flavour }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Export rows"
      description={`A CSV file: ${hasFile ? 'the columns of your file as they were read, then line,' : 'the values of each user, then'} outcome, message and JumpCloud job id. Passwords are not in it, nor unmapped columns that look like passwords.`}
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="primary"
            loading={isBusy}
            disabledReason={total === 0 ? 'No rows with this outcome.' : undefined}
            onClick={() => run(() => saveJobFile(job, file, rows === 'failed' ? 'failed rows' : 'results', 'csv').then(onClose))}
          >
            Export {counted(total, 'row')}
          </Button>
        </>
      }
    >
      <div className={styles.details}>
        <RadioCards
          legend="Rows"
          value={rows}
          onChange={setRows}
          options={[
            {
              value: 'all',
              label: `All ${counted(users.length, 'row')}`,
              help: 'Every row with its outcome, including blocked and excluded ones. For your records.',
            },
            {
              value: 'failed',
              label: `Failed and refused: ${counted(count(failed), 'row')}`,
              help: 'Only the rows that were not done, to fix in a spreadsheet and import again.',
            },
            ...(isFiltered
              ? [
                  {
                    value: 'shown' as const,
                    label: `As in the table: ${counted(count(shown), 'row')}`,
                    help: 'The rows that your search and filter show now, in that order.',
                  },
                ]
              : []),
          ]}
        />
        <RadioCards
          legend="Use"
          value={flavour}
          onChange={setFlavour}
          options={[
            {
              value: 'spreadsheet',
              label: 'For spreadsheets and imports',
              help: 'Cells that could run as formulas start with an apostrophe. An import into Rollcall removes it.',
            },
            { value: 'exact', label: 'For scripts', help: 'Every cell exactly as it was read. In a spreadsheet, a cell could run as a formula.' },
          ]}
        />
      </div>
    </Dialog>
  )
}
