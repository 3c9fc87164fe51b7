/** What happened to a job, in order: its submit, each request as it was sent and came to an end, and every note. */
import { counted } from '../count.ts'
import { summarizeBatch } from './batch-summary.ts'
import type { Batch, Job, Note } from './ledger-model.ts'
import { withMovedOn } from './second-phase.ts'

type Told = Pick<Job, 'createdAt' | 'batches' | 'notes'> & Partial<Pick<Job, 'valuesDeletedAt'>>

/** Epoch milliseconds and a sentence each, the oldest first; of one moment, in the order in which it came about. */
export function historyOf({ createdAt, batches, notes, valuesDeletedAt }: Told): readonly Note[] {
  const users = batches.reduce((sum, { rows, earlierKey }) => (earlierKey === null ? sum + rows.length : sum), 0)
  const told: Note[] = [{ at: createdAt, text: `Submitted: ${counted(users, 'user')} in ${counted(batches.length, 'request')}.` }]
  for (const [index, batch] of batches.entries()) told.push(...ofBatch(withMovedOn({ batches }, batch), `Request ${index + 1}`))
  told.push(...notes)
  if (valuesDeletedAt !== undefined) told.push({ at: valuesDeletedAt, text: 'The values of this job were deleted from this browser.' })
  return told.toSorted((a, b) => a.at - b.at)
}

function ofBatch(batch: Batch, name: string): Note[] {
  const { sentAt, settledAt, rows, jobId, tries = 1, state } = batch
  const told: Note[] = []
  if (sentAt !== null) {
    const accepted = jobId === null ? '' : ` JumpCloud accepted it as job ${jobId}.`
    told.push({ at: sentAt, text: `${name} sent: ${counted(rows.length, 'user')}${tries > 1 ? ` at attempt ${tries}` : ''}.${accepted}` })
  }
  if (settledAt !== null && state === 'settled') told.push({ at: settledAt, text: `${name} ${summarizeBatch(batch).label.toLowerCase()}.` })
  return told
}
