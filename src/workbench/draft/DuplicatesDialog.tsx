/** Several rows of one user, side by side: identical ones go in one step, of the others one is chosen. */
import { useMemo } from 'react'
import { counted } from '#domain/count.ts'
import { rowName } from '#domain/draft/row-name.ts'
import { isClear } from '#domain/fields/clear.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { duplicateGroups, identicalRows, type DuplicateGroup } from '#domain/issues/duplicates.ts'
import type { Row, RowSet } from '#domain/packed/row.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { Notice } from '#ui/Notice.tsx'
import { fieldLabel } from '../user/field-label.ts'
import { setExcluded, type OpenDraft } from './draft-session.ts'
import styles from './DuplicatesDialog.module.css'

interface Props {
  readonly draft: OpenDraft
  readonly set: RowSet
  readonly onClose: () => void
}

/** So many groups are drawn; excluding brings up the next ones. */
const mostShown = 50

export function DuplicatesDialog({ draft, set, onClose }: Props) {
  const groups = useMemo(() => duplicateGroups(set, new Set(draft.excluded)), [draft.excluded, set])
  const identical = useMemo(() => identicalRows(groups), [groups])
  const others = groups.filter(({ differing }) => differing.length > 0)
  const description =
    groups.length === 0
      ? 'Every user has one row.'
      : `${counted(groups.length, 'user')} with several rows. Excluded rows stay in the draft and can be included again.`
  return (
    <Dialog open onClose={onClose} title="Duplicate rows" description={description} size="l" footer={<Button onClick={onClose}>Done</Button>}>
      <div className={styles.dialog}>
        {identical.length > 0 && (
          <Notice
            tone="info"
            title={`${counted(identical.length, 'row')} identical to an earlier one`}
            action={
              <Button variant="primary" onClick={() => setExcluded(draft.id, identical, true)}>
                Exclude {counted(identical.length, 'identical row')}
              </Button>
            }
          >
            The first row of each user stays.
          </Notice>
        )}
        {others.slice(0, mostShown).map((group) => (
          <Group
            key={group.rows.map(({ key }) => key).join(' ')}
            draftId={draft.id}
            columns={set.columns}
            group={group}
            nameOf={(row) => rowName(set.rows, row, draft.origin)}
          />
        ))}
        {others.length > mostShown && <p>{counted(others.length - mostShown, 'more user')} with several rows. Choose above to see the next.</p>}
      </div>
    </Dialog>
  )
}

interface GroupProps {
  readonly draftId: string
  readonly columns: RowSet['columns']
  readonly group: DuplicateGroup
  readonly nameOf: (row: Row) => string
}

function Group({ draftId, columns, group, nameOf }: GroupProps) {
  const { rows, shared, differing, isComplementary } = group
  const name = shared.map(({ text }) => text).join(' · ') || rows.map(nameOf).join(', ')
  return (
    <section className={styles.group} aria-label={name}>
      <h3>{name}</h3>
      {isComplementary && <p>These rows complete each other: no value contradicts. Nothing is merged by itself.</p>}
      <div className={styles.scroller}>
        <table>
          <thead>
            <tr>
              <th scope="col">Field</th>
              {rows.map((row) => (
                <th key={row.key} scope="col">
                  {nameOf(row)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {differing.map((field) => (
              <tr key={field}>
                <th scope="row">{fieldLabel(field)}</th>
                {rows.map((row) => (
                  <td key={row.key} data-user>
                    {shown(row.cells[columns.indexOf(field)] ?? '', fieldByKey(field)?.secret === true)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td />
              {rows.map((row) => (
                <td key={row.key}>
                  <Button
                    size="s"
                    onClick={() =>
                      setExcluded(
                        draftId,
                        rows.flatMap(({ key }) => (key === row.key ? [] : [key])),
                        true,
                      )
                    }
                  >
                    Keep {nameOf(row).toLowerCase()}
                  </Button>
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  )
}

function shown(text: string, isSecret: boolean): string {
  if (text === '') return '(blank)'
  if (isClear(text)) return 'Clear value in JumpCloud'
  return isSecret ? '••••••••' : text
}
