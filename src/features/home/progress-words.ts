/** How far the reading of a file has come, in words. */
import { counted } from '#domain/count.ts'
import { formatDecimal, formatNumber } from '#ui/locale.ts'
import type { IntakeState } from '#workbench/draft/file-import.ts'

export type Reading = IntakeState & { kind: 'reading' }

const megabytes = (bytes: number) => formatDecimal(bytes / 1_048_576)
/** Before that a guess of the time left says nothing. */
const guessAfterMs = 400

export function progressWords({ bytes, total, rows, startedAt }: Pick<Reading, 'bytes' | 'total' | 'rows' | 'startedAt'>, now = performance.now()): string {
  const parts = [`${megabytes(bytes)} of ${megabytes(total)} MB`]
  if (rows > 0) parts.push(counted(rows, 'row'))
  const elapsed = now - startedAt
  if (elapsed > guessAfterMs && bytes > 0 && bytes < total) {
    const seconds = Math.max(1, Math.ceil((elapsed * (total - bytes)) / bytes / 1000))
    parts.push(`${formatNumber(seconds)} s left`)
  }
  return parts.join(' · ')
}
