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
          <EmptyState icon={<Table2 />} title="First the columns" action={<ButtonLink href={paths.columns(open.id)}>Choose the columns</ButtonLink>}>
            Say which column of {open.name} is which field; then the rows can be reviewed.
          </EmptyState>
        ) : (
          <Review draft={open} set={open.rows} issues={state.issues} undo={state.undo} redo={state.redo} />
        )
      }
    </DraftFrame>
  )
}
