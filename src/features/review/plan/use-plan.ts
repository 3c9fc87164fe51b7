/** The plan of the draft on the screen, computed in the worker whenever rows, directory or choices change. */
import { useEffect, useState } from 'react'
import type { PlanOptions } from '#domain/plan/compute-plan.ts'
import type { RowSet } from '#domain/packed/row.ts'
import type { Planned } from '#adapters/directory/planner.ts'
import type { DirectoryReading } from '#adapters/directory/read-directory.ts'
import { planRows, type PlanRow } from './plan-rows.ts'
import { forgetPlanner, plannerOf } from './planner-of.ts'

export interface ReviewPlan extends Planned {
  /** The reading that it was computed from. */
  readonly reading: DirectoryReading
  /** As the table shows them. */
  readonly rows: readonly PlanRow[]
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
    const make = async () => {
      const planned = await plannerOf(draft).plan(set, reading.users, options)
      const rows = planned === null ? null : await planRows(planned, set, reading.users, () => isWanted)
      if (!isWanted || planned === null || rows === null) return
      setError(null)
      setComputed({ set, options, plan: { ...planned, reading, rows } })
    }
    make().catch((failure: unknown) => {
      if (!isWanted) return
      forgetPlanner(draft)
      setError(failure instanceof Error ? failure.message : String(failure))
    })
    return () => {
      isWanted = false
    }
  }, [draft, options, reading, set])
  if (options === null || reading === undefined || computed === null || computed.set !== set) return { plan: null, isCurrent: false, error }
  return { plan: computed.plan, isCurrent: computed.options === options && computed.plan.reading === reading, error }
}
