/** Polls the results of an accepted batch: cheaply while rows are pending, in full once they are quiet. */
import { recordResults } from '#domain/jobs/ledger.ts'
import type { Batch, Job } from '#domain/jobs/ledger-model.ts'
import { classifyResult, joinResults, messageOf, readIsComplete, type JoinedResult, type ReadResult } from '#domain/jobs/results.ts'
import { ApiError } from '../jumpcloud/errors.ts'
import { sentenceOfError } from './answers.ts'
import { inTurn, type EngineContext } from './context.ts'
import { pollMs } from './pace.ts'

/** JumpCloud's largest page of results (documented). */
const pageSize = 100
/** A row without a result is given up as unknown after this long without one. */
const patienceMs = 10 * 60_000
/** Rows that are reported as pending, of which none has moved for so long, are not waited for any more. */
const pendingPatienceMs = 60 * 60_000

/** What an engine remembers of a batch between polls; lost with the tab, and then started again. */
interface Watch {
  attempt: number
  fullReads: number
  seen: string
  waitedMs: number
  /** Waited since anything was new. */
  unchangedMs: number
}

function watchIn(watches: Map<string, Watch>, key: string): Watch {
  const watch = watches.get(key) ?? { attempt: 0, fullReads: 0, seen: '', waitedMs: 0, unchangedMs: 0 }
  watches.set(key, watch)
  return watch
}

export function startPolling(context: EngineContext) {
  const { dependencies, setStatus, updateUntilStored } = context
  const watches = new Map<string, Watch>()
  const watchOf = (key: string): Watch => watchIn(watches, key)

  const nextPollMs = (batch: Batch): number => pollMs(watchOf(batch.key).attempt, dependencies.random)

  /** Failures are waited out: results are only read, so that trying again changes nothing. Answers a wait that JumpCloud asked for. */
  async function poll(job: Job, batch: Batch, waitedMs: number): Promise<number> {
    const watch = watchOf(batch.key)
    watch.waitedMs += waitedMs
    watch.unchangedMs += waitedMs
    try {
      // Once patience is over, a last page that stays empty keeps nobody from reading the others.
      const found = await readResults(context, job, batch, watch.fullReads > 0 || watch.waitedMs >= patienceMs)
      const progress = [...found.byRow].map(([key, { state }]) => `${key} ${state}`).join('\n')
      const isNew = progress !== watch.seen
      watch.attempt = isNew ? Math.min(watch.attempt, 2) : watch.attempt + 1
      if (isNew) watch.unchangedMs = 0
      watch.seen = progress
      if (found.hasPending && watch.unchangedMs >= pendingPatienceMs) return await giveUp(job, batch, stillPending, found.byRow)
      if (found.isFull) watch.fullReads += 1
      const isPatient = found.count < sentRows(batch).length && watch.waitedMs < patienceMs
      const isSettled = found.isFull && (found.isComplete || (!found.hasPending && watch.fullReads >= 2 && !isPatient))
      await updateUntilStored(job.id, (current) =>
        recordResults(current, batch.key, isSettled ? withStrangers(batch, found) : found.byRow, isSettled, dependencies.now()),
      )
      if (isSettled) watches.delete(batch.key)
      setStatus(job.id, null)
      return 0
    } catch (error) {
      watch.attempt += 1
      if (error instanceof Error && error.name === 'LedgerDefect') throw error
      if (saysNothingOfJumpCloud(error)) watch.waitedMs -= waitedMs
      if (watch.waitedMs >= patienceMs) return giveUp(job, batch, `JumpCloud’s results could not be read for ${minutes(patienceMs)}: ${textOf(error)}`)
      setStatus(job.id, `The results cannot be read right now. ${sentenceOfError(error)} Trying again.`)
      if (!(error instanceof ApiError && error.kind === 'rate-limited')) return 0
      context.pace.slower(error.retryAfterMs)
      return error.retryAfterMs ?? 0
    }
  }

  /** Results that do not come, or cannot be read, are not waited for any more: the directory is asked instead. */
  async function giveUp(job: Job, batch: Batch, reason: string, byRow: ReadonlyMap<string, JoinedResult> = new Map()): Promise<number> {
    await updateUntilStored(job.id, (current) => recordResults(current, batch.key, byRow, true, dependencies.now(), reason))
    watches.delete(batch.key)
    return 0
  }

  return { nextPollMs, poll }
}

/** The last page tells cheaply whether the job is still busy; only when it is quiet are the others read too. */
async function readResults(context: EngineContext, job: Job, batch: Batch, wasRead: boolean): Promise<ResultsRead> {
  const page = (skip: number): Promise<ReadResult[]> =>
    inTurn(context, () => context.dependencies.client.getJobResults(job.tenant.organizationId, batch.jobId ?? '', { limit: pageSize, skip }))
  const count = sentRows(batch).length
  const lastSkip = Math.max(0, Math.ceil(count / pageSize) - 1) * pageSize
  let last: ReadResult[] | null = null
  if (lastSkip > 0 && !wasRead) {
    last = await page(lastSkip)
    if (last.length === 0 || last.some((result) => classifyResult(result) === 'pending')) return resultsReadFrom(batch, last, false)
  }
  const all: ReadResult[] = []
  let before = ''
  // An upstream that ignores `skip` would never end: one page more than was asked for, or a page that comes again, is enough.
  while (all.length < count + pageSize) {
    // What the first read found is not read twice: should rows have moved meanwhile, the read is not complete and is done again.
    const next = last !== null && all.length === lastSkip ? last : await page(all.length)
    const print = JSON.stringify(next)
    if (print === before) break
    before = print
    all.push(...next)
    if (next.length === 0 || (all.length >= count && next.length < pageSize) || (last !== null && next === last)) break
  }
  return resultsReadFrom(batch, all, true)
}

const minutes = (ms: number): string => `${ms / 60_000} minutes`
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const stillPending = `JumpCloud has reported this user as pending for ${minutes(pendingPatienceMs)}, and no other user of the request moved.`

/** The proxy is away or does not know this page: that is no answer of JumpCloud, however often it comes. */
export const saysNothingOfJumpCloud = (error: unknown): boolean => error instanceof ApiError && (error.kind === 'offline' || error.kind === 'token')

interface ResultsRead {
  readonly byRow: Map<string, JoinedResult>
  readonly strangers: readonly ReadResult[]
  readonly count: number
  readonly isFull: boolean
  readonly hasPending: boolean
  readonly isComplete: boolean
}

const sentRows = (batch: Batch) => batch.rows.filter(({ outcome }) => outcome !== 'stopped')

function resultsReadFrom(batch: Batch, results: readonly ReadResult[], isFull: boolean): ResultsRead {
  const rows = sentRows(batch)
  const { byRow, strangers } = joinResults(rows, results)
  const hasPending = [...byRow.values()].some(({ state }) => state === 'pending') || strangers.some((result) => classifyResult(result) === 'pending')
  return { byRow, strangers, count: results.length, isFull, hasPending, isComplete: isFull && !hasPending && readIsComplete(rows, results) }
}

/** What JumpCloud said about nobody in particular is shown to everybody whom it may mean. */
function withStrangers(batch: Batch, { byRow, strangers }: ResultsRead): Map<string, JoinedResult> {
  const said = [...new Set(strangers.map((result) => [result.status, messageOf(result)].filter(Boolean).join(': ')))].filter((text) => text !== '')
  if (said.length === 0) return byRow
  const message = `JumpCloud gave a result without a user; it may belong to this one: ${said.join(' · ')}`
  return new Map([
    ...byRow,
    ...sentRows(batch)
      .filter(({ key }) => !byRow.has(key))
      .map(({ key }): [string, JoinedResult] => [key, { state: 'unknown', status: null, message, userId: null }]),
  ])
}
