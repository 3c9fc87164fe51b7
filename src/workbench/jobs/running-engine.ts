/** The one engine of this tab, put together from the real adapters. */
import { getJobResults, getSubmission, lease, registerSubmission, submitUsers } from '#adapters/jumpcloud/client.ts'
import { directoryChanged } from '#adapters/directory/kept-pages.ts'
import { queryClient } from '#adapters/jumpcloud/queries.ts'
import { jumpCloudPace } from '#adapters/jumpcloud/pace.ts'
import { startEngine, type Engine } from '#adapters/submission/engine.ts'
import { lookup, probe } from '#adapters/submission/lookup.ts'
import { getJob, getJobHeader, listJobs, putJob, watchJobs } from '#adapters/storage/ledger-store.ts'
import { putSource } from '#adapters/storage/job-sources.ts'
import { getPayloads, putPayloads } from '#adapters/storage/payloads.ts'
import type { JobHeader } from '#adapters/storage/schema.ts'
import { tenantKey } from '#domain/tenant.ts'
import type { Connection } from '../navigation/connection.ts'

let engine: Engine | null = null

/** The engine; made at the first call, so that a page without a job pays nothing for it. */
export function theEngine(): Engine {
  engine ??= startEngine({
    pace: jumpCloudPace,
    client: { registerSubmission, submitUsers, lease, getSubmission, getJobResults, lookup, probe },
    store: { putJob, getJob, listJobs, putPayloads, getPayloads, putSource },
  })
  return engine
}

/** Goes on with the unfinished jobs of a tenant and keeps the screens in step with the ledger. */
export async function runEngine(connection: Connection): Promise<void> {
  startWatching()
  await theEngine().resumeJobs(connection.tenant)
}

let watching = false
function startWatching() {
  if (watching) return
  watching = true
  watchJobs((id) => {
    theEngine().follow(id)
    void queryClient.invalidateQueries({ queryKey: ['job', id] })
    void takeIntoLists(id)
    void queryClient.invalidateQueries({ queryKey: ['drafts'] })
    void queryClient.invalidateQueries({ queryKey: ['sent'] }, { cancelRefetch: false })
  })
}

/** One header is read again, not all of them: a running job moves many times a minute, and a browser may keep a thousand jobs. */
async function takeIntoLists(id: string): Promise<void> {
  const header = await getJobHeader(id).catch(() => null)
  if (header === null) return void queryClient.invalidateQueries({ queryKey: ['jobs'] })
  directoryChanged(header.tenant.organizationId)
  queryClient.setQueryData<readonly JobHeader[]>(['jobs', tenantKey(header.tenant)], (jobs) => {
    if (jobs === undefined) return undefined
    const others = jobs.filter((job) => job.id !== id)
    const newer = others.findIndex(({ createdAt }) => createdAt <= header.createdAt)
    return newer < 0 ? [...others, header] : others.toSpliced(newer, 0, header)
  })
}
