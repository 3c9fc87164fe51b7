/** Keeps the columns of a draft's file with the job that came of it, once the page has time. */
import { copyColumns } from '#adapters/storage/job-sources.ts'
import { whenIdle } from '#adapters/intake/when-idle.ts'

/** A copy that fails costs the original columns of an export, and nothing of the job. */
export const keepColumns = (draft: string, jobId: string): void => whenIdle(() => void copyColumns(draft, jobId).catch(() => undefined))
