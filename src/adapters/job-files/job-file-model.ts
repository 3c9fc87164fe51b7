/** What the worker for a job's files is asked, and what it answers. */
import type { UsersView } from '#domain/jobs/job-users.ts'
import type { CsvFlavour } from '../csv/write-csv.ts'

export type JobFile =
  | { readonly type: 'rows'; readonly view: UsersView; readonly flavour: CsvFlavour }
  | { readonly type: 'report-page' | 'report-table'; readonly preparedBy: string; readonly ticket: string; readonly region: string }

export type ToJobFiles = { readonly kind: 'write'; readonly jobId: string; readonly file: JobFile } | { readonly kind: 'digest'; readonly file: File }

export type FromJobFiles =
  | { readonly kind: 'written'; readonly text: string }
  | { readonly kind: 'digest'; readonly sha256: string }
  | { readonly kind: 'failed'; readonly message: string }
