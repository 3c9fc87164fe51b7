/** What has to be known about the columns before the grid: what stops it, what is not sent, and attributes that would have a twin. */
import { counted } from '#domain/count.ts'
import { hasParts } from '#domain/mapping/apply.ts'
import { rowNumber } from '#domain/packed/packed-rows.ts'
import { lineAt } from '#domain/packed/packed-table.ts'
import { Notice } from '#ui/Notice.tsx'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { useMappedTable } from '#workbench/draft/mapped-rows.ts'
import { attributeTwins } from './field-options.ts'
import styles from './ColumnsScreen.module.css'

interface Props {
  readonly draft: OpenDraft
  readonly problems: readonly string[]
  readonly attributes: readonly string[]
}

const shownIssues = 10

export function ColumnNotices({ draft, problems, attributes }: Props) {
  const { mapping, table } = draft
  const partIssues = useMappedTable(draft, problems.length === 0 && hasParts(mapping))?.issues ?? []
  const notSent = mapping.filter(({ target }) => target.kind === 'not-sent')
  const twins = attributeTwins(mapping, attributes)
  return (
    <>
      {problems.length > 0 && (
        <Notice tone="danger" title={`${counted(problems.length, 'problem')} to fix before the grid`}>
          <ul className={styles.problems}>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
      {twins.length > 0 && (
        <Notice
          tone="warning"
          title={`${counted(twins.length, 'custom attribute')} differ only by case`.replace('1 custom attribute differ', '1 custom attribute differs')}
        >
          <ul className={styles.problems}>
            {twins.map(({ header, name, twin }) => (
              <li key={`${header} ${name}`}>
                “{header}” fills <strong>{name}</strong>, and <strong>{twin}</strong> exists already. JumpCloud keeps both. Map the column to {twin} if you mean
                that one.
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {notSent.length > 0 && (
        <Notice tone="warning" title={`${counted(notSent.length, 'column')} not sent by bulk jobs`}>
          <ul className={styles.problems}>
            {notSent.map(({ column, header, target }) => (
              <li key={column}>
                “{header}”: {target.kind === 'not-sent' ? target.reason : ''}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {partIssues.length > 0 && (
        <Notice tone="warning" title={`${counted(partIssues.length, 'list or attribute')} not imported`.replace('list or attributes', 'lists or attributes')}>
          <ul className={styles.problems}>
            {partIssues.slice(0, shownIssues).map(({ row, message }) => (
              <li key={`${row} ${message}`}>
                Line {lineAt(table, rowNumber(row) - 1)}: {message}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}
