/** Jobs of versions that did not note their draft: linked once to the draft that they came from, so that it does not look unsent. */
import { rowNumber } from '#domain/packed/packed-rows.ts'
import type { StoredDraft, StoredJob, StoredSent } from './schema.ts'

interface Earlier {
  readonly drafts: readonly StoredDraft[]
  readonly jobs: readonly StoredJob[]
  /** The rows of a job's batches. */
  readonly people: readonly { readonly jobId: string; readonly rows: readonly { readonly key: string }[] }[]
}

export interface Links {
  readonly drafts: readonly StoredDraft[]
  readonly sent: readonly StoredSent[]
}

/** A job bears the name of its draft and is younger than it; of several such drafts it is the youngest, as long as it has the job's rows. */
export function linksOf({ drafts, jobs, people }: Earlier): Links {
  const linked = new Map<string, StoredDraft>()
  const sent: StoredSent[] = []
  for (const { id, world, job } of jobs.toSorted((a, b) => a.job.createdAt - b.job.createdAt)) {
    const rows = people.filter(({ jobId }) => jobId === id).flatMap((batch) => batch.rows.map(({ key }) => rowNumber(key)))
    const [draft] = drafts
      .filter((each) => each.world === world && each.name === job.name && each.createdAt <= job.createdAt && rows.every((row) => row <= each.rowCount))
      .toSorted((a, b) => b.createdAt - a.createdAt)
    if (draft === undefined || job.draftId !== undefined) continue
    const before = linked.get(draft.id) ?? draft
    const { rowCount, submissions = [], sendVersion = 0 } = before
    const all = new Set([...sent.filter((each) => each.draft === draft.id).flatMap((each) => [...each.rows]), ...rows])
    const submission = { jobId: id, at: job.createdAt, rowCount, sent: all.size, left: rowCount - all.size }
    linked.set(draft.id, { ...before, submissions: [...submissions, submission], sendVersion: sendVersion + 1 })
    const record = { jobId: id, draft: draft.id, name: job.name, at: job.createdAt, rows: Uint32Array.from(rows) }
    sent.push({ ...record, prints: null, sources: null, leftOut: [], retries: [] })
  }
  return { drafts: [...linked.values()], sent }
}
