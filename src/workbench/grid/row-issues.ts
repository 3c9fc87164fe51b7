/** Issues of no field are those of the row, and stand at its head. */
import type { Issue } from '#domain/packed/issue.ts'
import type { GridRowName } from '#ui/grid/grid-model.ts'

const noIssues: readonly Issue[] = []

export function withIssues(name: GridRowName, issues: readonly Issue[] = noIssues): GridRowName {
  const own = issues.filter(({ field }) => field === null)
  return own.length === 0 ? name : { ...name, issues: own, title: [name.title, ...own.map(({ message }) => message)].join(' · ') }
}
