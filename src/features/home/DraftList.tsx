/** The drafts of this organisation, newest first. */
import { useState } from 'react'
import { Link } from 'wouter'
import { queryClient } from '#adapters/jumpcloud/queries.ts'
import { deleteDraft, type DraftHeader } from '#adapters/storage/drafts.ts'
import { paths } from '#workbench/paths.ts'
import { Button } from '#ui/Button.tsx'
import { Count } from '#ui/Count.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { Trash2 } from 'lucide-react'

const nextStep = (draft: DraftHeader) => (draft.hasRows ? paths.draft(draft.id) : paths.columns(draft.id))

export function DraftList({ drafts, loading }: { readonly drafts: readonly DraftHeader[]; readonly loading: boolean }) {
  const [leaving, setLeaving] = useState<DraftHeader | null>(null)
  const remove = async (draft: DraftHeader) => {
    const { closeDraft } = await import('#workbench/draft-session.ts')
    closeDraft(draft.id)
    await deleteDraft(draft.id)
    setLeaving(null)
    await queryClient.invalidateQueries({ queryKey: ['drafts'] })
  }
  return (
    <>
      <DataTable
        caption="Drafts"
        loading={loading}
        rows={drafts}
        rowKey={(draft) => draft.id}
        empty="No draft yet. Drop a file above: it is kept here, in this browser, until you delete it."
        columns={[
          { key: 'name', header: 'File', render: (draft) => <Link href={nextStep(draft)}>{draft.name}</Link> },
          { key: 'rows', header: 'Rows', align: 'end', render: (draft) => <Count value={draft.rowCount} /> },
          { key: 'changed', header: 'Changed', render: (draft) => <RelativeTime at={draft.updatedAt} /> },
          {
            key: 'delete',
            header: '',
            align: 'end',
            render: (draft) => <IconButton label={`Delete the draft ${draft.name}`} icon={<Trash2 size={16} />} onClick={() => setLeaving(draft)} />,
          },
        ]}
      />
      <Dialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        title="Delete this draft?"
        size="s"
        footer={
          <>
            <Button onClick={() => setLeaving(null)}>Keep it</Button>
            <Button variant="danger" onClick={() => leaving && void remove(leaving)}>
              Delete the draft
            </Button>
          </>
        }
      >
        {leaving?.name} and the edits made to it go from this browser. The file on your disk, the directory and jobs already sent stay as they are.
      </Dialog>
    </>
  )
}
