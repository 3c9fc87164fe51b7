/** The import options of a file: what was found, and what may be chosen instead. */
import type { Newline, ReadingChoices } from '#domain/file/reading.ts'
import { SelectField } from '#ui/SelectField.tsx'
import type { OpenDraft } from '#workbench/draft/draft-session.ts'
import { FirstLines } from './FirstLines.tsx'
import { delimiterChoices, encodingChoices, found, newlineChoices, offerOptions, quoteChoices } from './reading-words.ts'
import type { ChooseOptions } from './use-read-again.ts'
import styles from './ReadingPanel.module.css'

interface Props {
  readonly draft: OpenDraft
  readonly choose: ChooseOptions
}

const textOf = (value: string): string | undefined => (value === found ? undefined : value.slice(1))

export function ReadingPanelOptions({ draft, choose }: Props) {
  const { source } = draft
  const { choices } = source
  const count = source.headerLines.length
  return (
    <div className={styles.settings}>
      <div className={styles.fields}>
        {source.sheets.length > 1 && (
          <SelectField
            label="Sheet"
            value={source.sheet ?? ''}
            onChange={(sheet) => choose({ sheet, header: undefined, headerRows: undefined, keptLines: undefined })}
            options={source.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
          />
        )}
        {source.kind === 'text' && <TextOptions source={source} choose={choose} />}
        <SelectField
          label="Header rows"
          value={choices.headerRows === undefined ? found : String(choices.headerRows)}
          onChange={(value) => choose({ headerRows: value === found ? undefined : value === '2' ? 2 : 1, header: choices.header ?? source.headerLines[0] })}
          options={[
            { value: found, label: `Found: ${count === 2 ? 'two' : count === 1 ? 'one' : 'none'}` },
            { value: '1', label: 'One' },
            { value: '2', label: 'Two' },
          ]}
        />
        <SelectField
          label="Blank rows"
          value={choices.blankRows ?? found}
          onChange={(value) => choose({ blankRows: value === 'keep' ? 'keep' : undefined })}
          options={[
            { value: found, label: 'Skipped' },
            { value: 'keep', label: 'Kept' },
          ]}
        />
        <SelectField
          label="Totals at the end"
          value={choices.footer ?? found}
          onChange={(value) => choose({ footer: value === 'keep' ? 'keep' : undefined })}
          options={[
            { value: found, label: 'Skipped' },
            { value: 'keep', label: 'Read as rows' },
          ]}
        />
        {offerOptions(draft).map(({ offer, label, value, options, changeTo }) => (
          <SelectField key={offer} label={label} value={value} options={options} onChange={(chosen) => choose(changeTo(chosen))} />
        ))}
      </div>
      <FirstLines draft={draft} onHeader={(header) => choose({ header, headerRows: undefined })} />
    </div>
  )
}

function TextOptions({ source, choose }: { readonly source: OpenDraft['source']; readonly choose: ChooseOptions }) {
  const { choices } = source
  const valueOf = (choice: string | undefined) => (choice === undefined ? found : `=${choice}`)
  return (
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
        label="Quote character"
        value={valueOf(choices.quote)}
        onChange={(value) => choose({ quote: textOf(value) as ReadingChoices['quote'] })}
        options={quoteChoices(source)}
      />
      <SelectField
        label="Line endings"
        value={valueOf(choices.newline)}
        onChange={(value) => choose({ newline: textOf(value) as Newline | undefined })}
        options={newlineChoices(source)}
      />
    </>
  )
}
