/** Everything that a review of a draft is made from: what was sent of it, the directory, the choices, and the plan. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { blockedRows } from '#domain/draft/blocked.ts'
import type { PlanOptions } from '#domain/plan/compute-plan.ts'
import type { RowSet } from '#domain/packed/row.ts'
import type { DraftSent } from '#adapters/drafts/sent.ts'
import { organizationQuery } from '#adapters/jumpcloud/queries.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { noteReviewed } from '#workbench/draft/review-reasons.ts'
import type { Connection } from '#workbench/navigation/connection.ts'
import { sentQuery } from '#workbench/navigation/stored-queries.ts'
import { useDirectory, type Directory } from './use-directory.ts'
import { usePlan, type ReviewPlan } from './use-plan.ts'

export interface ReviewOfDraft {
  readonly directory: Directory
  readonly sent: DraftSent | null
  readonly options: PlanOptions | null
  readonly review: ReviewPlan | null
  /** False while what is shown is older than what was chosen. */
  readonly isCurrent: boolean
  readonly error: string | null
  /** Whether users missing from the file are listed. */
  readonly isListing: boolean
}

export function useReview({ tenant }: Connection, draft: OpenDraft, set: RowSet): ReviewOfDraft {
  const { id, purpose, matchBy, excluded, omitted, sendAgain, source, isComplete } = draft
  const isListing = isComplete && (purpose === 'update' || purpose === 'both')
  const settings = useQuery({ ...organizationQuery(tenant.organizationId), enabled: purpose !== null })
  const sent = useQuery(sentQuery(id))
  const directory = useDirectory(tenant, draft, set, isListing)
  const organization = settings.data ?? null
  const sentJobs = sent.data?.jobs ?? null
  const options = useMemo((): PlanOptions | null => {
    // Passwords that the policy refuses are blocked, too: so the settings come first, or are known not to come. And nothing is offered before it is known what was sent.
    if (purpose === null || settings.isPending || sentJobs === null) return null
    return { purpose, matchBy, excluded, heldBack: blockedRows(source.heldBack), omitted, organization, isComplete: isListing, sentJobs, sendAgain }
  }, [excluded, isListing, matchBy, omitted, organization, purpose, sendAgain, sentJobs, settings.isPending, source.heldBack])
  const { plan: review, isCurrent, error } = usePlan(id, set, directory.data, options)
  useEffect(() => {
    if (review !== null) noteReviewed(id, set, review.rows)
  }, [id, review, set])
  return { directory, sent: sent.data ?? null, options, review, isCurrent, error: sent.isError ? sent.error.message : error, isListing }
}
