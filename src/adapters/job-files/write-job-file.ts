/** Writes one file of a job from what this browser keeps of it: its ledger, what it sent, and its draft's columns. */
import { withManagers } from '#domain/jobs/second-phase.ts'
import { allCounts } from '#domain/jobs/job-counts.ts'
import { exportRows } from '#domain/jobs/export-rows.ts'
import { usersOf, viewUsers, type JobUser } from '#domain/jobs/job-users.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { cellsOf } from '#domain/jobs/payload-cells.ts'
import { reportHtml, reportTable, type ReportInput } from '#domain/jobs/report.ts'
import { sentChanges } from '#domain/jobs/sent-changes.ts'
import type { UnsentRows } from '#domain/jobs/unsent.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import type { RowKey } from '#domain/packed/row.ts'
import { writeCsv } from '../csv/write-csv.ts'
import { getDigest } from '../storage/digests.ts'
import { countsOfJob } from '../storage/job-header.ts'
import { getSourceCells, getUnsent } from '../storage/job-sources.ts'
import { getJob } from '../storage/ledger-store.ts'
import { getAllPayloads } from '../storage/payloads.ts'
import type { StoredPayload } from '../storage/schema.ts'
import type { JobFile } from './job-file-model.ts'

export async function writeJobFile({ jobId, file }: { readonly jobId: string; readonly file: JobFile }): Promise<string> {
  const job = await getJob(jobId)
  if (job === null) throw new Error('This job is no longer in this browser.')
  const unsent = await getUnsent(jobId)
  const users = usersOf(job, unsent.rows)
  const sent = fullest(await getAllPayloads(jobId))
  if (file.type === 'rows') return writeRows(viewUsers(users, file.view), file.flavour, { jobId, sent, unsent })
  const input = await reportInput(job, inFileOrder(users), withManagers(job, sent), file)
  if (file.type === 'report-page') return reportHtml(input)
  const { headers, rows } = reportTable(input)
  return writeCsv(headers, rows, 'spreadsheet')
}

type Sent = ReadonlyMap<RowKey, StoredPayload>

/** A row in two phases has two payloads; the one that says most is what was sent for the user. */
function fullest(items: readonly StoredPayload[]): Sent {
  const found = new Map<RowKey, StoredPayload>()
  for (const item of items) {
    const before = found.get(item.key)
    if (before === undefined || Object.keys(item.payload).length > Object.keys(before.payload).length) found.set(item.key, item)
  }
  return found
}

interface Values {
  readonly jobId: string
  readonly sent: Sent
  readonly unsent: UnsentRows
}

async function writeRows(users: readonly JobUser[], flavour: 'spreadsheet' | 'exact', { jobId, sent, unsent }: Values): Promise<string> {
  const left = new Map(unsent.rows.map((row) => [row.key, row.cells]))
  const cells = (key: RowKey): ReadonlyMap<FieldKey, string> | null => {
    const item = sent.get(key)
    if (item !== undefined) return cellsOf(item.payload, item.before)
    const texts = left.get(key)
    return texts === undefined ? null : new Map(unsent.columns.map((field, at) => [field, texts[at] ?? '']))
  }
  const { headers, rows } = exportRows(users, await getSourceCells(jobId), cells)
  return writeCsv(headers, rows, flavour)
}

const inFileOrder = (users: readonly JobUser[]): readonly JobUser[] => viewUsers(users, { show: 'all', find: '', sort: { key: 'line', isDescending: false } })

async function reportInput(job: Job, users: readonly JobUser[], sent: Sent, file: Exclude<JobFile, { type: 'rows' }>): Promise<ReportInput> {
  const draft = job.draftId ?? job.facts?.draft
  const digest = draft === undefined ? undefined : await getDigest(draft)
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' })
  return {
    job,
    users,
    counts: allCounts(countsOfJob(job), job.leftOut),
    changesOf: (key) => {
      const item = sent.get(key)
      if (item === undefined) return []
      return [...sentChanges(item), ...item.secrets.map((field) => ({ field, before: '', after: '' }))]
    },
    preparedBy: file.preparedBy,
    ticket: file.ticket,
    region: file.region,
    file: digest ?? null,
    writtenAt: Date.now(),
    formatTime: (at) => format.format(at),
  }
}
