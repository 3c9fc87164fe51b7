/** A group of issues with its rows, as a repair takes it. */
import type { RepairGroup } from '#domain/issues/fix-group.ts'
import type { Issues } from '#workbench/draft/draft-session.ts'
import type { IssueGroupCount } from './issue-cards.ts'

export const repairGroup = (issues: Issues, group: IssueGroupCount): RepairGroup => ({
  cause: group.cause ?? 'value',
  field: group.field ?? '',
  rows: issues.numbersOf(group),
})
