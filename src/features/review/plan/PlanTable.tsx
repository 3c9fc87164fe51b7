/** The plan row by row: what will happen to each user, field by field, and why a row is blocked. */
import { memo, useCallback, useDeferredValue, useMemo, useState } from 'react'
import { Link } from 'wouter'
import { rowPlace } from '#domain/draft/origin.ts'
import type { FieldKey } from '#domain/fields/field.ts'
import type { RowKey, RowSet } from '#domain/packed/row.ts'
import type { Change } from '#domain/plan/plan-model.ts'
import { StateMark } from '#ui/StateMark.tsx'
import { VirtualTable, type VirtualColumn } from '#ui/VirtualTable.tsx'
import { setExcluded, setOmitted, type OpenDraft } from '#workbench/draft/draft-session.ts'
import { paths } from '#workbench/navigation/paths.ts'
import { useChangeSearch, useSearchParam } from '#workbench/navigation/search-params.ts'
import { Changes, Values } from './Changes.tsx'
import { fieldLabel } from '#workbench/user/field-label.ts'
import { SendAgain, SentState } from './SentRow.tsx'
import { UserDetails } from './UserDetails.tsx'
import { kindWords, shownKind } from './plan-kinds.ts'
import { filterOptions, PlanFilters } from './PlanFilters.tsx'
import { calledAs, filterRows, type PlanRow } from './plan-rows.ts'
import type { ReviewPlan } from './use-plan.ts'
import styles from '../Review.module.css'

interface Props {
  readonly draft: OpenDraft
  readonly set: RowSet
  readonly review: ReviewPlan
  /** Rows that turned out otherwise when the directory was read once more. */
  readonly news: ReadonlySet<RowKey>
  readonly suppressEmail: boolean
}

/** Drawn again only for something new: the progress of a read does not touch it. */
export const PlanTable = memo(function PlanTable({ draft, set, review, news, suppressEmail }: Props) {
  const { rows } = review
  const [showParam, setShow] = useSearchParam('show', 'all')
  const [fieldParam, setField] = useSearchParam('field', 'any')
  // A filter that the plan has no row for is in no control any more, so it filters nothing.
  const options = useMemo(() => filterOptions(review.plan.counts, review.summary, news), [news, review])
  const show = options.some(({ value }) => value === showParam) ? showParam : 'all'
  const field = review.summary.fields.some((each) => each.field === fieldParam) ? fieldParam : 'any'
  const [find] = useSearchParam('find', '')
  const changeSearch = useChangeSearch()
  const setFind = useCallback((text: string) => changeSearch({ find: text }), [changeSearch])
  const findNow = useDeferredValue(find)
  const [opened, setOpened] = useState<RowKey | null>(null)
  const shown = useMemo(() => filterRows(rows, set.columns, { show, field, find: findNow, news }), [field, findNow, news, rows, set.columns, show])
  const { id, origin } = draft
  const columns = useMemo(() => columnsFor({ id, origin }, set.columns, setOpened), [id, origin, set.columns])
  const user = opened === null ? undefined : rows.find(({ row }) => row.key === opened)
  return (
    <div className={styles.table}>
      <PlanFilters draft={draft} options={options} summary={review.summary} shown={shown} {...{ show, setShow, field, setField, find, setFind }} />
      <VirtualTable
        caption="Plan, row by row"
        columns={columns}
        rows={shown}
        rowKey={keyOf}
        heightOf={heightOf}
        isMeasured={isMeasured}
        narrow="minmax(0, 1fr) auto"
        empty="No rows of this kind."
      />
      {user !== undefined && (
        <UserDetails user={user} draft={draft} set={set} readAt={review.reading.readAt} suppressEmail={suppressEmail} onClose={() => setOpened(null)} />
      )}
    </div>
  )
})

const keyOf = ({ row }: PlanRow): RowKey => row.key

/** More lines than these are shown with the whole user. */
const mostLines = 8
const lineHeight = 22

function linesOf({ changes, omitted, drift }: PlanRow): number {
  const all = changes.length + omitted.length
  return Math.min(all, mostLines) + (all > mostLines ? 1 : 0) + drift.length
}
const heightOf = (row: PlanRow): number => Math.max(54, 15 + linesOf(row) * lineHeight)
/** Sentences and long values wrap as they need. */
const isMeasured = (row: PlanRow): boolean => row.item.kind === 'blocked' || hasLongValue(row)

/** About what fits on one line of the narrowest screen. */
const longValue = 24
const lengthOf = ({ before, after }: Change): number => before.length + after.length
const hasLongValue = ({ changes }: PlanRow): boolean => changes.slice(0, mostLines).some((change) => lengthOf(change) > longValue)

function columnsFor(
  { id: draftId, origin }: Pick<OpenDraft, 'id' | 'origin'>,
  fields: readonly FieldKey[],
  open: (row: RowKey) => void,
): readonly VirtualColumn<PlanRow>[] {
  return [
    {
      key: 'user',
      header: 'User',
      width: 'minmax(170px, 220px)',
      narrowPlace: '1',
      render: (user) => (
        <>
          <button type="button" className={styles.name} title="All changes of this user, and the request" onClick={() => open(user.row.key)}>
            {user.name}
          </button>
          <span className={styles.meta}>{[rowPlace(origin, user.row.line), calledAs(user, fields)].filter((text) => text !== '').join(' · ')}</span>
        </>
      ),
    },
    {
      key: 'kind',
      header: 'Action',
      width: '168px',
      narrowPlace: '1',
      render: ({ item, marks }) => (
        <>
          <StateMark tone={kindWords[shownKind(item)].tone}>{kindWords[shownKind(item)].label}</StateMark>
          {marks.length > 0 && <span className={styles.meta}>{marks.join(' · ')}</span>}
        </>
      ),
    },
    { key: 'detail', header: 'Changes', width: 'minmax(0, 1fr)', narrowPlace: '1 / -1', render: (row) => <Detail of={row} draftId={draftId} onOpen={open} /> },
    {
      key: 'out',
      header: '',
      width: '92px',
      narrowPlace: '2',
      align: 'end',
      render: ({ item, row, omitted }) =>
        item.kind === 'sent' ? (
          <SendAgain draftId={draftId} item={item} />
        ) : // A row whose every change is excluded comes back change by change.
        item.kind === 'excluded' && omitted.length > 0 ? null : (
          <button type="button" className={styles.out} onClick={() => setExcluded(draftId, [row.key], item.kind !== 'excluded')}>
            {item.kind === 'excluded' ? 'Include' : 'Exclude'}
          </button>
        ),
    },
  ]
}

function Detail({ of, draftId, onOpen }: { readonly of: PlanRow; readonly draftId: string; readonly onOpen: (row: RowKey) => void }) {
  const { item, row, name, changes, omitted, sensitive, drift } = of
  if (item.kind === 'blocked')
    return (
      <ul className={styles.reasons}>
        {item.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        <li>
          <Link href={paths.draft(draftId, { row: item.row, field: item.cells[0] ?? null })}>Fix in grid</Link>
        </li>
      </ul>
    )
  const hidden = changes.length + omitted.length - mostLines
  return (
    <>
      {item.kind === 'unchanged' && <span className={styles.meta}>Every value is already in the directory.</span>}
      {item.kind === 'sent' && <SentState sent={item.sent} />}
      {item.kind === 'excluded' && omitted.length === 0 && <span className={styles.meta}>{item.reason}</span>}
      {drift.map((change) => (
        <span key={change.field} className={styles.drift}>
          Changed in JumpCloud since you opened this draft: {fieldLabel(change.field)} <Values change={change} isNew={false} />
        </span>
      ))}
      <Changes
        item={item}
        name={name}
        changes={changes.slice(0, mostLines)}
        omitted={omitted.slice(0, Math.max(0, mostLines - changes.length))}
        sensitive={sensitive}
        wraps={hasLongValue(of)}
        onOmit={(field, isOut) => setOmitted(draftId, [row.key], field, isOut)}
      />
      {hidden > 0 && (
        <button type="button" className={styles.more} onClick={() => onOpen(row.key)}>
          and {hidden} more
        </button>
      )}
    </>
  )
}
