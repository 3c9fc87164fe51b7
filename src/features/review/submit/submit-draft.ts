/** Hands a reviewed plan to the engine as a job. */
import type { Job } from '#domain/jobs/ledger.ts'
import { leftOutCounts, leftOutOf } from '#domain/plan/left-out.ts'
import type { Plan } from '#domain/plan/plan.ts'
import type { Purpose, RowSet } from '#domain/packed/row.ts'
import type { Connection } from '#workbench/navigation/connection.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { keepColumns } from '#workbench/jobs/job-source.ts'
import { theEngine } from '#workbench/jobs/running-engine.ts'
import { jobItems } from './job-items.ts'
import { jobFacts, unsentRows } from './job-facts.ts'

interface Input {
  readonly connection: Connection
  readonly draft: OpenDraft
  readonly purpose: Purpose
  readonly set: RowSet
  readonly plan: Plan
  /** When the directory users of the plan were read, epoch milliseconds. */
  readonly readAt: number
  readonly suppressEmail: boolean
  /** So many people go first and alone; 0 for none. */
  readonly canary: number
}

/** Resolves once the intent of the whole job is stored; rejects, with a sentence, when it could not be and nothing was sent. */
export async function submitDraft({ connection, draft, purpose, set, plan, readAt, suppressEmail, canary }: Input): Promise<Job> {
  const unsent = unsentRows(plan, set)
  const job = await theEngine().submitJob({
    tenant: connection.tenant,
    organizationName: connection.organizationName,
    name: draft.name,
    purpose,
    items: jobItems(plan, set, readAt),
    suppressEmail,
    canary,
    maxBytes: connection.maxBodyBytes,
    origin: draft.origin,
    leftOut: leftOutCounts(leftOutOf(plan)),
    facts: jobFacts(draft, { suppressEmail, canary }),
    source: { headers: draft.table.headers, unsent },
  })
  keepColumns(draft.id, job.id)
  return job
}
