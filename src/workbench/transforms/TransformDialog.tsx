/** One transform: its choices, what it would do to real rows, and the button that does it in one undo step. */
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { readTakenUsernames } from '#adapters/directory/taken-usernames.ts'
import { loadPhoneNumbers } from '#adapters/phones/phone-numbers.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { counted } from '#domain/count.ts'
import { runTransform, transformTitle, type Surroundings, type Transform } from '#domain/mapping/transforms/transform.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { applyDraftMapping, changeMany, type OpenDraft } from '../draft/draft-session.ts'
import { fieldLabel } from '../user/field-label.ts'
import { rowsToCome } from './inputs.ts'
import { Samples } from './Samples.tsx'
import { TransformForm } from './TransformForm.tsx'
import { beginTransform, transformKinds, type TransformKind } from './transform-kinds.ts'
import { candidatesOf, previewOf } from './preview.ts'
import styles from './TransformDialog.module.css'

interface Props {
  readonly draft: OpenDraft
  readonly kind: TransformKind
  /** The field it is for, where the question came from one. */
  readonly field: string | null
  readonly onClose: () => void
}

export function TransformDialog({ draft, kind, field, onClose }: Props) {
  const set = useMemo(() => rowsToCome(draft), [draft])
  const [transform, setTransform] = useState<Transform>(() => beginTransform(kind, draft, set, field))
  const words = transformKinds.find((each) => each.kind === kind)
  const phones = useQuery({
    queryKey: ['phone numbers'],
    queryFn: loadPhoneNumbers,
    enabled: kind === 'phones',
    staleTime: Infinity,
    networkMode: 'always',
  }).data
  const candidates = useMemo(() => candidatesOf(transform, { set, source: draft.table }), [draft.table, set, transform])
  const { organizationId } = draft.tenant
  const taken = useQuery({
    queryKey: ['taken usernames', organizationId, candidates],
    queryFn: ({ signal }) => readTakenUsernames(organizationId, candidates, signal),
    enabled: kind === 'usernames' && candidates.length > 0,
    staleTime: 60_000,
  })
  const around = useMemo<Surroundings>(() => {
    const known = taken.data
    return {
      set,
      source: draft.table,
      ...(known === undefined ? {} : { isTaken: (name: string) => known.has(name) }),
      ...(phones === undefined ? {} : { toE164: phones.toE164 }),
    }
  }, [draft.table, phones, set, taken.data])
  const shown = useDeferredValue(transform)
  const preview = useMemo(() => previewOf(shown, around), [around, shown])
  const isReading = kind === 'usernames' && candidates.length > 0 && taken.isFetching
  const apply = () => {
    applyDraftMapping(draft.id)
    const { changes } = runTransform(transform, around)
    changeMany(draft.id, transformTitle(transform), changes)
    onClose()
  }
  const reason = isReading ? 'The directory is being searched for these usernames.' : preview.count === 0 ? 'No cell would change.' : undefined
  return (
    <Dialog
      open
      onClose={onClose}
      title={words?.label ?? ''}
      description={words?.about}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabledReason={reason} onClick={apply}>
            {preview.isPart ? 'Apply to all rows' : `Apply to ${counted(preview.count, 'cell')}`}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <TransformForm draft={draft} set={set} transform={transform} onChange={setTransform} phoneCountries={phones?.countries ?? []} />
      </div>
      <section className={styles.preview} aria-label="Preview">
        <h3>
          {counted(preview.count, 'cell')} would change{preview.isPart ? ' in the first 20,000 rows' : ''}
        </h3>
        {preview.columns.map(({ field: key, samples }) => (
          <div key={key}>
            <p className={styles.field}>{fieldLabel(key)}</p>
            {fieldByKey(key)?.secret === true ? <p className={styles.hint}>Passwords are not shown.</p> : <Samples samples={samples} />}
          </div>
        ))}
        {preview.numbered.count > 0 && (
          <p className={styles.hint}>
            {counted(preview.numbered.count, 'username')} got a number because another user has the name: {preview.numbered.samples.join(', ')}
          </p>
        )}
        {preview.unsolved.count > 0 && (
          <p className={styles.warning}>
            {counted(preview.unsolved.count, 'cell')} left unchanged: {preview.unsolved.samples.map((text) => `“${text}”`).join(', ')}
          </p>
        )}
        {kind === 'usernames' && taken.isError && <p className={styles.warning}>The directory could not be read. Review checks the usernames again.</p>}
      </section>
    </Dialog>
  )
}
