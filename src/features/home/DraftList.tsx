/** The drafts of this organization, newest first. */
import { lazy, Suspense, useState } from 'react'
import { Link } from 'wouter'
import { originLabel } from '#domain/draft/origin.ts'
import type { DraftHeader } from '#adapters/storage/schema.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { Count } from '#ui/Count.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { Trash2 } from 'lucide-react'
import styles from './DraftList.module.css'

/** Dialogs are a tenth of the first load, and seldom the first thing that somebody needs. */
const DeleteDraft = lazy(() => import('./DeleteDraft.tsx').then((module) => ({ default: module.DeleteDraft })))

const nextStep = (draft: DraftHeader) => (draft.hasRows ? paths.draft(draft.id) : paths.columns(draft.id))

export function DraftList({ drafts, loading }: { readonly drafts: readonly DraftHeader[]; readonly loading: boolean }) {
  const [leaving, setLeaving] = useState<DraftHeader | null>(null)
  return (
    <>
      <DataTable
        caption="Drafts"
        loading={loading}
        rows={drafts}
        rowKey={(draft) => draft.id}
        empty="No drafts. Drop a file above. Drafts stay in this browser until you delete them."
        columns={[
          {
            key: 'name',
            header: 'Draft',
            render: (draft) => (
              <>
                <Link href={nextStep(draft)}>{draft.name}</Link>
                {draft.origin.kind !== 'file' && originLabel(draft.origin) !== draft.name && (
                  <small className={styles.origin}>{originLabel(draft.origin)}</small>
                )}
              </>
            ),
          },
          { key: 'rows', header: 'Rows', align: 'end', render: (draft) => <Count value={draft.rowCount} /> },
          { key: 'changed', header: 'Changed', render: (draft) => <RelativeTime at={draft.updatedAt} /> },
          {
            key: 'delete',
            header: '',
            align: 'end',
            render: (draft) => <IconButton label={`Delete draft ${draft.name}`} icon={<Trash2 size={16} />} onClick={() => setLeaving(draft)} />,
          },
        ]}
      />
      {leaving !== null && (
        <Suspense fallback={null}>
          <DeleteDraft draft={leaving} onClose={() => setLeaving(null)} />
        </Suspense>
      )}
    </>
  )
}
