/** A plan as the users of a job: what is sent for each, and what the ledger keeps of them. */
import { userId } from '#domain/directory/match.ts'
import { createPayload, updatePayload } from '#domain/jobs/payload.ts'
import type { Change, Plan, PlanItem } from '#domain/plan/plan.ts'
import { filledText } from '#domain/fields/clear.ts'
import type { Row, RowSet } from '#domain/packed/row.ts'
import type { SystemUser } from '#domain/wire.ts'
import type { SubmitItem } from '#adapters/submission/engine.ts'

/** `readAt` is when the directory users of the plan were read, epoch milliseconds. */
export function jobItems(plan: Plan, set: RowSet, readAt: number): SubmitItem[] {
  const rows = new Map(set.rows.map((row) => [row.key, row]))
  return plan.items.flatMap((item): SubmitItem[] => {
    const row = rows.get(item.row)
    const made = row === undefined ? null : jobItem(item, row, set, readAt)
    return made === null ? [] : [made]
  })
}

export function jobItem(item: PlanItem, row: Row, set: RowSet, readAt: number): SubmitItem | null {
  if (item.kind === 'create')
    return { row: ledgerRow(row, set, null, item.changes), method: 'POST', payload: createPayload(item.changes, readAt), user: null, readAt }
  if (item.kind !== 'update') return null
  const { user, changes } = item
  return { row: ledgerRow(row, set, user, changes), method: 'PATCH', payload: updatePayload(user, changes, readAt), user, readAt }
}

function ledgerRow(row: Row, set: RowSet, user: SystemUser | null, changes: readonly Change[]): SubmitItem['row'] {
  const cell = (key: string) => filledText(row.cells[set.columns.indexOf(key)])
  const awaits = changes.find((change) => change.awaits !== undefined)?.awaits
  return {
    key: row.key,
    line: row.line,
    username: cell('username') || user?.username || '',
    email: cell('email') || user?.email || '',
    userId: user === null ? null : userId(user),
    outcome: null,
    message: null,
    status: null,
    // Nobody knows what an empty value does upstream: whoever is emptied of something is read back.
    ...(changes.some(({ clears }) => clears === true) ? { mustVerify: true } : {}),
    ...(awaits === undefined ? {} : { awaits }),
  }
}
