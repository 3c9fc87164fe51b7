/** A group of issues with its rows, as a repair takes it. */
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { RepairGroup } from '#domain/issues/fix-group.ts'
import type { RepairChoices } from '#domain/issues/repairs/repair.ts'
import type { RepairStep } from '#domain/mapping/recipe-steps.ts'
import type { Issues } from '#workbench/draft/draft-session.ts'
import type { IssueGroupCount } from './issue-cards.ts'

/** A password is never repaired: it is nobody’s to guess what was meant. */
export const isRepairable = ({ field }: IssueGroupCount): boolean => field !== null && fieldByKey(field)?.secret !== true

export const repairGroup = (issues: Issues, group: IssueGroupCount): RepairGroup => ({
  cause: group.cause ?? 'value',
  field: group.field ?? '',
  rows: issues.numbersOf(group),
})

/** What a recipe keeps of the repairs of these groups, to be proposed for the next file. */
export const repairSteps = (groups: readonly IssueGroupCount[], choices: RepairChoices = {}): RepairStep[] =>
  groups.flatMap(({ cause, field }) => (cause == null || field === null ? [] : [{ kind: 'repair', cause, field, ...choices }]))
