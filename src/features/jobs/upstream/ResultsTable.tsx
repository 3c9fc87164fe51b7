/** Results of a JumpCloud job as it gives them, word for word. */
import { classifyResult, messageOf, userOf, type ReadResult } from '#domain/jobs/results.ts'
import { describeState } from '#domain/jobs/row-states.ts'
import { CopyText } from '#ui/CopyText.tsx'
import { DataTable } from '#ui/DataTable.tsx'
import { formatDateTime, formatNumber } from '#ui/locale.ts'
import { StateMark } from '#ui/StateMark.tsx'
import rowText from '../RowText.module.css'
import styles from './ResultsTable.module.css'

interface Props {
  readonly jobId: string
  readonly rows: readonly ReadResult[]
  /** Place of the first row among all, from 1. */
  readonly first: number
  readonly isLoading: boolean
  readonly empty: string
}

export function ResultsTable({ jobId, rows, first, isLoading, empty }: Props) {
  return (
    <DataTable
      isFilling
      narrow="auto minmax(0, 1fr)"
      caption={`Results of the job ${jobId}`}
      loading={isLoading}
      rows={rows.map((result, index) => ({ result, place: first + index }))}
      rowKey={({ place }) => String(place)}
      empty={empty}
      columns={[
        { key: 'place', header: '#', align: 'end', width: '56px', narrowPlace: '1', render: ({ place }) => formatNumber(place) },
        { key: 'user', header: 'User', narrowPlace: '2', render: ({ result }) => <User result={result} /> },
        { key: 'state', header: 'Result', width: '190px', narrowPlace: '2', render: ({ result }) => <State result={result} /> },
        { key: 'message', header: 'Message', narrowPlace: '2', render: ({ result }) => <span className={rowText.message}>{messageOf(result)}</span> },
        { key: 'updated', header: 'Updated', width: '200px', narrowPlace: '2', isNarrowLabeled: true, render: ({ result }) => updatedWords(result) },
      ]}
    />
  )
}

function User({ result }: { readonly result: ReadResult }) {
  const { id, username, email } = userOf(result)
  const name = username ?? email
  return (
    <>
      <span className={styles.name}>{name ?? 'Not named by JumpCloud'}</span>
      {email !== undefined && name !== email && <span className={rowText.meta}>{email}</span>}
      {id !== undefined && <CopyText text={id} mono label="Copy the user id" />}
    </>
  )
}

function State({ result }: { readonly result: ReadResult }) {
  const { label, tone } = describeState(classifyResult(result))
  return (
    <>
      <StateMark tone={tone}>{label}</StateMark>
      <span className={rowText.meta}>{result.status === undefined ? 'no status' : `“${result.status}”`}</span>
    </>
  )
}

function updatedWords({ updatedAt, createdAt }: ReadResult): string {
  const at = Date.parse(updatedAt ?? createdAt ?? '')
  return Number.isNaN(at) ? '' : formatDateTime(at)
}
