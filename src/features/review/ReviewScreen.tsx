/** Review: what would change, row by row, against the directory as it is now; and the one button that sends it. */
import { Table2 } from 'lucide-react'
import { useParams } from 'wouter'
import { ButtonLink } from '#ui/ButtonLink.tsx'
import { EmptyState } from '#ui/EmptyState.tsx'
import { DraftFrame } from '#workbench/draft/DraftFrame.tsx'
import { paths } from '#workbench/navigation/paths.ts'
import { Review } from './Review.tsx'

export function ReviewScreen() {
  const { draft } = useParams<{ draft: string }>()
  return (
    <DraftFrame draftId={draft} step="review">
      {(open, state) =>
        open.rows === null ? (
          <EmptyState icon={<Table2 />} title="Columns not mapped" action={<ButtonLink href={paths.columns(open.id)}>Map columns</ButtonLink>}>
            Map the columns of {open.name} to fields to review its rows.
          </EmptyState>
        ) : (
          <Review draft={open} set={open.rows} state={state} />
        )
      }
    </DraftFrame>
  )
}
