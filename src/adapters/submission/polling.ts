/** Waits for the results of accepted batches: a cheap look while rows are pending, one full read once they are quiet. */
import { recordResults, type Batch, type Job } from '#domain/jobs/ledger.ts'
import { classifyResult, joinResults, readIsComplete, type JoinedResult } from '#domain/jobs/results.ts'
import type { WireWorkResult } from '#domain/wire.ts'
import { ApiError } from '../jumpcloud/errors.ts'
import type { EngineParts } from './engine-model.ts'
import { pollMs, type Pace } from './pace.ts'

interface Polling {
  readonly parts: EngineParts
  readonly pace: Pace
  readonly job: Job
  readonly batches: readonly Batch[]
  readonly update: (jobId: string, move: (job: Job) => Job) => Promise<void>
  readonly say: (jobId: string, status: string | null) => void
}

/** JumpCloud's largest page of results (documented). */
const pageSize = 100
/** A row without a result is given up as unknown after this long without one. */
const patienceMs = 10 * 60_000

/** Until every batch is settled. Failures of a look are waited out: results are only read, so trying again changes nothing. */
export async function pollBatches({ parts, pace, job, batches, update, say }: Polling): Promise<void> {
  const { now, sleep, random } = parts
  for (const batch of batches) {
    let attempt = 0
    let reads = 0
    let seen = ''
    for (;;) {
      await sleep(pollMs(attempt, random))
      try {
        const look = await lookAt(batch, reads > 0)
        const progress = JSON.stringify([...look.byRow].map(([key, { state }]) => [key, state]))
        attempt = progress === seen ? attempt + 1 : Math.min(attempt, 2)
        seen = progress
        if (look.isFull) reads += 1
        const isSettled =
          look.isFull && (look.isComplete || (!look.hasPending && reads >= 2 && (look.count >= rowsOf(batch) || now() - (batch.sentAt ?? 0) > patienceMs)))
        await update(job.id, (current) => recordResults(current, batch.key, isSettled ? withStrangers(batch, look) : look.byRow, isSettled, now()))
        say(job.id, look.hasPending ? 'JumpCloud is working on it.' : null)
        if (isSettled) break
      } catch (error) {
        attempt += 1
        if (error instanceof ApiError && error.kind === 'rate-limited') {
          pace.slower()
          if (error.retryAfterMs !== null) await sleep(error.retryAfterMs)
        }
        say(job.id, `The results cannot be read right now: ${error instanceof Error ? error.message : String(error)} It tries again.`)
      }
    }
  }
  say(job.id, null)

  async function page(batch: Batch, skip: number): Promise<WireWorkResult[]> {
    await pace.turn()
    return parts.client.getJobResults(job.world.organizationId, batch.jobId ?? '', { limit: pageSize, skip })
  }

  /** The last page tells cheaply whether the job is still busy; only when it is quiet is everything read. */
  async function lookAt(batch: Batch, wasRead: boolean): Promise<Look> {
    const rows = sentRows(batch)
    const lastSkip = Math.max(0, Math.ceil(rows.length / pageSize) - 1) * pageSize
    if (lastSkip > 0 && !wasRead) {
      const last = await page(batch, lastSkip)
      if (last.length === 0 || last.some((result) => classifyResult(result) === 'pending')) return lookOf(batch, last, false)
    }
    const all: WireWorkResult[] = []
    for (;;) {
      const next = await page(batch, all.length)
      all.push(...next)
      if (next.length === 0 || (all.length >= rows.length && next.length < pageSize)) break
    }
    return lookOf(batch, all, true)
  }
}

interface Look {
  readonly byRow: Map<string, JoinedResult>
  readonly strangers: readonly WireWorkResult[]
  readonly count: number
  readonly isFull: boolean
  readonly hasPending: boolean
  readonly isComplete: boolean
}

const sentRows = (batch: Batch) => batch.rows.filter(({ outcome }) => outcome !== 'stopped')
const rowsOf = (batch: Batch): number => sentRows(batch).length

function lookOf(batch: Batch, results: readonly WireWorkResult[], isFull: boolean): Look {
  const rows = sentRows(batch)
  const { byRow, strangers } = joinResults(rows, results)
  const hasPending = [...byRow.values()].some(({ state }) => state === 'pending') || strangers.some((result) => classifyResult(result) === 'pending')
  return { byRow, strangers, count: results.length, isFull, hasPending, isComplete: isFull && !hasPending && readIsComplete(rows, results) }
}

/** What JumpCloud said about nobody in particular is shown to everybody whom it may mean. */
function withStrangers(batch: Batch, { byRow, strangers }: Look): Map<string, JoinedResult> {
  const said = [...new Set(strangers.flatMap(({ status, statusMsg }) => [[status, statusMsg].filter(Boolean).join(': ')]))].filter((text) => text !== '')
  if (said.length === 0) return byRow
  const message = `JumpCloud gave a result that names nobody; it may be this person’s: ${said.join(' · ')}`
  return new Map([
    ...byRow,
    ...sentRows(batch)
      .filter(({ key }) => !byRow.has(key))
      .map(({ key }): [string, JoinedResult] => [key, { state: 'unknown', status: null, message, userId: null }]),
  ])
}
