/** The tools above the users' grid: text filter, states with their counts, values of a column, columns, find and help. */
import { CircleHelp, Columns3, ListFilter, Replace, X } from 'lucide-react'
import { useLayoutEffect, useRef, useState, type CSSProperties, type ReactNode, type RefObject } from 'react'
import { counted } from '#domain/count.ts'
import { catalogue } from '#domain/fields/catalogue.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { RowSet } from '#domain/packed/row.ts'
import { Button } from '#ui/Button.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { AddColumn } from './AddColumn.tsx'
import { RowFilter } from './RowFilter.tsx'
import type { GridFilter, RowState } from './use-row-view.ts'
import { FilterValue, ValueFilter } from './ValueFilter.tsx'
import styles from './GridToolbar.module.css'

interface Props {
  readonly start: ReactNode
  /** The screen has a search and states of its own; only issues are filtered here then. */
  readonly hasOwnSearch: boolean
  readonly filter: GridFilter
  readonly onFilter: (filter: GridFilter) => void
  readonly counts: Readonly<Record<RowState, number>>
  readonly set: RowSet
  readonly shown: readonly string[]
  /** The column of the active cell. */
  readonly selected: () => string | null
  /** The column whose values are chosen from; null while they are not. */
  readonly filtering: string | null
  readonly onFiltering: (key: string | null) => void
  readonly hidden: readonly string[]
  readonly onShow: (key: string) => void
  readonly onAddField: ((key: string) => void) | undefined
  readonly onFind: () => void
  readonly onHelp: () => void
}

const labelOf = (key: string) => fieldByKey(key)?.label ?? key

export function GridToolbar(props: Props) {
  const { start, hasOwnSearch, filter, onFilter, counts, set, shown, selected, filtering, onFiltering, hidden, onShow, onAddField, onFind, onHelp } = props
  const [isAdding, setAdding] = useState(false)
  const valuesButton = useRef<HTMLSpanElement>(null)
  const columnsButton = useRef<HTMLSpanElement>(null)
  const [place, setPlace] = useState(0)
  const placeBelow = (button: RefObject<HTMLSpanElement | null>) => setPlace(button.current?.offsetLeft ?? 0)
  // From the menu of a column it opens below its button too.
  useLayoutEffect(() => {
    if (filtering !== null) placeBelow(valuesButton)
  }, [filtering])
  const toggleValues = () => {
    setAdding(false)
    onFiltering(filtering === null ? (selected() ?? '') : null)
  }
  const toggleColumns = () => {
    onFiltering(null)
    placeBelow(columnsButton)
    setAdding(!isAdding)
  }
  return (
    <div className={styles.tools} role="toolbar" aria-label="Grid tools" style={{ '--panel-left': `${place}px` } as CSSProperties}>
      {start}
      <RowFilter hasOwnSearch={hasOwnSearch} filter={filter} onFilter={onFilter} counts={counts} />
      <span ref={valuesButton}>
        <Button size="s" variant="quiet" icon={<ListFilter size={14} />} onClick={toggleValues}>
          Filter by value
        </Button>
      </span>
      {Object.entries(filter.values).map(([key, values]) => (
        <span key={key} className={styles.chip}>
          <span>
            {labelOf(key)}: {values.length === 1 ? <FilterValue value={values[0] ?? ''} /> : counted(values.length, 'value')}
          </span>
          <IconButton
            label={`Remove filter on ${labelOf(key)}`}
            icon={<X size={13} />}
            onClick={() => onFilter({ ...filter, values: Object.fromEntries(Object.entries(filter.values).filter(([each]) => each !== key)) })}
          />
        </span>
      ))}
      {(onAddField !== undefined || hidden.length > 0) && (
        <span ref={columnsButton}>
          <Button size="s" variant="quiet" icon={<Columns3 size={14} />} onClick={toggleColumns}>
            {hidden.length > 0 ? `Columns (${hidden.length} hidden)` : 'Add column'}
          </Button>
        </span>
      )}
      <Button size="s" variant="quiet" icon={<Replace size={14} />} onClick={onFind}>
        Find and replace
      </Button>
      <IconButton label="Keys and commands (?)" icon={<CircleHelp size={16} />} onClick={onHelp} />
      {isAdding && (
        <AddColumn
          hidden={hidden}
          fields={onAddField === undefined ? [] : catalogue.filter(({ key }) => !set.columns.includes(key))}
          onShow={onShow}
          onAdd={(key) => {
            onAddField?.(key)
            setAdding(false)
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {filtering !== null && (
        <ValueFilter key={filtering} set={set} shown={shown} initial={filtering} filter={filter} onFilter={onFilter} onClose={() => onFiltering(null)} />
      )}
    </div>
  )
}
