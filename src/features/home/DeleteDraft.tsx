/** Asks before a draft goes. */
import { queryClient } from '#adapters/jumpcloud/queries.ts'
import { deleteDraft } from '#adapters/storage/drafts.ts'
import type { DraftHeader } from '#adapters/storage/schema.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { closeDraft } from '#workbench/draft/draft-session.ts'

export function DeleteDraft({ draft, onClose }: { readonly draft: DraftHeader; readonly onClose: () => void }) {
  const remove = async () => {
    closeDraft(draft.id)
    await deleteDraft(draft.id)
    onClose()
    await queryClient.invalidateQueries({ queryKey: ['drafts'] })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Delete this draft?"
      size="s"
      footer={
        <>
          <Button onClick={onClose}>Keep draft</Button>
          <Button variant="danger" onClick={() => void remove()}>
            Delete draft
          </Button>
        </>
      }
    >
      {draft.name} and its edits are removed from this browser. Your file, the directory and submitted jobs do not change.
    </Dialog>
  )
}
