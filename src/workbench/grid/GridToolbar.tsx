/** The tools above the users' grid: text filter, states with their counts, values of a column, columns, find and help. */
import { CircleHelp, Columns3, ListFilter, Replace, X } from 'lucide-react'
import { useRef, useState, type CSSProperties, type ReactNode, type RefObject } from 'react'
import { counted } from '#domain/count.ts'
import { catalogue } from '#domain/fields/catalogue.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { RowSet } from '#domain/packed/row.ts'
import { Button } from '#ui/Button.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { AddColumn } from './AddColumn.tsx'
import { RowFilter } from './RowFilter.tsx'
import type { GridFilter, RowState } from './use-row-view.ts'
import { ValueFilter } from './ValueFilter.tsx'
import styles from './GridToolbar.module.css'

interface Props {
  readonly start: ReactNode
  /** The screen has a search and states of its own; only issues are filtered here then. */
  readonly hasOwnSearch: boolean
  readonly filter: GridFilter
  readonly onFilter: (filter: GridFilter) => void
  readonly counts: Readonly<Record<RowState, number>>
  readonly set: RowSet
  readonly hidden: readonly string[]
  readonly onShow: (key: string) => void
  readonly onAddField: ((key: string) => void) | undefined
  readonly onFind: () => void
  readonly onHelp: () => void
}

const labelOf = (key: string) => fieldByKey(key)?.label ?? key

export function GridToolbar({ start, hasOwnSearch, filter, onFilter, counts, set, hidden, onShow, onAddField, onFind, onHelp }: Props) {
  const [panel, setPanel] = useState<'columns' | 'values' | null>(null)
  const [valuesButton, columnsButton] = [useRef<HTMLSpanElement>(null), useRef<HTMLSpanElement>(null)]
  const [place, setPlace] = useState(0)
  const toggle = (next: 'columns' | 'values', button: RefObject<HTMLSpanElement | null>) => {
    setPanel(panel === next ? null : next)
    setPlace(button.current?.offsetLeft ?? 0)
  }
  return (
    <div className={styles.tools} role="toolbar" aria-label="Grid tools" style={{ '--panel-left': `${place}px` } as CSSProperties}>
      {start}
      <RowFilter hasOwnSearch={hasOwnSearch} filter={filter} onFilter={onFilter} counts={counts} />
      <span ref={valuesButton}>
        <Button size="s" variant="quiet" icon={<ListFilter size={14} />} onClick={() => toggle('values', valuesButton)}>
          Filter by value
        </Button>
      </span>
      {Object.entries(filter.values).map(([key, values]) => (
        <span key={key} className={styles.chip}>
          {labelOf(key)}: {values.length === 1 ? (values[0] === '' ? 'blank' : values[0]) : counted(values.length, 'value')}
          <IconButton
            label={`Remove filter on ${labelOf(key)}`}
            icon={<X size={13} />}
            onClick={() => onFilter({ ...filter, values: Object.fromEntries(Object.entries(filter.values).filter(([each]) => each !== key)) })}
          />
        </span>
      ))}
      {(onAddField !== undefined || hidden.length > 0) && (
        <span ref={columnsButton}>
          <Button size="s" variant="quiet" icon={<Columns3 size={14} />} onClick={() => toggle('columns', columnsButton)}>
            {hidden.length > 0 ? `Columns (${hidden.length} hidden)` : 'Add column'}
          </Button>
        </span>
      )}
      <Button size="s" variant="quiet" icon={<Replace size={14} />} onClick={onFind}>
        Find and replace
      </Button>
      <IconButton label="Keys and commands (?)" icon={<CircleHelp size={16} />} onClick={onHelp} />
      {panel === 'columns' && (
        <AddColumn
          hidden={hidden}
          fields={onAddField === undefined ? [] : catalogue.filter(({ key }) => !set.columns.includes(key))}
          onShow={onShow}
          onAdd={(key) => {
            onAddField?.(key)
            setPanel(null)
          }}
          onClose={() => setPanel(null)}
        />
      )}
      {panel === 'values' && <ValueFilter set={set} filter={filter} onFilter={onFilter} onClose={() => setPanel(null)} />}
    </div>
  )
}
