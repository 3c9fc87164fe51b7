/** Every issue of the draft, grouped by what is wrong; a click goes to the cell. */
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { findRow } from '#domain/packed/row-list.ts'
import type { RowSet } from '#domain/packed/row.ts'
import type { Issues } from '#workbench/draft/draft-session.ts'
import { fieldLabel } from '#workbench/user/field-label.ts'
import styles from './IssuePanel.module.css'

type Group = Issues['groups'][number]

interface Props {
  readonly set: RowSet
  readonly issues: Issues | null
  readonly onGo: (row: string, field: string | null) => void
}

const shownPerGroup = 20

const nameOf = ({ kind, severity, field }: Group): string => {
  const column = field === null ? 'Whole row' : fieldLabel(field)
  if (kind === 'double') return `${column} in several rows`
  if (kind === 'near') return `${column} alike but for dots`
  return severity === 'error' ? column : `${column} (worth a look)`
}

export function IssuePanel({ set, issues, onGo }: Props) {
  const [open, setOpen] = useState<string | null>(null)
  const groups = issues?.groups ?? []
  return (
    <aside className={styles.panel} aria-label="Issues">
      <h2>Issues</h2>
      {issues !== null && groups.length === 0 && (
        <p className={styles.none}>
          <CircleCheck size={16} aria-hidden="true" /> Nothing to put right.
        </p>
      )}
      <ul>
        {groups.map((group) => {
          const { severity, count } = group
          const name = nameOf(group)
          const Icon = severity === 'error' ? CircleAlert : TriangleAlert
          const isOpen = open === name || groups.length === 1
          return (
            <li key={name}>
              <button type="button" className={styles.group} aria-expanded={isOpen} onClick={() => setOpen(isOpen ? null : name)}>
                <Icon size={16} aria-hidden="true" className={severity === 'error' ? styles.error : styles.warning} />
                <span className={styles.hidden}>{severity === 'error' ? 'Error' : 'Warning'}: </span>
                <span>{name}</span>
                <span className={styles.count}>{count.toLocaleString()}</span>
              </button>
              {isOpen && issues !== null && <Rows set={set} issues={issues} group={group} onGo={onGo} />}
            </li>
          )
        })}
      </ul>
    </aside>
  )
}

/** The first rows of a group, each with what is wrong in it. */
function Rows({ set, issues, group, onGo }: { readonly set: RowSet; readonly issues: Issues; readonly group: Group; readonly onGo: Props['onGo'] }) {
  const { field, severity, count } = group
  return (
    <ol>
      {issues.rowsOf(group, shownPerGroup).map((key) => {
        const line = findRow(set.rows, key)?.line ?? null
        const said = (issues.get(key) ?? []).filter((issue) => issue.field === field && issue.severity === severity)
        return (
          <li key={key}>
            <button type="button" className={styles.go} onClick={() => onGo(key, field)}>
              <span className={styles.line}>{line === null ? 'New row' : `Line ${line}`}</span>
              {said.map(({ message }) => message).join(' ')}
            </button>
          </li>
        )
      })}
      {count > shownPerGroup && <li className={styles.more}>and {(count - shownPerGroup).toLocaleString()} more; show rows with issues to see them all</li>}
    </ol>
  )
}
