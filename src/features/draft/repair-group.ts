/** A group of issues with its rows, as a repair takes it, and what its button says. */
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { causes } from '#domain/issues/causes.ts'
import { repairCount, type RepairGroup } from '#domain/issues/fix-group.ts'
import type { RepairChoices } from '#domain/issues/repairs/repair.ts'
import type { RecipeStep } from '#domain/mapping/recipe-steps.ts'
import type { RowSet } from '#domain/packed/row.ts'
import { formatNumber } from '#ui/locale.ts'
import type { Issues } from '#workbench/draft/draft-session.ts'
import type { IssueGroupCount } from './issue-cards.ts'

/** A password is never repaired: it is nobody’s to guess what was meant. */
export const isRepairable = ({ field }: IssueGroupCount): boolean => field !== null && fieldByKey(field)?.secret !== true

export const repairGroup = (issues: Issues, group: IssueGroupCount): RepairGroup => ({
  cause: group.cause ?? 'value',
  field: group.field ?? '',
  rows: issues.numbersOf(group),
  digits: group.digits,
})

/** More cells than this are not counted one by one before they are corrected. */
const mostCounted = 5_000

/** How many cells of these groups have a repair. */
export function fixableIn(set: RowSet, issues: Issues, groups: readonly IssueGroupCount[]): number {
  const all = groups.reduce((sum, { count }) => sum + count, 0)
  if (all > mostCounted || groups.every(({ cause }) => causes[cause ?? 'value'].isPartial !== true)) return all
  return groups.reduce((sum, group) => sum + repairCount(set, repairGroup(issues, group)), 0)
}

/** Says where some cells of a group stay as they are. */
export const fixLabel = (fixed: number, all: number): string =>
  fixed === all ? `Fix all ${formatNumber(all)}` : `Fix ${formatNumber(fixed)} of ${formatNumber(all)}`

/** What a recipe keeps of the repairs of these groups, to be proposed for the next file. */
export const repairSteps = (groups: readonly IssueGroupCount[], choices: RepairChoices = {}): RecipeStep[] =>
  groups.flatMap(({ cause, field, digits }): RecipeStep[] => {
    if (cause == null || field === null) return []
    // No cell tells by itself that it is short: the next file has the same digits.
    return digits === undefined ? [{ kind: 'repair', cause, field, ...choices }] : [{ kind: 'transform', transform: { kind: 'zeros', field, digits } }]
  })
