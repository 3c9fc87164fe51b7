/** Which users a job may still change: from the send until their result is known and, where that is due, read back from the directory. */
import type { Batch, Job } from './ledger-model.ts'
import { isToBeLookedUp, needsLook } from './next-step.ts'

/** The users whom a batch updates when it is sent. Creates name no user. */
export const usersOf = ({ method, rows }: Pick<Batch, 'method' | 'rows'>): string[] =>
  method === 'PATCH' ? rows.flatMap(({ outcome, userId }) => (outcome === 'stopped' || userId === null ? [] : [userId])) : []

/** By batch, without the batches that have none. */
export const usersInFlight = ({ batches }: Pick<Job, 'batches'>): string[][] => batches.map(inFlight).filter((users) => users.length > 0)

function inFlight(batch: Batch): string[] {
  if (batch.state === 'sending' || batch.state === 'accepted') return usersOf(batch)
  return batch.method === 'PATCH' && needsLook(batch) ? usersOf({ ...batch, rows: batch.rows.filter((row) => isToBeLookedUp(batch, row)) }) : []
}
