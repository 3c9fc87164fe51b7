/** The table of source columns, a row each: header, first values, field, why that field, what a blank means, and what can be done to the values. */
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import { soundsSecret } from '#domain/fields/secret-header.ts'
import { canClearField } from '#domain/mapping/blanks.ts'
import { cellAt } from '#domain/packed/packed-table.ts'
import type { BlankPolicy, ColumnMapping, ColumnTarget } from '#domain/mapping/model.ts'
import { Combobox } from '#ui/Combobox.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { Hidden } from '#ui/Hidden.tsx'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { BlankPolicyButton } from './BlankPolicyButton.tsx'
import { NewAttribute } from './NewAttribute.tsx'
import { newAttribute, optionOf, optionsFor, targetOf } from './field-options.ts'
import styles from './ColumnsScreen.module.css'

interface Props {
  readonly draft: OpenDraft
  readonly columns: readonly ColumnMapping[]
  /** By column: the transform that has read it. */
  readonly uses: ReadonlyMap<number, string>
  /** Custom attributes that are known of the file and the directory. */
  readonly attributes: readonly string[]
  readonly onChange: (column: number, target: ColumnTarget) => void
  readonly onBlanks: (column: number, blanks: BlankPolicy) => void
  /** What else can be done to a column. */
  readonly tools?: ((column: ColumnMapping) => ReactNode) | undefined
}

const confidenceWords = { certain: 'Certain', likely: 'Likely', unsure: 'Check this' } as const

export function ColumnTable({ draft, columns, uses, attributes, onChange, onBlanks, tools }: Props) {
  // The head of the screen is there at once, whatever the number of columns; their cells are first looked at after it.
  const rows = useDeferredValue(columns, noColumns)
  const samples = useMemo(() => (rows === noColumns ? new Map<number, string>() : samplesOf(draft, rows)), [draft, rows])
  const [naming, setNaming] = useState<ColumnMapping | null>(null)
  return (
    <>
      <DataTable
        caption="Columns of the file"
        narrow="minmax(0, 1fr) auto"
        rows={rows}
        rowKey={({ column }) => String(column)}
        empty={columns.length === 0 ? 'Every column is mapped.' : undefined}
        columns={[
          {
            key: 'header',
            narrowPlace: '1 / -1',
            header: 'Column in the file',
            render: ({ header, column }) => (
              <>
                <span className={styles.header}>{header === '' ? '(no name)' : header}</span>
                <span className={styles.samples}>{samples.get(column)}</span>
              </>
            ),
          },
          {
            key: 'field',
            narrowPlace: '1 / -1',
            header: 'Field in JumpCloud',
            render: (mapping) => (
              <Combobox
                className={styles.target}
                label={`Field for the column ${mapping.header}`}
                hideLabel
                value={optionOf(mapping.target)}
                options={optionsFor(mapping, attributes)}
                onChange={(value) => {
                  if (value === newAttribute) setNaming(mapping)
                  else if (value !== null) onChange(mapping.column, targetOf(value, mapping))
                }}
              />
            ),
          },
          { key: 'why', header: 'Why', narrowPlace: '1 / -1', render: (mapping) => <Why mapping={mapping} use={uses.get(mapping.column)} /> },
          {
            key: 'blanks',
            header: 'Blank cells',
            isNarrowLabeled: true,
            narrowPlace: '1 / -1',
            render: (mapping) =>
              mapping.target.kind === 'field' && canClearField(mapping.target.field) ? (
                <BlankPolicyButton table={draft.table} mapping={mapping} onChange={(blanks) => onBlanks(mapping.column, blanks)} />
              ) : (
                <span className={styles.why}>{mapping.target.kind === 'field' ? 'Leave unchanged' : '–'}</span>
              ),
          },
          ...(tools === undefined ? [] : [{ key: 'tools', header: '', render: tools }]),
        ]}
      />
      {naming !== null && (
        <NewAttribute
          header={naming.header}
          attributes={attributes}
          onClose={() => setNaming(null)}
          onName={(name) => {
            onChange(naming.column, { kind: 'field', field: `attributes.${name}` })
            setNaming(null)
          }}
        />
      )}
    </>
  )
}

function Why({ mapping: { why, confidence, target }, use }: { readonly mapping: ColumnMapping; readonly use: string | undefined }) {
  // That no field was found for a column is no news once its values are in one.
  if (use !== undefined && target.kind === 'unmapped') return <span className={styles.why}>Read by “{use}”</span>
  return (
    <span className={styles.why}>
      {confidence !== undefined &&
        target.kind === 'field' &&
        // Only what may be wrong stands out.
        (confidence === 'certain' ? (
          <Hidden>{confidenceWords.certain}: </Hidden>
        ) : (
          <span className={styles.confidence} data-confidence={confidence}>
            {confidenceWords[confidence]}
          </span>
        ))}
      {why}
    </span>
  )
}

const noColumns: readonly ColumnMapping[] = []
const shownSamples = 3
/** Rows that are searched for values: a column may be blank for a hundred thousand of them. */
const searchedRows = 5_000
const longestSample = 40

/** The first three different values of each column that are not blank; secrets are masked. */
function samplesOf({ table }: OpenDraft, columns: readonly ColumnMapping[]): Map<number, string> {
  return new Map(
    columns.map(({ column, header, target }) => {
      const secret = soundsSecret(header) || (target.kind === 'field' && fieldByKey(target.field)?.secret === true)
      const found = new Set<string>()
      for (let row = 0; row < Math.min(table.rowCount, searchedRows) && found.size < shownSamples; row += 1) {
        const text = cellAt(table, row, column)
        if (text.trim() === '') continue
        found.add(secret ? '••••••' : text.length > longestSample ? `${text.slice(0, longestSample - 1)}…` : text)
        // One password looks like the next.
        if (secret) break
      }
      return [column, found.size === 0 ? 'No values' : [...found].join('  ·  ')]
    }),
  )
}
