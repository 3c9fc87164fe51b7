/** Reads all results of a JumpCloud job, whatever it is, with progress: nobody says how many there are. */
import type { ReadResult } from '#domain/jobs/results.ts'
import { getJobResults, pageLimit } from './client.ts'
import { ApiError } from './errors.ts'

interface Options {
  readonly onProgress?: (results: number) => void
  readonly signal?: AbortSignal | undefined
}

/** Passing failures are waited out so many times a page. */
const tries = 4

/** Ends with an empty page, since pages may come short, or with one that brings nothing new: an upstream that ignores `skip` would never end. */
export async function readAllResults(organizationId: string, jobId: string, { onProgress, signal }: Options = {}): Promise<readonly ReadResult[]> {
  const all: ReadResult[] = []
  const seen = new Set<string>()
  for (;;) {
    const page = await patiently(() => getJobResults(organizationId, jobId, { limit: pageLimit, skip: all.length }, { signal }), signal)
    const isNew = page.some((result) => !seen.has(printOf(result)))
    if (page.length === 0 || (!isNew && all.length > 0)) return all
    for (const result of page) seen.add(printOf(result))
    all.push(...page)
    onProgress?.(all.length)
  }
}

/** A result that is still pending may come again under the same id: it is the same result. */
const printOf = (result: ReadResult): string => result.id ?? JSON.stringify(result)

async function patiently<T>(read: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read()
    } catch (error) {
      const isPassing =
        error instanceof ApiError && (error.kind === 'rate-limited' || error.kind === 'busy' || error.kind === 'server' || error.kind === 'unreachable')
      if (!isPassing || attempt >= tries) throw error
      await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? 500 * 2 ** attempt))
      signal?.throwIfAborted()
    }
  }
}
