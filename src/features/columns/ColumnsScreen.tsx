/** Columns: which field each source column is, guessed with a reason and changed with one choice. */
import { useMemo } from 'react'
import { useLocation, useParams } from 'wouter'
import type { ColumnMapping, ColumnTarget } from '#domain/mapping/model.ts'
import { applyMapping } from '#domain/mapping/apply.ts'
import { mappingIssues } from '#domain/mapping/guess.ts'
import { rowNumber } from '#domain/packed/packed-rows.ts'
import { lineAt } from '#domain/packed/packed-table.ts'
import { rememberMapping } from '#adapters/storage/mappings.ts'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { PageHeader } from '#ui/PageHeader.tsx'
import { toast } from '#ui/Toast.tsx'
import { applyDraftMapping, setMapping, type OpenDraft } from '#workbench/draft/draft-session.ts'
import { DraftFrame } from '#workbench/draft/DraftFrame.tsx'
import { fieldLabel } from '#workbench/user/field-label.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { ColumnTable } from './ColumnTable.tsx'
import { ReadingPanel } from './ReadingPanel.tsx'
import { chosenByHand } from './use-read-again.ts'
import styles from './ColumnsScreen.module.css'

export function ColumnsScreen() {
  const { draft } = useParams<{ draft: string }>()
  return (
    <DraftFrame draftId={draft} step="columns">
      {(open, { undo, access }) => <Columns draft={open} hasEdits={open.rows !== null && undo !== null} isMine={access === 'mine'} />}
    </DraftFrame>
  )
}

interface Props {
  readonly draft: OpenDraft
  readonly hasEdits: boolean
  readonly isMine: boolean
}

function Columns({ draft, hasEdits, isMine }: Props) {
  const [, navigate] = useLocation()
  const problems = useMemo(() => mappingIssues(draft.mapping), [draft.mapping])
  const mapped = draft.mapping.filter(({ target }) => target.kind === 'field' || target.kind.startsWith('attribute')).length
  const left = draft.mapping.filter(({ target }) => target.kind === 'unmapped')
  const pairIssues = useMemo(
    () =>
      problems.length === 0 && draft.mapping.some(({ target }) => target.kind === 'attribute-name') ? applyMapping(draft.table, draft.mapping).issues : [],
    [draft.mapping, draft.table, problems],
  )
  const notSent = draft.mapping.filter(({ target }) => target.kind === 'not-sent')

  const change = (column: number, target: ColumnTarget) =>
    setMapping(
      draft.id,
      draft.mapping.map((each): ColumnMapping => (each.column === column ? { ...each, target, why: chosenByHand } : each)),
    )

  const goOn = () => {
    const aside = applyDraftMapping(draft.id)
    if (aside.length > 0) toast(`Edits in ${aside.map(fieldLabel).join(', ')} wait until a column is that field again.`, { tone: 'warning' })
    // “Column 1” of one file says nothing about “Column 1” of another.
    if (draft.source.headerLines.length > 0) void rememberMapping(draft.tenant, draft.table.headers, draft.mapping)
    navigate(paths.draft(draft.id))
  }

  return (
    <>
      <PageHeader
        title="Map columns"
        description={`${mapped} of ${draft.mapping.length} columns will be used. A blank cell always means: leave as it is.`}
        actions={
          <Button variant="primary" disabledReason={problems[0]} onClick={goOn}>
            Continue to grid
          </Button>
        }
      />
      {problems.length > 0 && (
        <Notice
          tone="danger"
          title={problems.length === 1 ? 'One thing to put right before the grid' : `${problems.length} things to put right before the grid`}
        >
          <ul className={styles.problems}>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
      {left.length > 0 && (
        <Notice tone="info" title={`${left.length === 1 ? 'One column is' : `${left.length} columns are`} not used yet`}>
          {left.map(({ header }) => `“${header}”`).join(', ')}: no matching field. Choose one, or leave {left.length === 1 ? 'it' : 'them'} out.
        </Notice>
      )}
      {notSent.length > 0 && (
        <Notice tone="warning" title="Known, but not sent by bulk jobs">
          <ul className={styles.problems}>
            {notSent.map(({ column, header, target }) => (
              <li key={column}>
                “{header}”: {target.kind === 'not-sent' ? target.reason : ''}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {pairIssues.length > 0 && (
        <Notice
          tone="warning"
          title={`${pairIssues.length.toLocaleString()} custom ${pairIssues.length === 1 ? 'attribute' : 'attributes'} will not be taken over`}
        >
          <ul className={styles.problems}>
            {pairIssues.slice(0, 10).map(({ row, message }) => (
              <li key={`${row} ${message}`}>
                Line {lineAt(draft.table, rowNumber(row) - 1)}: {message}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {draft.origin.kind === 'file' && <ReadingPanel draft={draft} hasEdits={hasEdits} isMine={isMine} />}
      <ColumnTable draft={draft} onChange={change} />
    </>
  )
}
