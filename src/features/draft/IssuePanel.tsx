/** Every issue of the draft, grouped by what is wrong; a click goes to the cell. */
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Issue } from '#domain/rows/issue.ts'
import type { RowSet } from '#domain/rows/row.ts'
import { fieldLabel } from '#workbench/field-label.ts'
import styles from './IssuePanel.module.css'

interface Props {
  readonly set: RowSet
  readonly issues: ReadonlyMap<string, readonly Issue[]>
  readonly onGo: (row: string, field: string | null) => void
}

const shownPerGroup = 20

export function IssuePanel({ set, issues, onGo }: Props) {
  const groups = useMemo(() => groupIssues(set, issues), [set, issues])
  const [open, setOpen] = useState<string | null>(null)
  return (
    <aside className={styles.panel} aria-label="Issues">
      <h2>Issues</h2>
      {groups.length === 0 && (
        <p className={styles.none}>
          <CircleCheck size={16} aria-hidden="true" /> Nothing to put right.
        </p>
      )}
      <ul>
        {groups.map(({ name, severity, found }) => {
          const Icon = severity === 'error' ? CircleAlert : TriangleAlert
          const isOpen = open === name || groups.length === 1
          return (
            <li key={name}>
              <button type="button" className={styles.group} aria-expanded={isOpen} onClick={() => setOpen(isOpen ? null : name)}>
                <Icon size={16} aria-hidden="true" className={severity === 'error' ? styles.error : styles.warning} />
                <span className={styles.hidden}>{severity === 'error' ? 'Error' : 'Warning'}: </span>
                <span>{name}</span>
                <span className={styles.count}>{found.length.toLocaleString()}</span>
              </button>
              {isOpen && (
                <ol>
                  {found.slice(0, shownPerGroup).map(({ issue, line }) => (
                    <li key={`${issue.row} ${issue.field ?? ''} ${issue.message}`}>
                      <button type="button" className={styles.go} onClick={() => onGo(issue.row, issue.field)}>
                        <span className={styles.line}>{line === null ? 'New row' : `Line ${line}`}</span>
                        {issue.message}
                      </button>
                    </li>
                  ))}
                  {found.length > shownPerGroup && (
                    <li className={styles.more}>and {(found.length - shownPerGroup).toLocaleString()} more; show rows with issues to see them all</li>
                  )}
                </ol>
              )}
            </li>
          )
        })}
      </ul>
    </aside>
  )
}

interface Group {
  readonly name: string
  readonly severity: Issue['severity']
  readonly found: { issue: Issue; line: number | null }[]
}

/** Errors before warnings, large groups first; a group is one severity of one column. */
function groupIssues(set: RowSet, issues: ReadonlyMap<string, readonly Issue[]>): Group[] {
  const groups = new Map<string, Group>()
  for (const row of set.rows) {
    for (const issue of issues.get(row.key) ?? []) {
      const column = issue.field === null ? 'Whole row' : fieldLabel(issue.field)
      const name = issue.severity === 'error' ? column : `${column} (worth a look)`
      const group = groups.get(name) ?? { name, severity: issue.severity, found: [] }
      group.found.push({ issue, line: row.line })
      groups.set(name, group)
    }
  }
  return [...groups.values()].sort((a, b) => (a.severity === b.severity ? b.found.length - a.found.length : a.severity === 'error' ? -1 : 1))
}
