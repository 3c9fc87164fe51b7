/** Rows of a job as a draft of their own: from the draft that they came from, as it is now, or from what was sent where that is gone. */
import { hasFileLines } from '#domain/draft/origin.ts'
import type { MatchKey } from '#domain/draft/edit.ts'
import { unstoredColumns, withoutSecrets } from '../storage/secrets.ts'
import { cellsOf } from '#domain/jobs/payload-cells.ts'
import type { LedgerRow } from '#domain/jobs/ledger-model.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import { findRow } from '#domain/packed/row-list.ts'
import type { RowKey } from '#domain/packed/row.ts'
import type { FollowUp } from './sent.ts'
import { numbersOf } from '../storage/draft-claim.ts'
import { createdDraft, type CreatedRow } from './create-draft.ts'
import type { DraftContext } from './dependencies.ts'
import type { MissingSecrets, OpenDraft } from './draft-model.ts'
import type { NewDraftSession } from './open.ts'

interface RetriedRows {
  readonly columns: readonly FieldKey[]
  readonly rows: readonly CreatedRow[]
  readonly matchBy: MatchKey
}

/** Rejects with a sentence where nothing is left to retry, or where somebody else was quicker. */
export async function retryDraft(
  context: DraftContext,
  jobId: string,
  keys: readonly RowKey[],
  openDraft: (id: string) => Promise<OpenDraft | null>,
): Promise<NewDraftSession> {
  const { store, clock, newId, tabName } = context
  const found = await store.getFollowUp(jobId)
  if (found === null) throw new Error('This job is no longer in this browser, so its rows cannot be retried.')
  const { job, record, draft } = found
  const allowed = new Set([...found.retryable, ...found.leftOut.flatMap(({ rows }) => rows)])
  const wanted = keys.filter((key) => allowed.has(key))
  if (wanted.length === 0) throw new Error('None of these rows can be retried: they are done, on their way, or in another draft already.')
  const source = draft === null ? null : await openDraft(draft.id)
  const { columns, rows, matchBy } = source?.rows ? fromDraft(source, wanted) : await fromPayloads(context, found, wanted)
  const name = retryName(job.name)
  const made = createdDraft(newId(), clock.now(), {
    tenant: job.tenant,
    name,
    origin: { kind: 'retry', jobId, jobName: job.name, ...(job.origin === undefined || hasFileLines(job.origin) ? {} : { hasNoFile: true }) },
    purpose: job.purpose,
    matchBy,
    columns,
    rows,
  })
  const { draft: beginning, settled } = made
  const header = {
    ...beginning,
    updatedAt: beginning.createdAt,
    headers: beginning.table.headers,
    rowCount: rows.length,
    hasRows: true,
    owner: tabName,
  }
  const { table: _, ...storable } = header
  const claim = { before: record, sendVersion: draft?.sendVersion ?? 0, rows: numbersOf(wanted) }
  await store.putDraft(storable, beginning.table, unstoredColumns(beginning.table, settled), [withoutSecrets({ kind: 'settled', settled })], claim)
  return { ...made, stored: Promise.resolve(), missing: blankSecrets(columns, rows) }
}

/** "Retry of people.csv", "Retry 2 of people.csv". */
function retryName(jobName: string): string {
  const earlier = /^Retry (?:(\d+) )?of (.*)$/.exec(jobName)
  return earlier === null ? `Retry of ${jobName}` : `Retry ${Number(earlier[1] ?? 1) + 1} of ${earlier[2]}`
}

function fromDraft({ rows: set, omitted, matchBy }: OpenDraft, keys: readonly RowKey[]): RetriedRows {
  const { columns, rows } = set ?? { columns: [], rows: [] }
  return {
    columns,
    matchBy,
    rows: keys.flatMap((key) => {
      const row = findRow(rows, key)
      const left = omitted[key] ?? []
      return row === undefined
        ? []
        : [{ cells: columns.map((field, at) => (left.includes(field) ? '' : (row.cells[at] ?? ''))), line: row.line, sourceRef: key }]
    }),
  }
}

/** Rows that the job did not have are in its draft only, so they are none of these. */
async function fromPayloads({ store }: DraftContext, { job }: FollowUp, keys: readonly RowKey[]): Promise<RetriedRows> {
  const wanted = new Set(keys)
  const names = new Map(job.batches.flatMap(({ rows }) => rows.map(({ key, username }) => [key, username] as const)))
  const found: { readonly row: LedgerRow; readonly cells: Map<FieldKey, string> }[] = []
  for (const batch of job.batches) {
    const stored = new Map((await store.getPayloads(batch.payloadKey)).map((item) => [item.key, item]))
    for (const row of batch.rows) {
      const item = wanted.has(row.key) ? stored.get(row.key) : undefined
      if (item === undefined) continue
      const cells = cellsOf(item.payload, item.before)
      if (batch.method === 'PATCH' && row.userId !== null) cells.set('id', row.userId)
      if (row.awaits !== undefined) cells.set('manager', names.get(row.awaits) ?? '')
      for (const secret of item.secrets) cells.set(secret, '')
      for (const [field, text] of [['username', row.username] as const, ['email', row.email] as const])
        if (!cells.has(field) && batch.method === 'POST') cells.set(field, text)
      found.push({ row, cells })
    }
  }
  if (found.length === 0) throw new Error('What these rows were to change is no longer stored in this browser. Import the file again.')
  const columns = [...new Set(found.flatMap(({ cells }) => [...cells.keys()]))]
  return {
    columns,
    matchBy: 'auto',
    rows: found.map(({ row, cells }) => ({ cells: columns.map((field) => cells.get(field) ?? ''), line: row.line, sourceRef: row.key })),
  }
}

/** Columns of secrets in which a row has none: they were kept in the memory of a page that is gone. */
function blankSecrets(columns: readonly FieldKey[], rows: readonly CreatedRow[]): MissingSecrets | null {
  const missing = columns.flatMap((key, at) => (fieldByKey(key)?.secret === true && rows.every(({ cells }) => (cells[at] ?? '') === '') ? [at] : []))
  return missing.length === 0 ? null : { columns: missing, typed: 0 }
}
