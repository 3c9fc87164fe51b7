/** What JumpCloud has about one user of a job now: their result, word for word, and the user themselves. */
import { queryOptions } from '@tanstack/react-query'
import { getJobResults, getUser, pageLimit } from '#adapters/jumpcloud/client.ts'
import { jumpCloudPace } from '#adapters/jumpcloud/pace.ts'
import { lookup } from '#adapters/submission/lookup.ts'
import type { JobUser } from '#domain/jobs/job-users.ts'
import { joinResults, type ReadResult } from '#domain/jobs/results.ts'
import type { SystemUser } from '#domain/wire.ts'

export const userNowQuery = (organizationId: string, { key, userId, username, email, state }: JobUser) =>
  queryOptions({
    queryKey: ['user-now', organizationId, key, userId ?? `${username} ${email}`, state],
    staleTime: 0,
    retry: false,
    queryFn: async ({ signal }): Promise<SystemUser | null> => {
      if (userId !== null) return getUser(organizationId, userId, { signal })
      if (username === '' && email === '') return null
      const [found] = await lookup(organizationId, { ids: [], names: [{ username, email }] }, jumpCloudPace)
      return found ?? null
    },
  })

/** The job lists results in no order that is known: its pages are read until the user's is there. */
export const resultQuery = (organizationId: string, { batch, key, row, state }: JobUser) =>
  queryOptions({
    queryKey: ['result', organizationId, batch?.jobId ?? '', key, state],
    staleTime: 0,
    retry: false,
    queryFn: async ({ signal }): Promise<ReadResult | null> => {
      const jobId = batch?.jobId ?? null
      if (jobId === null || batch === null || row === null) return null
      for (let skip = 0, pages = 0; pages <= batch.rows.length; pages += 1) {
        const page = await getJobResults(organizationId, jobId, { limit: pageLimit, skip }, { signal })
        const found = page.find((result) => joinResults([row], [result]).byRow.size > 0)
        if (found !== undefined) return found
        // A page may come short: only an empty one is the end, or more than the job can have.
        if (page.length === 0 || skip > batch.rows.length) break
        skip += page.length
      }
      return null
    },
  })
