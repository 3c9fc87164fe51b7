/** The second phase: managers who are created by the same job are set once both users exist; a row is finished only when both phases are. */
import type { RowKey } from '../packed/row.ts'
import type { BulkUserCreate, BulkUserUpdate } from '../wire.ts'
import { rowState, type Batch, type Job, type LedgerRow, type RowState } from './ledger-model.ts'

/** Whoever is in one of these exists. */
const exists = new Set<RowState>(['succeeded', 'flagged', 'verified', 'differs'])
const neverCame = new Set<RowState>(['failed', 'refused', 'stopped'])

type Decision =
  | { readonly kind: 'go'; readonly manager: string }
  /** This row was created, and its manager never will be. */
  | { readonly kind: 'without'; readonly reason: string }
  /** This row itself came to nothing. */
  | { readonly kind: 'over' }
  | { readonly kind: 'wait' }

/** Nothing more will be heard of it by itself: whoever of it is still unknown is for the administrator to decide, and holds up nobody else. */
const isOver = ({ state, look }: Batch): boolean => state === 'settled' || (state === 'unknown' && look?.isQuiet === true)

const stoppedByYou = 'you stopped the job first'

/** What can be said now about a row that waits for its manager. A create has to be through itself; an update only waits for the other. */
function decide(job: Job, managers: ReadonlyMap<RowKey, LedgerRow & { readonly state: RowState }>, batch: Batch, row: LedgerRow): Decision {
  const isCreate = batch.phase !== 2
  const own = row.outcome ?? rowState(batch, row)
  if (isCreate && (own === 'failed' || own === 'refused' || own === 'stopped')) return { kind: 'over' }
  if (isCreate && (!exists.has(own) || !isOver(batch))) return { kind: 'wait' }
  const manager = managers.get(row.awaits ?? '')
  if (job.stopRequested) return { kind: 'without', reason: stoppedByYou }
  if (manager === undefined) return { kind: 'without', reason: 'that user is not part of this job' }
  if (neverCame.has(manager.state)) return { kind: 'without', reason: `${manager.username} was not created` }
  if (!exists.has(manager.state)) return { kind: 'wait' }
  const nameless = manager.userId === null ? manager : isCreate && row.userId === null ? row : null
  if (nameless !== null) return { kind: 'without', reason: `the new ID of ${nameless.username} is not known` }
  return { kind: 'go', manager: manager.userId ?? '' }
}

function managersOf(job: Job): ReadonlyMap<RowKey, LedgerRow & { readonly state: RowState }> {
  const wanted = new Set(job.batches.flatMap(({ rows }) => rows.flatMap(({ awaits }) => awaits ?? [])))
  if (wanted.size === 0) return new Map()
  // A manager may wait for a manager of their own: the outcome of the create is what counts here.
  return new Map(
    job.batches.flatMap((batch) =>
      batch.rows.flatMap((row) => {
        if (!wanted.has(row.key)) return []
        const state = row.earlier === undefined ? (row.outcome ?? rowState(batch, row)) : 'succeeded'
        return [[row.key, { ...row, state }] as const]
      }),
    ),
  )
}

/** Whether somebody who waits for a manager can be gone on with, or told that it will not be. */
export function canOpenSecondPhase(job: Job): boolean {
  const managers = managersOf(job)
  return (
    managers.size > 0 && job.batches.some((batch) => batch.rows.some((row) => row.awaits !== undefined && decide(job, managers, batch, row).kind !== 'wait'))
  )
}

/** Takes everybody who can be gone on with into batches of their own; `newKeys` has one for every 800 of them. */
export function openSecondPhase(job: Job, newKey: () => string, maxUsers: number, at: number): Job {
  const managers = managersOf(job)
  const moved: LedgerRow[] = []
  const batches = job.batches.map((batch): Batch => {
    if (!batch.rows.some(({ awaits }) => awaits !== undefined)) return batch
    const rows = batch.rows.flatMap((row): LedgerRow[] => {
      if (row.awaits === undefined) return [row]
      const decision = decide(job, managers, batch, row)
      const { awaits: _, ...rest } = row
      switch (decision.kind) {
        case 'wait':
          return [row]
        case 'over':
          return [rest]
        case 'without':
          return [
            batch.phase === 2
              ? { ...rest, outcome: 'stopped', message: `The manager could not be set: ${decision.reason}.` }
              : withoutManager(rest, decision.reason),
          ]
        case 'go':
          if (batch.phase === 2) return [{ ...rest, manager: decision.manager }]
          moved.push({
            ...rest,
            manager: decision.manager,
            outcome: null,
            message: null,
            status: null,
            earlier: {
              batch: batch.key,
              outcome: row.outcome === 'flagged' || row.outcome === 'differs' ? row.outcome : 'succeeded',
              message: row.message,
              evidence: row.evidence ?? null,
            },
          })
          return []
      }
    })
    return { ...batch, rows }
  })
  const opened: Batch[] = []
  for (let from = 0; from < moved.length; from += maxUsers)
    opened.push({
      key: newKey(),
      method: 'PATCH',
      phase: 2,
      state: 'prepared',
      rows: moved.slice(from, from + maxUsers),
      jobId: null,
      reason: null,
      sentAt: null,
      settledAt: null,
      payloadKey: job.secondPayloadKey ?? '',
      look: null,
      earlierKey: null,
      firstSentAt: null,
    })
  // Whoever created nobody else leaves no empty request behind.
  const kept = batches.filter(({ rows, sentAt }) => rows.length > 0 || sentAt !== null)
  return {
    ...job,
    version: job.version + 1,
    batches: [...kept.flatMap((batch) => splitWaiting(batch, newKey)).map((batch) => stopEmpty(batch, at)), ...opened],
  }
}

/** Updates that are ready do not wait for one whose manager nobody knows anything of. */
function splitWaiting(batch: Batch, newKey: () => string): readonly Batch[] {
  if (batch.phase !== 2 || batch.state !== 'prepared') return [batch]
  const waiting = batch.rows.filter(({ awaits }) => awaits !== undefined)
  if (waiting.length === 0 || waiting.length === batch.rows.length) return [batch]
  return [
    { ...batch, rows: batch.rows.filter(({ awaits }) => awaits === undefined) },
    { ...batch, key: newKey(), rows: waiting },
  ]
}

/** An update of which nobody is left to send is over. */
const stopEmpty = (batch: Batch, at: number): Batch =>
  batch.phase === 2 && batch.state === 'prepared' && batch.rows.every(({ outcome }) => outcome === 'stopped')
    ? { ...batch, state: 'stopped', reason: 'No user of this request was left to send.', settledAt: at }
    : batch

function withoutManager(row: LedgerRow, reason: string): LedgerRow {
  return { ...row, outcome: 'differs', evidence: `Created, but the manager was not set: ${reason}.${row.evidence == null ? '' : ` ${row.evidence}`}` }
}

/** What is sent for a row: its stored payload, with the ids that only the first phase brought. */
export const completed = <T extends BulkUserCreate | BulkUserUpdate>(payload: T, { manager, userId }: LedgerRow): T =>
  manager === undefined ? payload : { ...payload, ...(userId === null ? {} : { id: userId }), manager }

/** A request with the users who went on from it to their second phase, as it left them. */
export function withMovedOn({ batches }: Pick<Job, 'batches'>, batch: Batch): Batch {
  const moved = batches.flatMap(({ rows }) =>
    rows.flatMap(({ earlier, ...row }): LedgerRow[] => {
      if (earlier?.batch !== batch.key) return []
      const { batch: _, ...asItWas } = earlier
      return [{ ...row, ...asItWas }]
    }),
  )
  return moved.length === 0 ? batch : { ...batch, rows: [...batch.rows, ...moved] }
}

/** What was sent, by row, with the managers of the second phase: their ids came after the bodies were stored. */
export function withManagers<T extends { readonly payload: BulkUserCreate | BulkUserUpdate }>(
  { batches }: Pick<Job, 'batches'>,
  sent: ReadonlyMap<RowKey, T>,
): ReadonlyMap<RowKey, T> {
  const all = new Map(sent)
  for (const { key, manager } of batches.flatMap(({ rows }) => rows)) {
    const item = all.get(key)
    if (item !== undefined && manager !== undefined) all.set(key, { ...item, payload: { ...item.payload, manager } })
  }
  return all
}

/** The result of the second phase together with what the first left behind. */
export function withEarlier(row: LedgerRow): LedgerRow {
  const { earlier } = row
  if (earlier === undefined || row.outcome === null || row.outcome === 'pending' || row.outcome === 'unknown') return row
  if (row.outcome === 'failed' || row.outcome === 'stopped')
    return { ...row, outcome: 'differs', evidence: `Created, but the manager was not set: ${row.message ?? 'JumpCloud gave no reason'}` }
  if (row.outcome !== 'succeeded' || earlier.outcome === 'succeeded') return row
  return { ...row, outcome: earlier.outcome, message: earlier.message, evidence: earlier.evidence }
}

/** A second-phase batch that never went out, or was refused: its users exist all the same. */
export const withoutSecondPhase = (rows: readonly LedgerRow[], reason: string): readonly LedgerRow[] =>
  rows.map((row) => (row.earlier !== undefined && row.outcome === null ? withoutManager(row, reason.replace(/\.$/, '')) : row))
