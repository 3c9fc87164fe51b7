/** Keeps the rows with some of a column's values; each value with the number of rows that have it. */
import { useMemo, useState } from 'react'
import { isClear } from '#domain/fields/clear.ts'
import { valuesOf } from '#domain/draft/row-view.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import type { RowSet } from '#domain/packed/row.ts'
import { SelectField } from '#ui/SelectField.tsx'
import { VisibleText } from '#ui/VisibleText.tsx'
import { formatNumber } from '#ui/locale.ts'
import { clearSign } from './cell-of-user.ts'
import type { GridFilter } from './use-row-view.ts'
import { ToolPanel } from './ToolPanel.tsx'
import styles from './GridToolbar.module.css'

interface Props {
  readonly set: RowSet
  readonly shown: readonly FieldKey[]
  /** The column that it is opened for. */
  readonly initial: FieldKey
  readonly filter: GridFilter
  readonly onFilter: (filter: GridFilter) => void
  readonly onClose: () => void
}

const mostShown = 200

/** As it is listed: values that differ by spaces alone look different. */
export function FilterValue({ value }: { readonly value: string }) {
  if (value === '') return 'Blank'
  return isClear(value) ? clearSign : <VisibleText text={value} />
}

export function ValueFilter({ set, shown, initial, filter, onFilter, onClose }: Props) {
  const fields = [...shown, ...set.columns.filter((key) => !shown.includes(key))].filter((key) => fieldByKey(key)?.secret !== true)
  const [field, setField] = useState(fields.find((key) => key === initial) ?? Object.keys(filter.values)[0] ?? fields[0] ?? '')
  const [text, setText] = useState('')
  const values = useMemo(() => valuesOf(set.rows, set.columns.indexOf(field)), [field, set])
  const chosen = new Set(filter.values[field])
  const matching = values.filter(({ value }) => value.toLowerCase().includes(text.trim().toLowerCase()))
  const toggle = (value: string) => {
    const next = chosen.has(value) ? [...chosen].filter((each) => each !== value) : [...chosen, value]
    const { [field]: _, ...others } = filter.values
    onFilter({ ...filter, values: next.length === 0 ? others : { ...others, [field]: next } })
  }
  return (
    <ToolPanel title="Filter by value" onClose={onClose}>
      <SelectField label="Column" value={field} onChange={setField} options={fields.map((key) => ({ value: key, label: fieldByKey(key)?.label ?? key }))} />
      <input type="search" aria-label="Find value" placeholder="Find value" value={text} onChange={(event) => setText(event.target.value)} />
      <ul className={styles.list}>
        {matching.slice(0, mostShown).map(({ value, count }) => (
          <li key={value}>
            <label className={styles.option}>
              <input type="checkbox" checked={chosen.has(value)} onChange={() => toggle(value)} />
              <span>
                <FilterValue value={value} />
              </span>
              <span className={styles.count}>{formatNumber(count)}</span>
            </label>
          </li>
        ))}
      </ul>
      {matching.length > mostShown && <p className={styles.group}>{formatNumber(matching.length - mostShown)} more values. Type to find one.</p>}
    </ToolPanel>
  )
}
