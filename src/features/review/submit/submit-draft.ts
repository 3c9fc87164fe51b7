/** Hands a reviewed plan to the engine as a job, together with the claim on the draft's rows. */
import type { BulkChange } from '#domain/draft/bulk.ts'
import type { Job } from '#domain/jobs/ledger.ts'
import { leftOutCounts } from '#domain/plan/left-out.ts'
import type { Purpose, RowSet } from '#domain/packed/row.ts'
import { sourceRefOf } from '#adapters/drafts/create-draft.ts'
import type { Planned } from '#adapters/directory/planner.ts'
import type { Connection } from '#workbench/navigation/connection.ts'
import { submitOpenDraft, type OpenDraft } from '#workbench/draft/draft-session.ts'
import { keepColumns } from '#workbench/jobs/job-source.ts'
import { theEngine } from '#workbench/jobs/running-engine.ts'
import { jobFacts, unsentRows } from './job-facts.ts'
import { jobItems } from './job-items.ts'

interface Input {
  readonly connection: Connection
  readonly draft: OpenDraft
  readonly purpose: Purpose
  readonly set: RowSet
  readonly planned: Planned
  /** When the directory users of the plan were read, epoch milliseconds. */
  readonly readAt: number
  /** What of the draft had been sent when it was planned. */
  readonly sendVersion: number
  readonly suppressEmail: boolean
  readonly bulk: readonly BulkChange[]
  /** So many users go first and alone; 0 for none. */
  readonly canary: number
}

/** Resolves once the intent of the whole job is stored; rejects, with a sentence, when it could not be and nothing was sent. */
export function submitDraft({ connection, draft, purpose, set, planned, readAt, sendVersion, suppressEmail, bulk, canary }: Input): Promise<Job> {
  const { plan, summary, prints } = planned
  const { counts } = plan
  return submitOpenDraft(draft.id, async (owner) => {
    const items = jobItems(plan, set, readAt).map((item) => {
      const sourceRef = sourceRefOf(draft.table, item.row.key)
      return sourceRef === null ? item : { ...item, row: { ...item.row, sourceRef } }
    })
    const printsByRow = new Map(plan.items.map(({ row }, at) => [row, prints[at] ?? 0]))
    const job = await theEngine().submitJob({
      tenant: connection.tenant,
      organizationName: connection.organizationName,
      name: draft.name,
      origin: draft.origin,
      leftOut: leftOutCounts(summary.leftOut),
      facts: jobFacts(draft, { suppressEmail, canary, bulk }),
      source: { headers: draft.table.headers, unsent: unsentRows(plan, set) },
      purpose,
      items,
      suppressEmail,
      canary,
      maxBytes: connection.maxBodyBytes,
      claim: {
        draftId: draft.id,
        owner,
        sendVersion,
        rowCount: counts.rows,
        sent: counts.sent + counts.create + counts.update,
        rows: items.map(({ row }) => ({ key: row.key, print: printsByRow.get(row.key) ?? 0, sourceRef: row.sourceRef ?? null })),
        leftOut: summary.leftOut,
      },
    })
    keepColumns(draft.id, job.id)
    return job
  })
}
