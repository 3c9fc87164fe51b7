/** Parts of lists and attribute pairs that no field takes: their rows are sent without them. */
import { useMemo } from 'react'
import { counted } from '#domain/count.ts'
import { hasParts } from '#domain/mapping/apply.ts'
import { rowNumber } from '#domain/packed/packed-rows.ts'
import { lineAt } from '#domain/packed/packed-table.ts'
import type { PlanItem } from '#domain/plan/plan-model.ts'
import { Notice } from '#ui/Notice.tsx'
import { formatNumber } from '#ui/locale.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { useMappedTable } from '#workbench/draft/mapped-rows.ts'

interface Props {
  readonly draft: OpenDraft
  readonly items: readonly PlanItem[]
}

const mostShown = 5

export function UnsentParts({ draft, items }: Props) {
  const found = useMappedTable(draft, hasParts(draft.mapping))?.issues
  const going = useMemo(() => new Set(items.flatMap(({ kind, row }) => (kind === 'create' || kind === 'update' || kind === 'unchanged' ? [row] : []))), [items])
  const unsent = found?.filter(({ row }) => going.has(row)) ?? []
  if (unsent.length === 0) return null
  return (
    <Notice tone="warning" title={`${counted(unsent.length, 'list or attribute value')} not sent`}>
      <ul>
        {unsent.slice(0, mostShown).map(({ row, message }) => (
          <li key={`${row} ${message}`}>
            Line {lineAt(draft.table, rowNumber(row) - 1)}: {message}
          </li>
        ))}
        {unsent.length > mostShown && <li>and {formatNumber(unsent.length - mostShown)} more</li>}
      </ul>
      Exclude these rows, or they are sent without the values.
    </Notice>
  )
}
