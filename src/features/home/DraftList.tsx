/** The drafts of this organization, newest first. */
import { lazy, Suspense, useState } from 'react'
import { Link } from 'wouter'
import { originLabel } from '#domain/draft/origin.ts'
import type { DraftHeader, JobHeader } from '#adapters/storage/schema.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { Count } from '#ui/Count.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { StateMark } from '#ui/StateMark.tsx'
import { draftStatus } from './draft-status.ts'
import { Trash2 } from 'lucide-react'
import styles from './DraftList.module.css'

/** Dialogs are a tenth of the first load, and seldom the first thing that somebody needs. */
const DeleteDraft = lazy(() => import('./DeleteDraft.tsx').then((module) => ({ default: module.DeleteDraft })))

/** What was sent of a draft is in its review. */
const nextStep = (draft: DraftHeader) =>
  draft.origin.kind === 'directory' && (draft.submissions ?? []).length === 0
    ? paths.users(draft.id)
    : draft.submissions !== undefined
      ? paths.review(draft.id)
      : draft.hasRows
        ? paths.draft(draft.id)
        : paths.columns(draft.id)

interface Props {
  readonly drafts: readonly DraftHeader[]
  readonly jobs: readonly JobHeader[]
  readonly loading: boolean
}

export function DraftList({ drafts, jobs, loading }: Props) {
  const [leaving, setLeaving] = useState<DraftHeader | null>(null)
  return (
    <>
      <DataTable
        caption="Drafts"
        narrow="minmax(0, 1fr) auto auto"
        loading={loading}
        rows={drafts}
        rowKey={(draft) => draft.id}
        empty="No drafts. Drop a file above. Drafts stay in this browser until you delete them."
        columns={[
          {
            key: 'name',
            header: 'Draft',
            narrowPlace: '1',
            render: (draft) => (
              <>
                <Link href={nextStep(draft)}>{draft.name}</Link>
                {draft.origin.kind !== 'file' && originLabel(draft.origin) !== draft.name && (
                  <small className={styles.origin}>{originLabel(draft.origin)}</small>
                )}
              </>
            ),
          },
          { key: 'rows', header: 'Rows', align: 'end', narrowPlace: '2 / -1', isNarrowLabeled: true, render: (draft) => <Count value={draft.rowCount} /> },
          { key: 'status', header: 'Status', narrowPlace: '1', render: (draft) => <Status draft={draft} jobs={jobs} /> },
          { key: 'changed', header: 'Changed', narrowPlace: '2', render: (draft) => <RelativeTime at={draft.updatedAt} /> },
          {
            key: 'delete',
            header: '',
            align: 'end',
            narrowPlace: '3',
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

function Status({ draft, jobs }: { readonly draft: DraftHeader; readonly jobs: readonly JobHeader[] }) {
  const { label, tone, detail } = draftStatus(draft, jobs)
  return (
    <>
      <StateMark tone={tone}>{label}</StateMark>
      {detail !== '' && <small className={styles.origin}>{detail}</small>}
    </>
  )
}
