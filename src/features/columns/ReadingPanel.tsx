/** How the file was read: what was found and noticed, and everything about it that can be decided otherwise. */
import { ChevronRight, FileCog } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { counted } from '#domain/count.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { Notice } from '#ui/Notice.tsx'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { whenIdle } from '#adapters/intake/when-idle.ts'
import { columnHints } from './column-hints.ts'
import { ReadingPanelOptions } from './ReadingPanelOptions.tsx'
import { ReadingPanelSkipped } from './ReadingPanelSkipped.tsx'
import { RemoveSpaces } from './RemoveSpaces.tsx'
import { headerWords, inShort } from './reading-words.ts'
import { repairsOf, type Repair } from './reading-repairs.ts'
import { useReadAgain } from './use-read-again.ts'
import styles from './ReadingPanel.module.css'

interface Props {
  readonly draft: OpenDraft
  readonly hasEdits: boolean
  /** Whether this tab edits the draft. */
  readonly isMine: boolean
}

interface Found {
  readonly hints: readonly string[]
  readonly repairs: readonly Repair[]
}

/** What the columns show about how the file was read. Thousands of cells are checked: not before the screen is drawn. */
function useFound(draft: OpenDraft): Found {
  const [found, setFound] = useState<Found>({ hints: [], repairs: [] })
  useEffect(() => {
    let isLeft = false
    whenIdle(() => {
      if (!isLeft) setFound({ hints: columnHints(draft), repairs: repairsOf(draft) })
    })
    return () => {
      isLeft = true
    }
  }, [draft])
  return found
}

export function ReadingPanel({ draft, hasEdits, isMine }: Props) {
  const { table, source } = draft
  const again = useReadAgain(draft, hasEdits)
  const [isOpen, setOpen] = useState(false)
  const { hints, repairs } = useFound(draft)
  const notes = [...source.notes, ...hints]
  const canChange = isMine && again.file !== null
  return (
    <section className={styles.panel} aria-label="How the file was read" aria-busy={again.isReading}>
      <div className={styles.line}>
        <p className={styles.facts}>
          <strong>
            {counted(table.rowCount, 'row')} × {counted(table.headers.length, 'column')}
          </strong>
          <span>{inShort(source)}</span>
          <span>{headerWords(source)}</span>
        </p>
        {isMine && (
          <button type="button" className={styles.toggle} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <ChevronRight size={14} aria-hidden="true" />
            Change import options
          </button>
        )}
      </div>
      {notes.length > 0 && (
        <ul className={styles.notes} aria-label="Noticed while reading">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {isMine && (
        <div className={styles.repairs}>
          <RemoveSpaces draft={draft} />
          {(canChange ? repairs : []).map(({ label, change }) => (
            <Button key={label} size="s" loading={again.isReading} onClick={() => again.choose(change)}>
              {label}
            </Button>
          ))}
        </div>
      )}
      <ReadingPanelSkipped source={source} choose={canChange ? again.choose : null} />
      {again.failure !== null && (
        <Notice tone="danger" title="The file can’t be read with these options">
          {again.failure} The draft has not changed.
        </Notice>
      )}
      {isOpen &&
        isMine &&
        (again.file === null ? (
          <FileAgain draft={draft} onFile={again.chooseFile} isReading={again.isReading} />
        ) : (
          <ReadingPanelOptions draft={draft} choose={again.choose} />
        ))}
      <ReadAgainDialog again={again} />
    </section>
  )
}

function ReadAgainDialog({ again }: { readonly again: ReturnType<typeof useReadAgain> }) {
  return (
    <Dialog
      open={again.waiting !== null}
      onClose={again.stay}
      title="Read the file again?"
      size="s"
      footer={
        <>
          <Button onClick={again.stay}>Keep the rows</Button>
          <Button variant="danger" onClick={again.goOn}>
            Read again
          </Button>
        </>
      }
    >
      All rows are replaced by those of the file. Transforms that you applied and your edits in the grid are lost, and so are rows that you added or excluded.
    </Dialog>
  )
}

function FileAgain({ draft, onFile, isReading }: { readonly draft: OpenDraft; readonly onFile: (file: File) => void; readonly isReading: boolean }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className={styles.again}>
      <p>The browser does not keep the file. Choose {draft.name} again to change its import options.</p>
      <Button size="s" icon={<FileCog size={14} />} loading={isReading} onClick={() => input.current?.click()}>
        Choose file again
      </Button>
      <input
        ref={input}
        type="file"
        className={styles.input}
        aria-label={`Choose ${draft.name} to change its import options`}
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) onFile(file)
        }}
      />
    </div>
  )
}
