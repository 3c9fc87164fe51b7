/** How the file was read: what was found and noticed, and everything about it that can be decided otherwise. */
import { ChevronRight, FileCog } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Newline, ReadingChoices } from '#domain/file/reading.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { Notice } from '#ui/Notice.tsx'
import { SelectField } from '#ui/SelectField.tsx'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { whenIdle } from '#adapters/intake/when-idle.ts'
import { columnHints } from './column-hints.ts'
import { FirstLines } from './FirstLines.tsx'
import { delimiterChoices, encodingChoices, found, headerWords, inShort, newlineChoices, quoteChoices } from './reading-words.ts'
import { useReadAgain } from './use-read-again.ts'
import styles from './ReadingPanel.module.css'

const shownLines = 6

interface Props {
  readonly draft: OpenDraft
  readonly hasEdits: boolean
  /** Whether this tab edits the draft. */
  readonly isMine: boolean
}

export function ReadingPanel({ draft, hasEdits, isMine }: Props) {
  const { mapping, table, source } = draft
  const again = useReadAgain(draft, hasEdits)
  const [isOpen, setOpen] = useState(false)
  const [hints, setHints] = useState<readonly string[]>([])
  // Thousands of cells are looked at: not before the screen stands.
  useEffect(() => {
    let isLeft = false
    whenIdle(() => {
      if (!isLeft) setHints(columnHints({ mapping, table }))
    })
    return () => {
      isLeft = true
    }
  }, [mapping, table])
  const notes = [...source.notes, ...hints]
  return (
    <section className={styles.panel} aria-label="How the file was read" aria-busy={again.isReading}>
      <div className={styles.line}>
        <p className={styles.facts}>
          <strong>
            {table.rowCount.toLocaleString()} {table.rowCount === 1 ? 'row' : 'rows'} × {table.headers.length.toLocaleString()} columns
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
      <SetApart source={draft.source} />
      {again.failure !== null && (
        <Notice tone="danger" title="It could not be read that way">
          {again.failure} The draft is as it was.
        </Notice>
      )}
      {isOpen &&
        isMine &&
        (again.file === null ? (
          <FileAgain draft={draft} onFile={again.chooseFile} isReading={again.isReading} />
        ) : (
          <Settings draft={draft} choose={again.choose} />
        ))}
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
        The rows are made anew from the file. What was typed in the grid, and rows that were left out or added, are gone then.
      </Dialog>
    </section>
  )
}

/** Lines that are no people are shown as they are: whoever knows the file sees at once whether that is right. */
function SetApart({ source: { above, below } }: { readonly source: OpenDraft['source'] }) {
  if (above.length + below.length === 0) return null
  return (
    <ul className={styles.apart} aria-label="Lines that are not read as people">
      {[...above, ...below].slice(0, shownLines).map(({ line, text }) => (
        <li key={line}>
          <span>{line}</span>
          {text}
        </li>
      ))}
    </ul>
  )
}

type Choose = ReturnType<typeof useReadAgain>['choose']

const textOf = (value: string): string | undefined => (value === found ? undefined : value.slice(1))

function Settings({ draft, choose }: { readonly draft: OpenDraft; readonly choose: Choose }) {
  const { source } = draft
  const { choices } = source
  const valueOf = (choice: string | undefined) => (choice === undefined ? found : `=${choice}`)
  const isText = source.kind === 'text'
  return (
    <div className={styles.settings}>
      <div className={styles.fields}>
        {source.sheets.length > 1 && (
          <SelectField
            label="Sheet"
            value={source.sheet ?? ''}
            onChange={(sheet) => choose({ sheet, header: undefined, headerRows: undefined })}
            options={source.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
          />
        )}
        {isText && (
          <>
            <SelectField
              label="Encoding"
              value={valueOf(choices.encoding)}
              onChange={(value) => choose({ encoding: textOf(value) })}
              options={encodingChoices(source)}
            />
            <SelectField
              label="Delimiter"
              value={valueOf(choices.delimiter)}
              onChange={(value) => choose({ delimiter: textOf(value) })}
              options={delimiterChoices(source)}
            />
            <SelectField
              label="Cells are wrapped in"
              value={valueOf(choices.quote)}
              onChange={(value) => choose({ quote: textOf(value) as ReadingChoices['quote'] })}
              options={quoteChoices(source)}
            />
            <SelectField
              label="Lines end with"
              value={valueOf(choices.newline)}
              onChange={(value) => choose({ newline: textOf(value) as Newline | undefined })}
              options={newlineChoices(source)}
            />
          </>
        )}
        <SelectField
          label="Header"
          value={choices.headerRows === undefined ? found : String(choices.headerRows)}
          onChange={(value) => choose({ headerRows: value === found ? undefined : value === '2' ? 2 : 1, header: choices.header ?? source.headerLines[0] })}
          options={[
            { value: found, label: `Found: ${source.headerLines.length === 2 ? 'two rows' : source.headerLines.length === 1 ? 'one row' : 'none'}` },
            { value: '1', label: 'One row' },
            { value: '2', label: 'Two rows' },
          ]}
        />
        <SelectField
          label="Blank rows"
          value={choices.blankRows ?? found}
          onChange={(value) => choose({ blankRows: value === 'keep' ? 'keep' : undefined })}
          options={[
            { value: found, label: 'Passed over' },
            { value: 'keep', label: 'Kept' },
          ]}
        />
        <SelectField
          label="Totals and remarks at the end"
          value={choices.footer ?? found}
          onChange={(value) => choose({ footer: value === 'keep' ? 'keep' : undefined })}
          options={[
            { value: found, label: 'Set apart' },
            { value: 'keep', label: 'Read as rows' },
          ]}
        />
        <SelectField
          label="Apostrophes before = + - @"
          value={choices.apostrophes ?? found}
          onChange={(value) => choose({ apostrophes: value === 'keep' ? 'keep' : undefined })}
          options={[
            { value: found, label: 'Taken off, in Rollcall’s own files' },
            { value: 'keep', label: 'Kept' },
          ]}
        />
      </div>
      <FirstLines draft={draft} onHeader={(header) => choose({ header, headerRows: undefined })} />
    </div>
  )
}

function FileAgain({ draft, onFile, isReading }: { readonly draft: OpenDraft; readonly onFile: (file: File) => void; readonly isReading: boolean }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className={styles.again}>
      <p>The file itself is not kept in the browser. Choose {draft.name} again to change its import options.</p>
      <Button size="s" icon={<FileCog size={14} />} loading={isReading} onClick={() => input.current?.click()}>
        Choose the file again
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
