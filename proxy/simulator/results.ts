/** The results of a job, and the ways in which they may not be what one waits for. */
import { resultsOf } from './bulk-jobs.ts'
import { countHeader, json, type SimAnswer } from './exchange.ts'
import { rowScenarioOf, type ResultsKind } from './scenarios.ts'
import type { BulkJob, Organization } from './state.ts'

const notFound = json(404, { code: 404, message: 'Job not found', status: 'NOT_FOUND' })
const limited = json(429, { message: 'Too Many Requests' })

/** Where the answer is not the page that was asked for. `reads` counts this one. */
const instead: Partial<Record<ResultsKind, (job: BulkJob, reads: number) => SimAnswer | null>> = {
  gone: () => notFound,
  empty: () => json(200, []),
  late: (_, reads) => (reads <= 3 ? json(200, []) : null),
  expired: ({ work }) => (work.every(({ done }) => done !== null) ? json(410, { code: 410, message: 'Gone', status: 'NOT_FOUND' }) : null),
  limited: (_, reads) => (reads % 2 === 1 ? limited : null),
  'limited-always': () => limited,
  failing: () => json(503, { message: 'Service temporarily unavailable' }),
  page: () => ({ kind: 'html', status: 200, body: '<!doctype html><html><head><title>Just a moment</title></head><body></body></html>' }),
}

const shortPage = 40

function hasOddForm(email: unknown): boolean {
  const scenario = rowScenarioOf(email)
  return scenario !== undefined && (scenario.form !== 'usual' || Object.keys(scenario.shape).length > 0)
}

export function answerResults(organization: Organization, jobId: string, limit: number, skip: number): SimAnswer {
  const job = organization.jobs.get(jobId)
  if (job === undefined) return notFound
  job.reads = (job.reads ?? 0) + 1
  const other = job.results === undefined ? null : (instead[job.results]?.(job, job.reads) ?? null)
  const most = job.results === 'short' ? shortPage : limit
  const page = json(200, resultsOf(organization, job, Math.min(limit, most), skip), countHeader(organization, job.work.length))
  return other ?? (job.work.some(({ element }) => hasOddForm(element['email'])) ? { ...page, isOdd: true } : page)
}
