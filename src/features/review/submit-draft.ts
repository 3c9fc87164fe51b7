/** Turns a reviewed plan into a job and hands it to the engine. */
import { userId } from '#domain/directory/match.ts'
import type { Job } from '#domain/jobs/ledger.ts'
import { createPayload, updatePayload } from '#domain/jobs/payload.ts'
import type { Plan } from '#domain/jobs/plan.ts'
import type { Purpose, Row, RowSet } from '#domain/rows/row.ts'
import type { SubmitItem } from '#adapters/submission/engine.ts'
import type { Connection } from '#workbench/connection.ts'
import type { StoredDraft } from '#workbench/draft-session.ts'
import { theEngine } from '#workbench/engine.ts'

interface Input {
  readonly connection: Connection
  readonly draft: StoredDraft
  readonly purpose: Purpose
  readonly set: RowSet
  readonly plan: Plan
  /** When the directory users of the plan were read, epoch milliseconds. */
  readonly readAt: number
  readonly suppressEmail: boolean
}

/** Resolves once the intent of the whole job is stored; rejects, with a sentence, when it could not be and nothing was sent. */
export function submitDraft({ connection, draft, purpose, set, plan, readAt, suppressEmail }: Input): Promise<Job> {
  const rows = new Map(set.rows.map((row) => [row.key, row]))
  const items: SubmitItem[] = []
  for (const item of plan.items) {
    const row = rows.get(item.row)
    if (row === undefined) continue
    if (item.kind === 'create') {
      items.push({ row: ledgerRow(row, set, null), method: 'POST', payload: createPayload(item.changes), user: null, readAt })
    } else if (item.kind === 'update') {
      items.push({ row: ledgerRow(row, set, item.user), method: 'PATCH', payload: updatePayload(item.user, item.changes), user: item.user, readAt })
    }
  }
  return theEngine().submitJob({
    world: connection.world,
    organizationName: connection.organizationName,
    name: draft.name,
    purpose,
    items,
    suppressEmail,
    maxBytes: connection.maxBodyBytes,
  })
}

function ledgerRow(row: Row, set: RowSet, user: Parameters<typeof userId>[0] | null): SubmitItem['row'] {
  const cell = (key: string) => row.cells[set.columns.indexOf(key)] ?? ''
  return {
    key: row.key,
    line: row.line,
    username: cell('username') || user?.username || '',
    email: cell('email') || user?.email || '',
    userId: user === null ? null : userId(user),
    outcome: null,
    message: null,
    status: null,
  }
}
