/** Transforms on the Columns screen: a button for each, and the list of those that were applied. */
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import type { BulkChange } from '#domain/draft/bulk.ts'
import { Button } from '#ui/Button.tsx'
import type { Transform } from '#domain/mapping/transforms/transform.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { RepairsList } from '#workbench/draft/RepairsList.tsx'
import { paths } from '#workbench/navigation/paths.ts'
import { TransformDialog } from '#workbench/transforms/TransformDialog.tsx'
import { transformKinds, type TransformKind } from '#workbench/transforms/transform-kinds.ts'
import styles from './TransformsPanel.module.css'

interface Props {
  /** A suggestion whose choices are open. */
  readonly begun: Transform | null
  readonly draft: OpenDraft
  readonly changes: readonly BulkChange[]
  readonly isMine: boolean
  readonly onClose: () => void
}

export function TransformsPanel({ draft, changes, isMine, begun, onClose }: Props) {
  const [params] = useSearchParams()
  const [, navigate] = useLocation()
  const asked = transformKinds.find(({ kind }) => kind === params.get('transform'))?.kind ?? null
  const [open, setOpen] = useState<TransformKind | null>(null)
  const kind = open ?? begun?.kind ?? asked
  const close = () => {
    setOpen(null)
    onClose()
    if (asked !== null) navigate(paths.columns(draft.id), { replace: true })
  }
  return (
    <section className={styles.panel} aria-labelledby="transforms">
      <h2 id="transforms">Transforms</h2>
      <p className={styles.about}>Each shows what it would change first, and can be taken back.</p>
      <div className={styles.kinds}>
        {transformKinds.map(({ kind: each, label }) => (
          <Button key={each} size="s" disabledReason={isMine ? undefined : 'Another tab is editing this draft.'} onClick={() => setOpen(each)}>
            {label}
          </Button>
        ))}
      </div>
      <RepairsList draftId={draft.id} changes={changes} />
      {kind !== null && isMine && (
        <TransformDialog
          key={kind}
          draft={draft}
          kind={kind}
          field={params.get('field')}
          begun={open === null ? (begun ?? undefined) : undefined}
          onClose={close}
        />
      )}
    </section>
  )
}
