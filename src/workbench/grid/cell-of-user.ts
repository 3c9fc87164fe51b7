/** What a cell of the users' grid shows. */
import { isClear } from '#domain/fields/clear.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { Issue } from '#domain/packed/issue.ts'
import type { GridCell } from '#ui/grid/grid-model.ts'

export const clearSign = 'Clear value in JumpCloud'

interface Given {
  readonly field: string
  readonly text: string
  readonly issues: readonly Issue[] | undefined
  /** Null where the cell was not edited. */
  readonly before: string | null
  readonly showBefore: boolean
  readonly revealed: ReadonlySet<string>
}

export function cellOfUser({ field, text, issues, before, showBefore, revealed }: Given): GridCell {
  const own = issues?.filter((issue) => issue.field === field)
  const isChanged = before !== null && before !== text
  return {
    text: isClear(text) ? '' : text,
    ...(isClear(text) ? { sign: clearSign } : {}),
    ...(own !== undefined && own.length > 0 ? { issues: own } : {}),
    ...(isChanged ? { changed: true } : {}),
    ...(isChanged && showBefore ? { before } : {}),
    ...(fieldByKey(field)?.secret === true && !revealed.has(field) ? { masked: true } : {}),
  }
}
