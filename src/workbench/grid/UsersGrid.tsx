/** The users' grid: rows of fields that are edited, sorted, filtered, searched and arranged. Drafts, the directory and results share it. */
import { useRef, type RefObject } from 'react'
import { Grid } from '#ui/grid/Grid.tsx'
import type { GridHandle } from '#ui/grid/grid-model.ts'
import { toast } from '#ui/Toast.tsx'
import { suggestions } from './column-texts.ts'
import { clearableFields, clearCells, clearRows } from './clear-cells.ts'
import { ClearUsers } from './ClearUsers.tsx'
import { FindPanel } from './FindPanel.tsx'
import { GridHelp } from './GridHelp.tsx'
import { GridToolbar } from './GridToolbar.tsx'
import { ShownRows } from './ShownRows.tsx'
import { withIssues } from './row-issues.ts'
import { PasteNotice } from './PasteNotice.tsx'
import { panelForKey } from './screen-keys.ts'
import { isFiltering, noFilter } from './use-row-view.ts'
import { useUsersGrid } from './use-users-grid.ts'
import type { UsersGridProps } from './users-grid-props.ts'
import styles from './UsersGrid.module.css'

export function UsersGrid(props: UsersGridProps) {
  const { set, commands } = props
  const grid = useRef<GridHandle>(null)
  const own = useUsersGrid(props, grid)
  const { view, columns, act, edits } = own
  const grows = commands?.canGrow === true
  return (
    <div
      className={styles.work}
      onKeyDown={({ nativeEvent }) => {
        const wanted = panelForKey(nativeEvent)
        if (wanted !== null) own.setPanel(wanted)
      }}
      role="presentation"
    >
      <GridToolbar
        start={props.toolbar}
        hasOwnSearch={props.hasOwnSearch === true}
        filter={view.filter}
        onFilter={view.setFilter}
        counts={own.counts}
        set={set}
        shown={columns.shown}
        selected={() => columns.shown[own.range()?.left ?? -1] ?? null}
        filtering={own.filtering}
        onFiltering={own.setFiltering}
        hidden={columns.hidden}
        onShow={columns.show}
        onAddField={grows ? act.addField : undefined}
        onFind={() => own.setPanel('replace')}
        onHelp={() => own.setHelpOpen(true)}
      />
      {own.panel !== null && (
        <FindPanel
          set={set}
          view={view}
          shown={columns.shown}
          range={own.range}
          canReplace={commands !== null}
          startsReplacing={own.panel === 'replace'}
          blankMeans={props.deleteMeans}
          onShow={({ row, column }) => grid.current?.showCell(row, column)}
          onReplace={(cells, name) => commands?.edit({ cells }, name) === true}
          onClose={() => {
            own.setPanel(null)
            grid.current?.focus()
          }}
        />
      )}
      {edits.clearable.length > 0 && commands !== null && (
        <PasteNotice count={edits.clearable.length} onClear={() => clearCells(commands.edit, edits.clearable)} onClose={edits.forget} />
      )}
      <Table ref={grid} props={props} own={own} />
      {own.clearing.length > 0 && commands !== null && (
        <ClearUsers
          users={own.clearing.length}
          fields={clearableFields(set.columns)}
          onClear={() => clearRows(commands.edit, own.clearing, set.columns)}
          onClose={() => own.setClearing([])}
        />
      )}
      <GridHelp
        open={own.isHelpOpen}
        canEdit={commands !== null}
        canClear={props.canClear}
        onClose={() => own.setHelpOpen(false)}
        finalFocus={() => grid.current?.element() ?? null}
      />
    </div>
  )
}

interface TableProps {
  readonly ref: RefObject<GridHandle | null>
  readonly props: UsersGridProps
  readonly own: ReturnType<typeof useUsersGrid>
}

function Table({ ref, props, own }: TableProps) {
  const { set, commands, onOpenRow } = props
  const { view, columns, cells } = own
  const isFiltered = isFiltering(view.filter)
  return (
    <div className={styles.grid}>
      <Grid
        ref={ref}
        label={props.label}
        rowCount={view.count}
        columns={columns.columns}
        frozen={columns.frozen}
        corner={props.corner}
        cell={cells.cell}
        rowState={cells.rowState}
        rowHeader={(row) => {
          const at = view.at(row)
          return at === undefined ? { text: '', title: '' } : withIssues(props.rowHeader(at), props.issues?.get(at.key))
        }}
        rowKey={(row) => view.at(row)?.key ?? ''}
        rowOf={(key) => (key === '' ? -1 : view.indexOf(key))}
        sort={view.sort}
        onSort={view.setSort}
        onChange={commands === null ? undefined : own.edits.onChange}
        suggest={(key) => suggestions(set, key)}
        canGrow={commands?.canGrow}
        onPastEnd={own.act.pastEnd}
        openLabel="Open user"
        onOpenRow={onOpenRow === undefined ? undefined : (row) => onOpenRow(view.at(row)?.key ?? '', view)}
        keys={own.keys}
        menu={own.menu}
        onColumnWidth={columns.resize}
        onColumnFit={own.fit}
        onColumnMove={columns.move}
        onMessage={(message) => toast(message)}
        status={<ShownRows shown={view.count} all={set.rows.length} onClear={isFiltered ? () => view.setFilter(noFilter) : null} />}
      />
      {view.count === 0 && <p className={styles.none}>{isFiltered ? 'No row matches the filter.' : (props.emptyText ?? 'No rows.')}</p>}
    </div>
  )
}
