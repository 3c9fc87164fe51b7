/** How far a job is: one sentence, one bar of every state, and how long the rest takes. Each state shows its users. */
import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { sentOf, sumOf, totalOf, finishedOf, goodStates, openOf, type AllCounts } from '#domain/jobs/job-counts.ts'
import { countsShown, type JobUser } from '#domain/jobs/job-users.ts'
import type { Job } from '#domain/jobs/ledger-model.ts'
import { describeState, shownStates, type ShownState } from '#domain/jobs/row-states.ts'
import { formatNumber } from '#ui/locale.ts'
import { StackedBar, type BarPart } from '#ui/StackedBar.tsx'
import { doneWord } from '#workbench/jobs/job-outcome.ts'
import { useChangeSearch } from '#workbench/navigation/search-params.ts'
import { ClosingHint } from './ClosingHint.tsx'
import { Pace } from './Pace.tsx'
import { viewOf } from './users-view.ts'
import styles from './StateBar.module.css'

const leftOut = ['blocked', 'excluded', 'sent', 'unchanged'] as const

interface Props {
  readonly job: Job
  readonly counts: AllCounts
  readonly users: readonly JobUser[]
}

export function StateBar({ job, counts, users }: Props) {
  const shown = useMemo(() => countsShown(counts, users), [counts, users])
  const { show } = viewOf(useSearchParams()[0])
  const change = useChangeSearch()
  return (
    <section className={styles.progress} aria-label="Progress">
      <p className={styles.sentence}>
        <strong>{progressSentence(job, counts)}</strong>
        <Pace job={job} counts={counts} />
      </p>
      <StackedBar
        label="Users by outcome"
        chosen={show}
        onChoose={(state) => change({ show: show === state ? '' : state, tab: '' })}
        parts={shownStates.flatMap((state) => barPart(state, shown[state]))}
      />
      <ClosingHint job={job} counts={counts} />
    </section>
  )
}

const barPart = (state: ShownState, value: number): BarPart[] => (value > 0 ? [{ key: state, value, ...describeState(state) }] : [])

/** "52 of 60 rows sent · 40 created · 12 finished …": the numbers that somebody who was away asks for. */
function progressSentence({ actions }: Job, counts: AllCounts): string {
  const total = totalOf(counts)
  const rows = total + sumOf(counts, leftOut)
  const good = sumOf(counts, goodStates)
  const parts = [
    `${formatNumber(sentOf(counts))} of ${formatNumber(rows)} sent`,
    openOf(counts) > 0 ? `${formatNumber(finishedOf(counts))} of ${formatNumber(total)} finished` : '',
    part(good, doneWord(actions)),
    part(sumOf(counts, ['failed', 'refused']), 'failed'),
    part(counts.differs, 'differ'),
    part(counts.unknown, 'unknown'),
    part(counts.stopped, 'stopped'),
    part(counts.blocked, 'blocked'),
    part(counts.excluded, 'excluded'),
    part(counts.sent, 'sent before'),
    part(counts.unchanged, 'unchanged'),
  ]
  return parts.filter((text) => text !== '').join(' · ')
}

const part = (count: number, word: string): string => (count === 0 ? '' : `${formatNumber(count)} ${word}`)
