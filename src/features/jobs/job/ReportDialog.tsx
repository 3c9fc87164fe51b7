/** Saves the report of a job for a change ticket: a page that opens from disk, and a table with every user. */
import { useState } from 'react'
import { mostOnPage } from '#domain/jobs/report.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { formatNumber } from '#ui/locale.ts'
import { TextField } from '#ui/TextField.tsx'
import { useConnection } from '#workbench/navigation/connection.ts'
import { useCommand } from './use-command.ts'
import { saveJobFile } from './save-job-file.ts'
import rowText from '../RowText.module.css'
import styles from './Details.module.css'

const nameKey = 'rollcall.report-name'
const nameNow = (): string => localStorage.getItem(nameKey) ?? ''

export function ReportDialog({ job, onClose }: { readonly job: Job; readonly onClose: () => void }) {
  const { region } = useConnection()
  const [preparedBy, setName] = useState(nameNow)
  const [ticket, setTicket] = useState('')
  const [isBusy, run] = useCommand()
  const why = preparedBy.trim() === '' ? 'Type your name: the report says who prepared it.' : undefined
  const save = (type: 'report-page' | 'report-table') =>
    run(() => {
      localStorage.setItem(nameKey, preparedBy.trim())
      return saveJobFile(job, { type, preparedBy: preparedBy.trim(), ticket: ticket.trim(), region }, 'report', type === 'report-page' ? 'html' : 'csv')
    })
  return (
    <Dialog
      open
      onClose={onClose}
      title="Report"
      description="Who submitted what, when, where and from which file, and the outcome of every user. Passwords are not in it."
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button loading={isBusy} disabledReason={why} onClick={() => save('report-table')}>
            Save CSV
          </Button>
          <Button variant="primary" loading={isBusy} disabledReason={why} onClick={() => save('report-page')}>
            Save page
          </Button>
        </>
      }
    >
      <div className={styles.details}>
        <TextField label="Your name" value={preparedBy} onChange={setName} />
        <TextField label="Ticket" value={ticket} onChange={setTicket} help="Optional, such as CHG-1042." />
        <p className={rowText.quiet}>
          The page can be printed, opens offline and lists the first {formatNumber(mostOnPage)} users. The CSV file lists all of them.
        </p>
      </div>
    </Dialog>
  )
}
