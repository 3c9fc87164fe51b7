/** The table of source columns: header, first values, field, and why that field. */
import { useDeferredValue, useMemo } from 'react'
import { catalogue } from '#domain/fields/catalogue.ts'
import { attributeField, fieldByKey } from '#domain/fields/field-lookup.ts'
import { cellAt } from '#domain/packed/packed-table.ts'
import type { ColumnMapping, ColumnTarget } from '#domain/mapping/model.ts'
import { Combobox } from '#ui/Combobox.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import styles from './ColumnsScreen.module.css'

interface Option {
  readonly value: string
  readonly label: string
  readonly group?: string | undefined
  readonly hint?: string | undefined
}

const fieldOptions: readonly Option[] = catalogue.map(({ key, label, group }) => ({ value: `field:${key}`, label, group, hint: key }))

const valueOf = (target: ColumnTarget): string => {
  switch (target.kind) {
    case 'field':
      return `field:${target.field}`
    case 'attribute-name':
      return `attribute-name:${target.number}`
    case 'attribute-value':
      return `attribute-value:${target.number}`
    case 'not-sent':
      return 'not-sent'
    case 'ignored':
      return 'ignored'
    case 'unmapped':
      return 'unmapped'
  }
}

/** Letters and digits only, at most 31 (documented for custom attribute names). */
const attributeNameOf = (header: string) => header.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 31)

function optionsFor(mapping: ColumnMapping): readonly Option[] {
  const { target, header } = mapping
  const own: Option[] = []
  if (target.kind === 'not-sent') own.push({ value: 'not-sent', label: `Not sent: ${target.name}` })
  if (target.kind === 'unmapped') own.push({ value: 'unmapped', label: 'Choose a field' })
  if (target.kind === 'attribute-name') own.push({ value: valueOf(target), label: `Name of custom attribute ${target.number}` })
  if (target.kind === 'attribute-value') own.push({ value: valueOf(target), label: `Value of custom attribute ${target.number}` })
  own.push({ value: 'ignored', label: 'Exclude' })
  const attribute = attributeNameOf(header)
  const chosen = target.kind === 'field' ? fieldByKey(target.field) : undefined
  const names = new Set([attribute, ...(chosen?.target.kind === 'attribute' ? [chosen.target.name] : [])].filter((name) => name !== ''))
  for (const name of names) {
    const field = attributeField(name)
    own.push({ value: `field:${field.key}`, label: `Custom attribute “${name}”`, group: 'Custom attributes', hint: field.key })
  }
  return [...own, ...fieldOptions]
}

function targetOf(value: string, mapping: ColumnMapping): ColumnTarget {
  if (value.startsWith('field:')) return { kind: 'field', field: value.slice('field:'.length) }
  if (value === 'ignored') return { kind: 'ignored' }
  return mapping.target
}

interface Props {
  readonly draft: OpenDraft
  readonly onChange: (column: number, target: ColumnTarget) => void
}

export function ColumnTable({ draft, onChange }: Props) {
  // The head of the screen is there at once, whatever the number of columns; their cells are first looked at after it.
  const rows = useDeferredValue(draft.mapping, noColumns)
  const samples = useMemo(() => (rows === noColumns ? [] : samplesOf(draft)), [draft, rows])
  return (
    <DataTable
      caption="Columns of the file"
      rows={rows}
      rowKey={({ column }) => String(column)}
      columns={[
        { key: 'header', header: 'Column in the file', render: ({ header }) => <span className={styles.header}>{header === '' ? '(no name)' : header}</span> },
        { key: 'samples', header: 'First values', render: ({ column }) => <span className={styles.samples}>{samples[column]}</span> },
        {
          key: 'field',
          header: 'Field in JumpCloud',
          render: (mapping) => (
            <Combobox
              className={styles.target}
              label={`Field for the column ${mapping.header}`}
              hideLabel
              value={valueOf(mapping.target)}
              options={optionsFor(mapping)}
              onChange={(value) => value !== null && onChange(mapping.column, targetOf(value, mapping))}
            />
          ),
        },
        { key: 'why', header: 'Why', render: ({ why }) => <span className={styles.why}>{why}</span> },
      ]}
    />
  )
}

const noColumns: readonly ColumnMapping[] = []

/** The first three values of each column that are not blank; secrets are masked. */
function samplesOf(draft: OpenDraft): string[] {
  return draft.mapping.map(({ column, target }) => {
    const secret = target.kind === 'field' && fieldByKey(target.field)?.secret === true
    const found: string[] = []
    for (let row = 0; row < draft.table.rowCount; row += 1) {
      const text = cellAt(draft.table, row, column)
      if (text !== '') found.push(secret ? '••••••' : text.length > 40 ? `${text.slice(0, 39)}…` : text)
      if (found.length === 3) break
    }
    return found.length === 0 ? 'No values' : found.join('  ·  ')
  })
}
