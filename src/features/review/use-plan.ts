/** The plan of the draft on the screen, computed in the worker whenever rows, directory or choices change. */
import { useEffect, useState } from 'react'
import type { PlanOptions } from '#domain/jobs/compute-plan.ts'
import type { RowSet } from '#domain/rows/row.ts'
import { startPlanner, type Planned, type Planner } from '#adapters/directory/planner.ts'
import type { DirectoryReading } from '#adapters/directory/read-directory.ts'

export type { Planned }

/** One worker, for the draft that was last reviewed: it remembers how the directory stood when that draft was opened. */
let open: { readonly draft: string; readonly planner: Planner } | null = null

function plannerOf(draft: string): Planner {
  if (open?.draft !== draft) {
    open?.planner.close()
    open = { draft, planner: startPlanner() }
  }
  return open.planner
}

export interface ReviewPlan extends Planned {
  /** The reading that it was computed from. */
  readonly reading: DirectoryReading
}

interface Computed {
  readonly set: RowSet
  readonly options: PlanOptions
  readonly plan: ReviewPlan
}

/** `isCurrent` is false while what is shown is older than what was chosen. */
export function usePlan(
  draft: string,
  set: RowSet,
  reading: DirectoryReading | undefined,
  options: PlanOptions | null,
): { plan: ReviewPlan | null; isCurrent: boolean; error: string | null } {
  const [computed, setComputed] = useState<Computed | null>(null)
  const [error, setError] = useState<string | null>(null)
  useEffect(() => {
    if (reading === undefined || options === null) return
    let isWanted = true
    plannerOf(draft)
      .plan(set, reading.users, options)
      .then(
        (planned) => {
          if (!isWanted || planned === null) return
          setError(null)
          setComputed({ set, options, plan: { ...planned, reading } })
        },
        (failure: unknown) => {
          if (!isWanted) return
          // A worker that failed is not asked again.
          open?.planner.close()
          open = null
          setError(failure instanceof Error ? failure.message : String(failure))
        },
      )
    return () => {
      isWanted = false
    }
  }, [draft, options, reading, set])
  if (options === null || reading === undefined || computed === null || computed.set !== set) return { plan: null, isCurrent: false, error }
  return { plan: computed.plan, isCurrent: computed.options === options && computed.plan.reading === reading, error }
}
