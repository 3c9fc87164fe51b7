/** The header row: the names of the columns, always in sight. */
import type { VirtualItem } from '@tanstack/react-virtual'
import type { GridColumn } from './grid-model.ts'
import { headerHeight, rowHeaderWidth } from './grid-sizes.ts'
import styles from './Grid.module.css'

interface Props {
  readonly columns: readonly GridColumn[]
  readonly shown: readonly VirtualItem[]
}

export function GridHeader({ columns, shown }: Props) {
  return (
    <div role="row" aria-rowindex={1} className={styles.header} style={{ height: headerHeight }}>
      <div role="columnheader" aria-colindex={1} className={styles.corner} style={{ width: rowHeaderWidth }}>
        Line
      </div>
      {shown.map(({ index, start, size }) => {
        const column = columns[index]
        return (
          <div
            key={index}
            role="columnheader"
            aria-colindex={index + 2}
            className={styles.columnHeader}
            style={{ left: start, width: size }}
            title={column?.hint === undefined ? column?.label : `${column.label} · ${column.hint}`}
          >
            {column?.label}
          </div>
        )
      })}
    </div>
  )
}
