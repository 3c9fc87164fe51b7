/** How the file was read: encoding, delimiter, size, and whatever was noticed on the way. */
import type { StoredDraft } from '#workbench/draft-session.ts'
import styles from './ColumnsScreen.module.css'

const delimiters: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'vertical bar' }

export function SourceFacts({ draft }: { readonly draft: StoredDraft }) {
  const { table, source } = draft
  return (
    <div>
      <p className={styles.facts}>
        <span>{table.rowCount.toLocaleString()} rows</span>
        <span>{table.headers.length.toLocaleString()} columns</span>
        <span>Read as {source.encoding}</span>
        <span>Split at {delimiters[source.delimiter] ?? `“${source.delimiter}”`}</span>
      </p>
      {source.notes.length > 0 && (
        <ul className={styles.notes}>
          {source.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
