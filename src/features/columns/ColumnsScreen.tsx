/** Columns: which field each source column is, guessed with reason and confidence, and changed with one choice. */
import { useMemo, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import type { BulkChange } from '#domain/draft/bulk.ts'
import { columnUses } from '#domain/draft/column-use.ts'
import { counted } from '#domain/count.ts'
import { attributeField, fieldByKey } from '#domain/fields/field-lookup.ts'
import { leavesBlanks } from '#domain/mapping/blanks.ts'
import { mappingIssues } from '#domain/mapping/mapping-issues.ts'
import type { BlankPolicy, ColumnMapping, ColumnTarget } from '#domain/mapping/model.ts'
import type { Transform } from '#domain/mapping/transforms/transform.ts'
import { knownUsers } from '#adapters/directory/known-users.ts'
import { rememberMapping } from '#adapters/storage/recipes.ts'
import { Button } from '#ui/Button.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { toast } from '#ui/Toast.tsx'
import { applyDraftMapping, setMapping, type OpenDraft } from '#workbench/draft/draft-session.ts'
import { DraftFrame } from '#workbench/draft/DraftFrame.tsx'
import { fieldLabel } from '#workbench/user/field-label.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { ColumnNotices } from './ColumnNotices.tsx'
import { ColumnTable } from './ColumnTable.tsx'
import { NeededFields } from './NeededFields.tsx'
import { Recipes } from './RecipesDialog.tsx'
import { RowsPanel } from './RowsPanel.tsx'
import { ReadingPanel } from './ReadingPanel.tsx'
import { MakeField } from './transforms/MakeField.tsx'
import { SuggestedSteps } from './transforms/SuggestedSteps.tsx'
import { TransformsPanel } from './transforms/TransformsPanel.tsx'
import { chosenByHand } from './use-read-again.ts'
import styles from './ColumnsScreen.module.css'

export function ColumnsScreen() {
  const { draft } = useParams<{ draft: string }>()
  return (
    <DraftFrame draftId={draft} step="columns">
      {(open, { undo, access, bulk }) => <Columns draft={open} hasEdits={open.rows !== null && undo !== null} isMine={access === 'mine'} changes={bulk} />}
    </DraftFrame>
  )
}

interface Props {
  readonly draft: OpenDraft
  readonly hasEdits: boolean
  readonly isMine: boolean
  readonly changes: readonly BulkChange[]
}

const isMapped = ({ target }: ColumnMapping) => target.kind === 'field' || target.kind === 'list' || target.kind.startsWith('attribute')
const isOpen = ({ target }: ColumnMapping) => target.kind === 'unmapped'

function Columns({ draft, hasEdits, isMine, changes }: Props) {
  const [, navigate] = useLocation()
  const [begun, setBegun] = useState<Transform | null>(null)
  const [shown, setShown] = useState<'all' | 'open'>('all')
  const { mapping } = draft
  const problems = useMemo(() => mappingIssues(mapping), [mapping])
  const attributes = useMemo(() => attributesOf(draft), [draft])
  const made = useMemo(() => new Set(changes.flatMap(({ columns }) => columns.map(({ field }) => field))), [changes])
  const uses = useMemo(() => columnUses(changes, mapping), [changes, mapping])
  const mapped = mapping.filter(isMapped).length
  const open = mapping.filter(isOpen)

  const change = (column: number, next: (each: ColumnMapping) => ColumnMapping) =>
    setMapping(
      draft.id,
      mapping.map((each) => (each.column === column ? next(each) : each)),
    )
  const setTarget = (column: number, target: ColumnTarget) =>
    // What a blank means was chosen for the field before.
    change(column, ({ blanks: _, ...each }) => ({ ...each, target, why: chosenByHand, confidence: 'certain' }))
  const setBlanks = (column: number, blanks: BlankPolicy) =>
    change(column, ({ blanks: _, ...each }) => (blanks.clearsBlank || blanks.clearWord !== leavesBlanks.clearWord ? { ...each, blanks } : each))

  const goOn = async () => {
    const aside = await applyDraftMapping(draft.id)
    if (aside.length > 0) toast(`Edits in ${aside.map(fieldLabel).join(', ')} wait until a column is that field again.`, { tone: 'warning' })
    // “Column 1” of one file says nothing about “Column 1” of another.
    if (draft.source.headerLines.length > 0) void rememberMapping(draft.tenant, mapping)
    navigate(paths.draft(draft.id))
  }

  return (
    <>
      <PageHeader
        title="Map columns"
        description={`${mapped} of ${counted(mapping.length, 'column')} mapped. Blank cells leave the current value unchanged, unless a column says otherwise.`}
        actions={
          <>
            <Recipes draft={draft} changes={changes} />
            <Button variant="primary" disabledReason={problems[0]} onClick={() => void goOn()}>
              Continue to grid
            </Button>
          </>
        }
      />
      <NeededFields mapping={mapping} purpose={draft.purpose} made={made} make={(field) => <MakeField draftId={draft.id} field={field} />} />
      <SuggestedSteps draft={draft} isMine={isMine} onOpen={setBegun} />
      <ColumnNotices draft={draft} problems={problems} attributes={attributes} />
      {draft.origin.kind === 'file' && <ReadingPanel draft={draft} hasEdits={hasEdits} isMine={isMine} />}
      <RowsPanel draft={draft} onState={(column) => setTarget(column, { kind: 'field', field: 'state' })} />
      <div className={styles.filter}>
        <p role="status">
          {open.length === 0
            ? 'All columns are mapped or excluded.'
            : `${counted(open.length, 'column')} not mapped: ${open.map(({ header }) => `“${header}”`).join(', ')}`}
        </p>
        <Segmented
          label="Columns shown"
          value={shown}
          onChange={setShown}
          options={[
            { value: 'all', label: `All ${mapping.length}` },
            { value: 'open', label: `Not mapped ${open.length}` },
          ]}
        />
      </div>
      <ColumnTable draft={draft} columns={shown === 'open' ? open : mapping} uses={uses} attributes={attributes} onChange={setTarget} onBlanks={setBlanks} />
      <TransformsPanel draft={draft} changes={changes} isMine={isMine} begun={begun} onClose={() => setBegun(null)} />
    </>
  )
}

/** Names of custom attributes that the directory has, as far as it was read. */
function attributesOf({ tenant }: OpenDraft): string[] {
  const names = knownUsers(tenant).flatMap(({ attributes }) => (attributes ?? []).flatMap(({ name }) => name ?? []))
  return [...new Set(names)].filter((name) => fieldByKey(attributeField(name).key) !== undefined).sort()
}
