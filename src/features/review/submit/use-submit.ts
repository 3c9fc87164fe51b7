/** The way from the button to the job: the directory once more, then the number where it is asked for, then the send. */
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { mustTypeCount } from '#domain/plan/blast-radius.ts'
import { rowsThatDiffer } from '#domain/plan/compute-plan.ts'
import type { Plan } from '#domain/plan/plan.ts'
import type { RowKey, RowSet } from '#domain/packed/row.ts'
import type { DirectoryReading } from '#adapters/directory/read-directory.ts'
import type { Connection } from '#workbench/navigation/connection.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { getSubmitLimit } from '#workbench/draft/submit-guard.ts'
import { submitDraft } from './submit-draft.ts'
import type { Directory } from '../plan/use-directory.ts'
import type { ReviewPlan } from '../plan/use-plan.ts'

interface Input {
  readonly connection: Connection
  readonly draft: OpenDraft
  readonly set: RowSet
  readonly directory: Directory
  readonly review: ReviewPlan | null
  readonly isCurrent: boolean
  readonly suppressEmail: boolean
  readonly canary: number
}

/** What was read this recently is not read again before a submit. */
const freshMs = 5_000

type Stage =
  | { readonly kind: 'idle' }
  /** Waits for the plan of a reading, to compare it with the one that was looked at. */
  | { readonly kind: 'checking'; readonly looked: Plan; readonly reading: DirectoryReading | null }
  | { readonly kind: 'asking' }
  | { readonly kind: 'sending' }

const nobody: ReadonlySet<RowKey> = new Set()
const mustType = ({ plan, summary }: ReviewPlan) => mustTypeCount(plan.counts, summary.sensitive.length > 0, getSubmitLimit())

export function useSubmit({ connection, draft, set, directory, review, isCurrent, suppressEmail, canary }: Input) {
  const [, navigate] = useLocation()
  const [stage, setStage] = useState<Stage>({ kind: 'idle' })
  const [failure, setFailure] = useState<string | null>(null)
  const [news, setNews] = useState<ReadonlySet<RowKey>>(nobody)

  const send = async () => {
    if (review === null || draft.purpose === null) return
    setStage({ kind: 'sending' })
    try {
      const { plan, reading } = review
      const job = await submitDraft({ connection, draft, purpose: draft.purpose, set, plan, readAt: reading.readAt, suppressEmail, canary })
      navigate(paths.job(job.id))
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
      setStage({ kind: 'idle' })
    }
  }

  const goOn = (looked: Plan) => {
    if (review === null) return
    const differing = rowsThatDiffer(looked, review.plan)
    setNews(new Set(differing))
    if (differing.length > 0) setStage({ kind: 'idle' })
    else if (mustType(review)) setStage({ kind: 'asking' })
    else void send()
  }

  const begin = async () => {
    if (review === null || !isCurrent || stage.kind !== 'idle') return
    setFailure(null)
    setNews(nobody)
    const looked = review.plan
    if (Date.now() - review.reading.readAt < freshMs) return goOn(looked)
    setStage({ kind: 'checking', looked, reading: null })
    const before = review.reading
    const reading = await directory.readNow()
    // A read that was cancelled leaves the earlier one in its place: that is no word to go on.
    setStage(reading === null || reading === before ? { kind: 'idle' } : { kind: 'checking', looked, reading })
  }

  // The plan of the new reading comes from the worker, by way of the screen: what is compared is what is shown.
  const latest = useRef(goOn)
  useEffect(() => {
    latest.current = goOn
  })
  useEffect(() => {
    if (stage.kind === 'checking' && stage.reading !== null && isCurrent && review?.reading === stage.reading) latest.current(stage.looked)
  }, [isCurrent, review, stage])

  return {
    begin: () => void begin(),
    confirm: () => void send(),
    cancel: () => setStage({ kind: 'idle' }),
    isBusy: stage.kind === 'checking' || stage.kind === 'sending',
    isAsking: stage.kind === 'asking' || (stage.kind === 'sending' && review !== null && mustType(review)),
    failure,
    news,
  }
}
