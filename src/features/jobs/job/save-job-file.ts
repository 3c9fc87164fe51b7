/** Has a file of a job written in the worker and hands it to the browser to save. */
import type { JobFile } from '#adapters/job-files/job-files.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { saveFile } from '#ui/save-file.ts'

const types = { csv: 'text/csv', html: 'text/html' } as const

export async function saveJobFile(job: Job, file: JobFile, what: string, extension: keyof typeof types): Promise<void> {
  // Loaded when it is first needed: the writer of files is no part of the screen.
  const [{ writeJobFile }, { fileName }] = await Promise.all([import('#adapters/job-files/job-files.ts'), import('#adapters/csv/write-csv.ts')])
  const text = await writeJobFile(job.id, file)
  const name = fileName(job.name.replace(/\.(csv|tsv|txt|xlsx|xls|html?)$/i, ''), what)
  saveFile(new File([text], `${name}.${extension}`, { type: types[extension] }))
}
