/** The planning worker of the draft that was last reviewed: there is one at a time. */
import { startPlanner, type Planner } from '#adapters/directory/planner.ts'

let open: { readonly draft: string; readonly planner: Planner } | null = null

export function plannerOf(draft: string): Planner {
  if (open?.draft !== draft) {
    open?.planner.close()
    open = { draft, planner: startPlanner(draft) }
  }
  return open.planner
}

/** A worker that failed is not asked again. */
export function forgetPlanner(draft: string) {
  if (open?.draft !== draft) return
  open.planner.close()
  open = null
}
