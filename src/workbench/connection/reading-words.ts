/** What is said of a read that takes long: how long the rest takes, and why. */
import { leftWords } from '#domain/jobs/rate.ts'
import type { ReadProgress } from '#adapters/directory/read-directory.ts'

/** The end of a line of progress, or nothing while too little was seen. */
export function restOfReading({ leftMs, isSlowed }: ReadProgress): string {
  const left = leftMs === null || leftMs < 1_000 ? '' : ` · ${leftWords(leftMs)} left`
  return isSlowed ? `${left} · JumpCloud limits the rate` : left
}
