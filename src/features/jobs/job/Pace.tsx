/** What a running job is doing now, sending apart from waiting for JumpCloud, with its measured rate and what is left. */
import { useEffect, useState } from 'react'
import { counted } from '#domain/count.ts'
import { finishedOf, openOf, type AllCounts } from '#domain/jobs/job-counts.ts'
import type { Batch, Job } from '#domain/jobs/ledger-model.ts'
import { leftWords, quietMs, rateOf, withSample, type Sample } from '#domain/jobs/rate.ts'
import { verifyingOf, verifyingWords } from '#domain/jobs/verifying.ts'
import { formatDecimal, formatNumber } from '#ui/locale.ts'
import { useEngineStatus } from '#workbench/jobs/engine-status.ts'
import styles from './StateBar.module.css'

const tickMs = 1_000
/** After so long without a result an earlier rate says nothing of what is left. */
const stalledMs = 10_000

export function Pace({ job, counts }: { readonly job: Job; readonly counts: AllCounts }) {
  const open = openOf(counts)
  const status = useEngineStatus(job.id)
  const { rate, quiet } = useRate(finishedOf(counts), open)
  const verifying = verifyingOf(job)
  if (verifying !== null && job.batches.every(isOver)) return <span className={styles.pace}>{isOfVerifying(status) ? status : verifyingWords(verifying)}</span>
  if (open === 0) return null
  const sending = counts['not-sent'] + counts.sending
  const isHeld = job.pausedBecause !== null || job.stopRequested || saysNothingIsSent(status)
  const parts = [
    sending > 0 && !isHeld ? sendingWords(job) : '',
    counts.pending > 0 ? `Waiting for JumpCloud: ${counted(counts.pending, 'user')}` : '',
    counts.pending > 0 || (sending > 0 && !isHeld)
      ? quiet > stalledMs
        ? `no new result for ${leftWords(quiet).replace('about ', '')}`
        : rate === null
          ? 'time left not known yet'
          : `${rate.perSecond < 10 ? formatDecimal(rate.perSecond) : formatNumber(Math.round(rate.perSecond))} users a second, ${leftWords(rate.leftMs)} left`
      : '',
    status === null || status.startsWith('JumpCloud is working') ? '' : status,
  ]
  return <span className={styles.pace}>{parts.filter((text) => text !== '').join(' · ')}</span>
}

const isOver = ({ state }: Batch): boolean => state !== 'prepared' && state !== 'sending' && state !== 'accepted'

/** The tab that reads the users knows more of it than the record: each answer as it comes. A directory that cannot be read is told, too. */
const isOfVerifying = (status: string | null): status is string => /^(Verifying: |The directory cannot be read)/.test(status ?? '')

/** The status says why nothing is being sent: another job has its users, or the request cannot be prepared. */
const saysNothingIsSent = (status: string | null): boolean => /^(Waiting (for job|up to) |Nothing is being sent)/.test(status ?? '')

function sendingWords({ batches }: Job): string {
  const at = batches.findIndex(({ state }) => state === 'sending' || state === 'prepared')
  return at < 0 ? '' : `Sending request ${formatNumber(at + 1)} of ${formatNumber(batches.length)}`
}

/** Measured while the page watches: what came in before it was opened says nothing of the rate now. */
function useRate(done: number, left: number) {
  const [samples, setSamples] = useState<readonly Sample[]>([])
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (left === 0) return
    const timer = setInterval(() => {
      const at = Date.now()
      setNow(at)
      setSamples((before) => withSample(before, { at, done }))
    }, tickMs)
    return () => clearInterval(timer)
  }, [done, left])
  return { rate: rateOf(samples, left, now), quiet: quietMs(samples, now) }
}
