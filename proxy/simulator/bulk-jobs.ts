/** Bulk jobs: accepted at once, worked off at the organization's rate, reported row by row. */
import { resultsScenarioOf, rowScenarioOf } from './scenarios.ts'
import { hadPassword, objectId, type BulkJob, type Organization, type Work } from './state.ts'
import { createUser, updateUser, type Outcome } from './users.ts'
import { passwordProblem } from './validity.ts'

/** Takes a job; nothing is checked but that the body is an array, since a 2xx means accepted and no more (observed). */
export function acceptJob(
  organization: Organization,
  method: BulkJob['method'],
  elements: readonly Record<string, unknown>[],
  { isShuffled, hasOddId }: { readonly isShuffled: boolean; readonly hasOddId: boolean },
  now: number,
): BulkJob {
  const results = resultsScenarioOf(elements)?.kind
  const job: BulkJob = {
    id: hasOddId ? `bulk_${objectId()}-7` : objectId(),
    method,
    isShuffled,
    ...(results === undefined ? {} : { results }),
    work: elements.map((element, index) => ({
      id: objectId(),
      element: withoutPassword(element, organization),
      createdAt: now,
      dueAt: now + organization.startMs + ((index + 1) * 1000) / organization.rate + (rowScenarioOf(element['email'])?.slowMs ?? 0),
      done: null,
    })),
  }
  organization.jobs.set(job.id, job)
  organization.log.push({
    at: now,
    method,
    jobId: job.id,
    users: elements.map(({ username, email, id }) => ({ username: asText(username), email: asText(email), id: asText(id) })),
  })
  return job
}

/** The password goes at once; whether the organization's policy allows it stays. */
export function withoutPassword({ password, ...element }: Record<string, unknown>, { settings }: Organization): Record<string, unknown> {
  if (password === undefined || password === null || password === '') return element
  const verdict = typeof password === 'string' ? passwordProblem(password, settings.passwordPolicy) : '"password" must be a string'
  return { ...element, [hadPassword]: verdict ?? true }
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Does what is due in all jobs, in order of time. Answers whether anything was done. */
export function workOff(organization: Organization, now: number): boolean {
  for (const [id, { until }] of organization.stale) if (until <= now) organization.stale.delete(id)
  const due = [...organization.jobs.values()]
    .filter(isOpen)
    .flatMap((job) => job.work.filter((work) => work.done === null && work.dueAt <= now).map((work) => ({ job, work })))
  due.sort((a, b) => a.work.dueAt - b.work.dueAt)
  for (const { job, work } of due) work.done = doWork(organization, job, work, now)
  return due.length > 0
}

const over = new WeakSet<BulkJob>()

/** A job that is over is not gone through again. */
function isOpen(job: BulkJob): boolean {
  if (!over.has(job) && job.work.every(({ done }) => done !== null)) over.add(job)
  return !over.has(job)
}

function doWork(organization: Organization, { method }: BulkJob, { element, dueAt }: Work, now: number): Work['done'] {
  const scenario = rowScenarioOf(element['email'])
  if (scenario !== undefined && !scenario.applies)
    return { status: scenario.status, statusMsg: scenario.statusMsg.replace('{email}', asText(element['email']) ?? ''), userId: null, at: dueAt }
  const before = organization.users.get(asText(element['id'])?.toLowerCase() ?? '') ?? null
  const normalizes = organization.settings.normalizes || scenario?.normalizes === true
  const outcome: Outcome = method === 'POST' ? createUser(organization, element, dueAt, normalizes) : updateUser(organization, element, 'PATCH', normalizes)
  if (outcome.kind === 'refused') return { status: 'failed', statusMsg: outcome.message, userId: null, at: dueAt }
  const staleMs = Math.max(organization.settings.staleMs, scenario?.staleMs ?? 0)
  if (staleMs > 0) organization.stale.set(outcome.user._id, { before, until: now + staleMs })
  return { status: scenario?.status ?? 'finished', statusMsg: scenario?.statusMsg ?? '', userId: outcome.user._id, at: dueAt }
}

/** The results of a job as JumpCloud's shape has them; every part of it is optional there. */
export function resultsOf(organization: Organization, job: BulkJob, limit: number, skip: number): (Record<string, unknown> | null)[] {
  const rows = job.work.flatMap((work) => (rowScenarioOf(work.element['email'])?.isTwice === true ? [work, work] : [work]))
  const ordered = job.isShuffled ? shuffled(rows) : rows
  const shown = job.results === 'pending' ? ordered.map((work) => ({ ...work, done: null })) : ordered
  return shown.slice(skip, skip + limit).map((work) => resultOf(organization, work))
}

function resultOf(organization: Organization, { id, element, createdAt, done }: Work): Record<string, unknown> | null {
  const userId = done?.userId ?? asText(element['id'])
  const user = userId === undefined ? undefined : organization.users.get(userId)
  const scenario = done === null ? undefined : rowScenarioOf(element['email'])
  if (scenario?.form === 'null') return null
  const named = {
    ...(userId === undefined ? {} : { id: userId }),
    username: asText(element['username']) ?? user?.username,
    email: asText(element['email']) ?? user?.email,
  }
  return {
    id,
    status: done?.status ?? 'pending',
    statusMsg: done?.statusMsg ?? '',
    meta: scenario?.isNameless === true ? {} : scenario?.form === 'flat' ? named : { systemUser: named },
    persistedFields: {},
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(done?.at ?? createdAt).toISOString(),
    ...scenario?.shape,
  }
}

/** Another order at every look, pages included: joining by place must fail. */
function shuffled<T>(list: readonly T[]): T[] {
  const mixed = [...list]
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1))
    const a = mixed[at]
    const b = mixed[other]
    if (a !== undefined && b !== undefined) {
      mixed[at] = b
      mixed[other] = a
    }
  }
  return mixed
}
