/** What is done for a job right after its submit, once the page has time: its file's columns are kept with it, and the browser is asked to keep it all. */
import { copyColumns } from '#adapters/storage/job-sources.ts'
import { whenIdle } from '#adapters/intake/when-idle.ts'

/** A copy that fails costs the original columns of an export, and nothing of the job. A refusal to keep is shown in Settings and on the job. */
export function keepColumns(draft: string, jobId: string): void {
  whenIdle(() => {
    void copyColumns(draft, jobId).catch(() => undefined)
    void import('#adapters/storage/retention.ts').then(({ askPersistence }) => askPersistence()).catch(() => undefined)
  })
}
