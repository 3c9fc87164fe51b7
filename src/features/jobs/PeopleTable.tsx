/** Every person of a job with their one state and JumpCloud's own words, page by page. */
import { useMemo } from 'react'
import { rowState, type Batch, type Job, type LedgerRow, type RowState } from '#domain/jobs/ledger.ts'
import { describeState } from '#domain/jobs/row-states.ts'
import { CopyText } from '#ui/CopyText.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { Pagination } from '#ui/Pagination.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { StateMark } from '#ui/StateMark.tsx'
import type { Counts } from '#workbench/jobs/job-outcome.ts'
import { pageSizes, usePaging, useSearchParam } from '#workbench/navigation/search-params.ts'
import styles from './Jobs.module.css'

interface Person {
  readonly row: LedgerRow
  readonly batch: Batch
  readonly state: RowState
}

export function PeopleTable({ job, counts }: { readonly job: Job; readonly counts: Counts }) {
  const { page, size, setPage, setSize } = usePaging()
  const [show, setShow] = useSearchParam('show', 'all')
  const everybody = useMemo(() => job.batches.flatMap((batch) => batch.rows.map((row): Person => ({ row, batch, state: rowState(batch, row) }))), [job])
  const people = useMemo(() => (show === 'all' ? everybody : everybody.filter(({ state }) => state === show)), [everybody, show])
  const pages = Math.max(1, Math.ceil(people.length / size))
  const at = Math.min(page, pages)
  const states = (Object.keys(counts) as RowState[]).filter((state) => counts[state] > 0)
  return (
    <div>
      {states.length > 1 && (
        <div className={styles.tools}>
          <Segmented
            label="Show"
            value={show}
            onChange={setShow}
            options={[
              { value: 'all', label: `Everybody ${everybody.length.toLocaleString()}` },
              ...states.map((state) => ({ value: state as string, label: `${describeState(state).label} ${counts[state].toLocaleString()}` })),
            ]}
          />
        </div>
      )}
      <DataTable
        caption="Users of this job"
        rows={people.slice((at - 1) * size, at * size)}
        rowKey={({ row, batch }) => `${batch.key} ${row.key}`}
        empty="Nobody is in this state."
        columns={[
          { key: 'person', header: 'Person', render: ({ row }) => <Name row={row} /> },
          {
            key: 'what',
            header: 'What',
            width: '90px',
            render: ({ batch, row }) => (batch.method === 'POST' || row.earlier !== undefined ? 'Create' : 'Update'),
          },
          {
            key: 'state',
            header: 'State',
            width: '170px',
            render: ({ state }) => (
              <span title={describeState(state).meaning}>
                <StateMark tone={describeState(state).tone}>{describeState(state).label}</StateMark>
              </span>
            ),
          },
          { key: 'message', header: 'Message', render: (person) => <Said person={person} /> },
          {
            key: 'id',
            header: 'User id',
            width: '230px',
            render: ({ row }) => (row.userId === null ? null : <CopyText text={row.userId} mono label="Copy the user id" />),
          },
        ]}
      />
      <Pagination page={at} size={size} sizes={pageSizes} total={people.length} hasNext={at < pages} onPage={setPage} onSize={setSize} />
    </div>
  )
}

function Name({ row }: { readonly row: LedgerRow }) {
  const name = row.username || row.email || row.userId || 'No name'
  return (
    <>
      <span className={styles.person}>{name}</span>
      <span className={styles.meta}>
        {row.email !== '' && row.email !== name ? `${row.email} · ` : ''}
        {row.line === null ? 'added by hand' : `line ${row.line}`}
      </span>
    </>
  )
}

/** JumpCloud's words as they came, and what the directory showed; where there is neither, why the row is where it is. */
function Said({ person: { row, batch } }: { readonly person: Person }) {
  const evidence = row.evidence ?? (row.message === null || row.message === '' ? batch.reason : null)
  return (
    <>
      {row.message !== null && row.message !== '' && <span className={styles.message}>{row.message}</span>}
      {evidence !== null && <span className={styles.evidence}>{evidence}</span>}
    </>
  )
}
