/** What is wrong with the edits of directory users: the issues of the draft, and values that others have changed meanwhile. */
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { userId } from '#domain/directory/match.ts'
import type { Issue } from '#domain/packed/issue.ts'
import type { RowSet } from '#domain/packed/row.ts'
import { readAll } from '#domain/plan/diff.ts'
import type { Seen } from '#domain/plan/drift.ts'
import type { SystemUser } from '#domain/wire.ts'
import { rowsByUser } from './user-edits.ts'

const shown = (text: string) => (text === '' ? 'blank' : `“${text}”`)

/** Of one user, named as the row of the grid. */
export function issuesOfUser(
  user: SystemUser,
  row: string,
  edits: RowSet | null,
  draftIssues: (key: string) => readonly Issue[] | undefined,
  seen: Seen,
): readonly Issue[] {
  const id = userId(user)
  const edited = rowsByUser(edits).get(id)
  if (edited === undefined) return []
  const own = (draftIssues(edited.key) ?? []).map((issue) => ({ ...issue, row }))
  const before = seen.get(id)
  const conflicts = Object.keys(edited.texts).flatMap((key): Issue[] => {
    const field = fieldByKey(key)
    const was = before?.[key]
    if (field === undefined || was === undefined) return []
    const is = readAll(user, field)
    if (is === was) return []
    return [
      {
        row,
        field: key,
        severity: 'warning',
        message: `${field.label} has changed in JumpCloud since you edited it: it was ${shown(was)}, and is ${shown(is)} now.`,
      },
    ]
  })
  return [...own, ...conflicts]
}
