/** The lines that were not read as users, as they are in the file, each with a way to bring it back. */
import { useState } from 'react'
import { skippedWord } from '#domain/file/skipped-lines.ts'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import type { ChooseOptions } from './use-read-again.ts'
import styles from './ReadingPanel.module.css'

const shownLines = 6

interface Props {
  readonly source: OpenDraft['source']
  /** Null where the file is not at hand, so that it cannot be read again. */
  readonly choose: ChooseOptions | null
}

/** Whoever knows the file sees at once whether a line is rightly skipped. */
export function ReadingPanelSkipped({ source: { above, below, skipped = [], choices }, choose }: Props) {
  const [showsAll, setShowsAll] = useState(false)
  const lines = [
    ...above.map((each) => ({ ...each, word: 'above the header', isUser: false })),
    ...skipped.map((each) => ({ ...each, word: skippedWord(each.kind), isUser: true })),
    ...below.map((each) => ({ ...each, word: 'at the end', isUser: true })),
  ].toSorted((a, b) => a.line - b.line)
  if (lines.length === 0) return null
  const shown = showsAll ? lines : lines.slice(0, shownLines)
  return (
    <>
      <ul className={styles.apart} aria-label="Skipped lines">
        {shown.map(({ line, text, word, isUser }) => (
          <li key={line}>
            <span className={styles.number}>{line}</span>
            <span className={styles.kind}>{word}</span>
            <span className={styles.text}>{text}</span>
            {isUser && choose !== null && (
              <button type="button" className={styles.include} onClick={() => choose({ keptLines: [...(choices.keptLines ?? []), line] })}>
                Include line {line}
              </button>
            )}
          </li>
        ))}
      </ul>
      {lines.length > shown.length && (
        <button type="button" className={styles.toggle} onClick={() => setShowsAll(true)}>
          Show all {lines.length} skipped lines
        </button>
      )}
    </>
  )
}
