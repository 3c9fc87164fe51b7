/** The plan row by row: what will happen to whom, field by field, and why a row is held back. */
import { useMemo } from 'react'
import { Link } from 'wouter'
import { userId } from '#domain/directory/match.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { Change, Plan, PlanItem } from '#domain/jobs/plan.ts'
import type { Row, RowSet } from '#domain/rows/row.ts'
import { Button } from '#ui/Button.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { Pagination } from '#ui/Pagination.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { StateMark } from '#ui/StateMark.tsx'
import { setExcluded, type StoredDraft } from '#workbench/draft-session.ts'
import { fieldLabel } from '#workbench/field-label.ts'
import { paths } from '#workbench/paths.ts'
import { pageSizes, usePaging, useSearchParam } from '#workbench/search-params.ts'
import styles from './Review.module.css'

const kinds: Record<PlanItem['kind'], { readonly label: string; readonly tone: 'success' | 'info' | 'neutral' | 'danger' }> = {
  create: { label: 'Will be created', tone: 'success' },
  update: { label: 'Will be updated', tone: 'info' },
  unchanged: { label: 'Stays as it is', tone: 'neutral' },
  excluded: { label: 'Left out', tone: 'neutral' },
  blocked: { label: 'Held back', tone: 'danger' },
}

interface Props {
  readonly draft: StoredDraft
  readonly set: RowSet
  readonly plan: Plan
}

export function PlanTable({ draft, set, plan }: Props) {
  const { page, size, setPage, setSize } = usePaging()
  const [show, setShow] = useSearchParam('show', 'all')
  const rowByKey = useMemo(() => new Map(set.rows.map((row) => [row.key, row])), [set])
  const items = useMemo(() => (show === 'all' ? plan.items : plan.items.filter(({ kind }) => kind === show)), [plan, show])
  const pages = Math.max(1, Math.ceil(items.length / size))
  const at = Math.min(page, pages)
  const shown = items.slice((at - 1) * size, at * size)
  return (
    <div>
      <div className={styles.tableTools}>
        <Segmented
          label="Show"
          value={show}
          onChange={setShow}
          options={[
            { value: 'all', label: 'All' },
            ...(['create', 'update', 'blocked', 'unchanged', 'excluded'] as const)
              .filter((kind) => plan.counts[kind] > 0)
              .map((kind) => ({ value: kind as string, label: `${kinds[kind].label} ${plan.counts[kind].toLocaleString()}` })),
          ]}
        />
      </div>
      <DataTable
        caption="Plan, row by row"
        rows={shown}
        rowKey={({ row }) => row}
        empty="No row is of this kind."
        columns={[
          { key: 'person', header: 'Person', width: '220px', render: ({ row }) => <Person row={rowByKey.get(row)} set={set} /> },
          { key: 'kind', header: 'What will happen', width: '160px', render: ({ kind }) => <StateMark tone={kinds[kind].tone}>{kinds[kind].label}</StateMark> },
          { key: 'detail', header: 'Change by change', render: (item) => <Detail item={item} draft={draft} /> },
          {
            key: 'out',
            header: '',
            width: '110px',
            align: 'end',
            render: ({ kind, row }) => (
              <Button size="s" variant="quiet" onClick={() => setExcluded(draft.id, [row], kind !== 'excluded')}>
                {kind === 'excluded' ? 'Take in' : 'Leave out'}
              </Button>
            ),
          },
        ]}
      />
      <Pagination page={at} size={size} sizes={pageSizes} total={items.length} hasNext={at < pages} onPage={setPage} onSize={setSize} />
    </div>
  )
}

function Person({ row, set }: { readonly row: Row | undefined; readonly set: RowSet }) {
  if (row === undefined) return null
  const cell = (key: string) => row.cells[set.columns.indexOf(key)] ?? ''
  const name = cell('username') || cell('email') || cell('employeeIdentifier') || cell('id') || '(no name)'
  return (
    <>
      <span className={styles.person}>{name}</span>
      <span className={styles.meta}>{row.line === null ? 'Added by hand' : `Line ${row.line}`}</span>
    </>
  )
}

function Detail({ item, draft }: { readonly item: PlanItem; readonly draft: StoredDraft }) {
  switch (item.kind) {
    case 'create':
      return <Changes changes={item.changes} isNew />
    case 'update':
      return <Changes changes={item.changes} isNew={false} />
    case 'unchanged':
      return <span className={styles.meta}>Every value is already in the directory ({item.user.username ?? userId(item.user)}).</span>
    case 'excluded':
      return <span className={styles.meta}>{item.reason}</span>
    case 'blocked':
      return (
        <ul className={styles.reasons}>
          {item.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
          <li>
            <Link href={paths.draft(draft.id, { row: item.row })}>Put it right in the grid</Link>
          </li>
        </ul>
      )
  }
}

const masked = (field: string, text: string) => (fieldByKey(field)?.secret === true && text !== '' ? '••••••' : text)

function Changes({ changes, isNew }: { readonly changes: readonly Change[]; readonly isNew: boolean }) {
  return (
    <ul className={styles.changes}>
      {changes.map(({ field, before, after }) => (
        <li key={field}>
          <span className={styles.field}>{fieldLabel(field)}</span>
          {!isNew && before !== '' && (
            <>
              <del className={styles.before}>{masked(field, before)}</del>
              <span aria-hidden="true">→</span>
            </>
          )}
          <ins className={isNew ? styles.new : styles.after} style={{ textDecoration: 'none' }}>
            {masked(field, after)}
          </ins>
        </li>
      ))}
    </ul>
  )
}
