/** Keeps only the rows in which a column of the file has certain values, mapped or not. */
import { useMemo, useState } from 'react'
import { counted } from '#domain/count.ts'
import { valuesOf } from '#domain/mapping/action-columns.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import { rowKey } from '#domain/packed/packed-rows.ts'
import { Button } from '#ui/Button.tsx'
import { Checkbox } from '#ui/Checkbox.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { SelectField } from '#ui/SelectField.tsx'
import { setExcluded, type OpenDraft } from '#workbench/draft/draft-session.ts'
import { useSplit } from './use-split.ts'
import styles from './ColumnsScreen.module.css'

interface Props {
  readonly draft: OpenDraft
  readonly columns: readonly ColumnMapping[]
  readonly onClose: () => void
}

export function RowFilter({ draft, columns, onClose }: Props) {
  const [column, setColumn] = useState(String(columns[0]?.column ?? 0))
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const split = useSplit(draft)
  const values = useMemo(() => valuesOf(draft.table, Number(column)), [column, draft.table])
  const header = columns.find((each) => String(each.column) === column)?.header ?? ''
  const kept = (values ?? []).filter(({ value }) => chosen.has(value)).flatMap(({ rows }) => rows)
  const others = (values ?? []).filter(({ value }) => !chosen.has(value)).flatMap(({ rows }) => rows)
  const toggle = (value: string, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(value)
    else next.delete(value)
    setChosen(next)
  }
  const none = kept.length === 0 ? 'Choose at least one value.' : undefined
  return (
    <Dialog
      open
      size="m"
      title="Filter rows"
      description="Rows with other values are excluded. You can include them again at any time."
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button disabledReason={none} onClick={() => void split(kept, `${draft.name}: ${header} ${[...chosen].join(', ')}`.slice(0, 120), null)}>
            Split into a new draft
          </Button>
          <Button
            variant="primary"
            disabledReason={none}
            onClick={() => {
              setExcluded(
                draft.id,
                others.map((row) => rowKey(row + 1)),
                true,
              )
              onClose()
            }}
          >
            {`Keep only ${counted(kept.length, 'row')}`}
          </Button>
        </>
      }
    >
      <SelectField
        label="Column"
        value={column}
        onChange={(next) => {
          setColumn(next)
          setChosen(new Set())
        }}
        options={columns.map((each) => ({ value: String(each.column), label: each.header === '' ? '(no name)' : each.header }))}
      />
      {values === null ? (
        <p>This column has more than 200 different values. Choose one with fewer.</p>
      ) : (
        <div className={styles.choices} role="group" aria-label={`Values of ${header}`}>
          {values.map(({ value, rows }) => (
            <Checkbox
              key={value}
              label={`${value === '' ? '(blank)' : value} · ${counted(rows.length, 'row')}`}
              checked={chosen.has(value)}
              onChange={(isChosen) => toggle(value, isChosen)}
            />
          ))}
        </div>
      )}
    </Dialog>
  )
}
