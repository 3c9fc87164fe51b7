/** The way from the button to the job, in one piece: the directory once more, the summary, the send. */
import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { BulkChange } from '#domain/draft/bulk.ts'
import { rowsThatDiffer, type PlanOptions } from '#domain/plan/compute-plan.ts'
import type { RowKey, RowSet } from '#domain/packed/row.ts'
import type { Planned } from '#adapters/directory/planner.ts'
import { isFresh } from '#adapters/directory/kept-pages.ts'
import type { DirectoryReading } from '#adapters/directory/read-directory.ts'
import { queryClient } from '#adapters/jumpcloud/queries.ts'
import type { Connection } from '#workbench/navigation/connection.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { plannerOf } from '../plan/planner-of.ts'
import type { Directory } from '../plan/use-directory.ts'
import { submitDraft } from './submit-draft.ts'

interface Input {
  readonly connection: Connection
  readonly draft: OpenDraft
  readonly set: RowSet
  readonly directory: Directory
  /** The plan on the screen, and what it was made with. */
  readonly review: Reviewed | null
  readonly options: PlanOptions | null
  readonly sendVersion: number
  /** Transforms and repairs that are in force. */
  readonly bulk: readonly BulkChange[]
  readonly suppressEmail: boolean
  readonly canary: number
}

/** A plan with the reading that it was made from. */
export interface Reviewed extends Planned {
  readonly reading: DirectoryReading
}

type Stage = 'idle' | 'checking' | 'asking' | 'sending'

const none: ReadonlySet<RowKey> = new Set()

export function useSubmit({ connection, draft, set, directory, review, options, sendVersion, bulk, suppressEmail, canary }: Input) {
  const [, navigate] = useLocation()
  const [stage, setStage] = useState<Stage>('idle')
  const [asked, setAsked] = useState<{ readonly reviewed: Reviewed; readonly answer: (isConfirmed: boolean) => void } | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [news, setNews] = useState<ReadonlySet<RowKey>>(none)
  /** Twenty clicks in one task come before anything is drawn. */
  const isRunning = useRef(false)

  /** The same plan against the directory as it is now; null, with the rows that differ, where something else would happen. */
  async function upToDate(looked: Reviewed): Promise<Reviewed | null> {
    // Phones, addresses and attributes are read again right before their batch, whatever this says.
    if (options === null || isFresh(looked.reading, connection.tenant.organizationId)) return looked
    setStage('checking')
    const reading = await directory.readNow()
    // A read that was canceled leaves the earlier one in its place: that is no answer.
    if (reading === null || reading === looked.reading) return null
    const planned = await plannerOf(draft.id).plan(set, reading.users, options)
    if (planned === null) return null
    const differing = rowsThatDiffer(looked.plan, planned.plan)
    setNews(new Set(differing))
    return differing.length > 0 ? null : { ...planned, reading }
  }

  function confirmed(reviewed: Reviewed): Promise<boolean> {
    setStage('asking')
    return new Promise((resolve) => {
      setAsked({
        reviewed,
        answer: (isConfirmed) => {
          setAsked(null)
          resolve(isConfirmed)
        },
      })
    })
  }

  async function send({ reading, ...planned }: Reviewed): Promise<void> {
    if (draft.purpose === null) return
    setStage('sending')
    const job = await submitDraft({
      connection,
      draft,
      set,
      planned,
      bulk,
      sendVersion,
      suppressEmail,
      canary,
      purpose: draft.purpose,
      readAt: reading.readAt,
    })
    navigate(paths.job(job.id))
  }

  async function submit(): Promise<void> {
    if (isRunning.current || review === null) return
    isRunning.current = true
    setFailure(null)
    setNews(none)
    try {
      const reviewed = await upToDate(review)
      if (reviewed === null || !(await confirmed(reviewed))) return
      // The summary may have been open for long.
      const still = await upToDate(reviewed)
      if (still !== null) await send(still)
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
      void queryClient.invalidateQueries({ queryKey: ['sent', draft.id] })
    } finally {
      isRunning.current = false
      setStage('idle')
    }
  }

  return { submit: () => void submit(), asked, isBusy: stage === 'checking' || stage === 'sending', failure, news }
}
