/** The first lines of the file, to choose the one with the header. */
import { useId } from 'react'
import { isSecretColumn } from '#adapters/storage/secrets.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import styles from './ReadingPanel.module.css'

interface Props {
  readonly draft: OpenDraft
  readonly onHeader: (header: number | 'none') => void
}

const shownColumns = 8

export function FirstLines({ draft, onHeader }: Props) {
  const name = useId()
  const { source, mapping } = draft
  const { headerLines, top } = source
  const secret = new Set(mapping.flatMap(({ column, header }) => (isSecretColumn(column, header, draft) ? [column] : [])))
  if (top.length === 0) return null
  const firstHeader = headerLines[0] ?? 0
  return (
    <div className={styles.scroll} role="region" aria-label="First lines of the file" tabIndex={0}>
      <table className={styles.lines}>
        <caption>Header row</caption>
        <tbody>
          {top.map(({ line, cells }) => {
            const isHeader = headerLines.includes(line)
            return (
              <tr key={line} data-part={isHeader ? 'header' : line < firstHeader ? 'above' : 'body'}>
                <th scope="row">
                  <label>
                    <input
                      type="radio"
                      name={name}
                      checked={firstHeader === line}
                      onChange={() => onHeader(line)}
                      aria-label={`The header is on line ${line}`}
                    />
                    {line}
                  </label>
                </th>
                {cells.slice(0, shownColumns).map((cell, column) => (
                  // Cells have no key but their position.
                  // oxlint-disable-next-line react/no-array-index-key
                  <td key={column}>{!isHeader && line > firstHeader && secret.has(column) && cell !== '' ? '••••••' : cell}</td>
                ))}
                {cells.length > shownColumns && <td className={styles.more}>and {cells.length - shownColumns} more</td>}
              </tr>
            )
          })}
          <tr>
            <th scope="row" colSpan={shownColumns + 2}>
              <label>
                <input type="radio" name={name} checked={headerLines.length === 0} onChange={() => onHeader('none')} />
                No header: the first line is a user
              </label>
            </th>
          </tr>
        </tbody>
      </table>
    </div>
  )
}
