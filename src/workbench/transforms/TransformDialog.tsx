/** One transform: its choices, what it would do to real rows, and the button that does it in one undo step. */
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import { readTakenUsernames } from '#adapters/directory/taken-usernames.ts'
import { loadPhoneNumbers } from '#adapters/phones/phone-numbers.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { counted } from '#domain/count.ts'
import { isUndecided } from '#domain/mapping/transforms/suggest.ts'
import { recipeStep } from '#domain/mapping/recipe-steps.ts'
import { runTransform, transformTitle, type Surroundings, type Transform } from '#domain/mapping/transforms/transform.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import type { RowSet } from '#domain/packed/row.ts'
import { applyDraftMapping, changeMany, type OpenDraft } from '../draft/draft-session.ts'
import { useRowsToCome } from '../draft/mapped-rows.ts'
import { fieldLabel } from '../user/field-label.ts'
import { Samples } from './Samples.tsx'
import { TransformForm } from './TransformForm.tsx'
import { beginTransform, transformKinds, type TransformKind } from './transform-kinds.ts'
import { candidatesOf, previewOf, type Preview } from './preview.ts'
import styles from './TransformDialog.module.css'

interface Props {
  readonly draft: OpenDraft
  readonly kind: TransformKind
  /** The field it is for, where the question came from one. */
  readonly field: string | null
  /** How its choices begin, where they were proposed. */
  readonly begun?: Transform | undefined
  readonly onClose: () => void
}

export function TransformDialog(props: Props) {
  const set = useRowsToCome(props.draft)
  return set === null ? null : <TransformOfRows {...props} set={set} />
}

function TransformOfRows({ draft, kind, field, begun, onClose, set }: Props & { readonly set: RowSet }) {
  const [transform, setTransform] = useState<Transform>(() => begun ?? beginTransform(kind, draft, set, field))
  const words = transformKinds.find((each) => each.kind === kind)
  const { around, phoneCountries, isReading, isUnread } = useSurroundings(draft, set, transform)
  const shown = useDeferredValue(transform)
  const preview = useMemo(() => previewOf(shown, around), [around, shown])
  const apply = async () => {
    await applyDraftMapping(draft.id)
    const { changes } = runTransform(transform, around)
    const kept = recipeStep(transform, draft.table.headers)
    changeMany(draft.id, transformTitle(transform), changes, kept === null ? [] : [kept])
    onClose()
  }
  const nothing = isUndecided(transform) ? 'Choose a country first.' : 'No cell would change.'
  const reason = isReading ? 'The directory is being searched for these usernames.' : preview.count === 0 ? nothing : undefined
  return (
    <Dialog
      open
      onClose={onClose}
      title={words?.label ?? ''}
      description={words?.about}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabledReason={reason} onClick={() => void apply()}>
            {preview.isPart ? 'Apply to all rows' : `Apply to ${counted(preview.count, 'cell')}`}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <TransformForm draft={draft} set={set} transform={transform} onChange={setTransform} phoneCountries={phoneCountries} />
      </div>
      <PreviewSection preview={preview}>
        {isUnread && <p className={styles.warning}>The directory could not be read. Review checks the usernames again.</p>}
      </PreviewSection>
    </Dialog>
  )
}

/** What a transform reads besides its choices: the rows, usernames that others have, and the tables of phone numbers. */
function useSurroundings({ table, tenant: { organizationId } }: OpenDraft, set: RowSet, transform: Transform) {
  const phones = useQuery({
    queryKey: ['phone numbers'],
    queryFn: loadPhoneNumbers,
    enabled: transform.kind === 'phones',
    staleTime: Infinity,
    networkMode: 'always',
  }).data
  const candidates = useMemo(() => candidatesOf(transform, { set, source: table }), [table, set, transform])
  const isAsked = transform.kind === 'usernames' && candidates.names.length > 0
  const taken = useQuery({
    queryKey: ['taken usernames', organizationId, candidates],
    queryFn: ({ signal }) => readTakenUsernames(organizationId, candidates, signal),
    enabled: isAsked,
    staleTime: 60_000,
  })
  const around = useMemo<Surroundings>(() => {
    const known = taken.data
    return {
      set,
      source: table,
      ...known,
      ...(phones === undefined ? {} : { toE164: phones.toE164 }),
    }
  }, [table, phones, set, taken.data])
  return { around, phoneCountries: phones?.countries ?? [], isReading: isAsked && taken.isFetching, isUnread: transform.kind === 'usernames' && taken.isError }
}

function PreviewSection({ preview, children }: { readonly preview: Preview; readonly children: ReactNode }) {
  return (
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
      {children}
    </section>
  )
}
