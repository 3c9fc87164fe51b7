/** A request of a job in one mark: what its state means, and what its rows came to. A request is only as good as its rows. */
import { formatCount } from '../count.ts'
import { goodStates, sumOf } from './job-counts.ts'
import { countBatch, type Batch, type BatchState } from './ledger-model.ts'
import type { StateWords } from './row-states.ts'

type Tone = StateWords['tone']

const words: Record<Exclude<BatchState, 'settled'>, { readonly label: string; readonly tone: Tone }> = {
  prepared: { label: 'Not sent yet', tone: 'neutral' },
  sending: { label: 'Sending', tone: 'info' },
  accepted: { label: 'Waiting for JumpCloud', tone: 'info' },
  refused: { label: 'Refused', tone: 'danger' },
  unknown: { label: 'Unknown', tone: 'unknown' },
  stopped: { label: 'Not sent', tone: 'warning' },
  cancelled: { label: 'Stopped by you', tone: 'warning' },
}

export interface BatchSummary {
  readonly label: string
  readonly tone: Tone
}

export function summarizeBatch(batch: Batch): BatchSummary {
  if (batch.state !== 'settled') return words[batch.state]
  const counts = countBatch(batch)
  const total = batch.rows.length
  const good = sumOf(counts, goodStates)
  const parts: readonly (readonly [number, string])[] = [
    [sumOf(counts, ['failed', 'refused']), 'failed'],
    [counts.differs, 'differ'],
    [counts.unknown, 'unknown'],
    [counts.stopped, 'stopped'],
    [counts.flagged, 'with a note'],
  ]
  const rest = parts.flatMap(([count, word]) => (count > 0 ? [`${formatCount(count)} ${word}`] : [])).join(', ')
  if (total === 0) return { label: 'Finished', tone: 'neutral' }
  if (rest === '') return { label: 'Finished', tone: 'success' }
  const bad = counts.failed + counts.refused + counts.differs
  const tone: Tone = bad > 0 && good === 0 ? 'danger' : counts.unknown > 0 ? 'unknown' : 'warning'
  return { label: `Finished: ${rest}`, tone }
}
