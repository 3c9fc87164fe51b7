/** The grid step of a draft: its rows as a spreadsheet, with each issue on the cell that has it. */
import { Table2 } from 'lucide-react'
import { useParams } from 'wouter'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { DraftFrame } from '#workbench/draft/DraftFrame.tsx'
import { paths } from '#workbench/navigation/paths.ts'
import { DraftGrid } from './DraftGrid.tsx'

export function DraftScreen() {
  const { draft } = useParams<{ draft: string }>()
  return (
    <DraftFrame draftId={draft} step="grid">
      {(open, state) =>
        open.rows === null ? (
          <EmptyState icon={<Table2 />} title="Map the columns first" action={<ButtonLink href={paths.columns(open.id)}>Map columns</ButtonLink>}>
            Choose a field for each column of {open.name}. Its rows are shown here then.
          </EmptyState>
        ) : (
          <DraftGrid draft={open} set={open.rows} state={state} />
        )
      }
    </DraftFrame>
  )
}
