/** A file to fill in, made from the catalogue: empty, or with the users of the directory as they are now. */
import { counted } from '#domain/count.ts'
import { useRef, useState } from 'react'
import { catalogue } from '#domain/fields/catalogue.ts'
import type { Field } from '#domain/fields/field.ts'
import { readCell } from '#domain/plan/diff.ts'
import { fileName, writeCsv, type CsvFlavour } from '#adapters/csv/write-csv.ts'
import { findUsers } from '#adapters/directory/read-directory.ts'
import { sentenceFor } from '#adapters/jumpcloud/errors.ts'
import { useConnection } from '#workbench/navigation/connection.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { Notice } from '#ui/Notice.tsx'
import { Progress } from '#ui/Progress.tsx'
import { RadioCards } from '#ui/RadioCards.tsx'
import { saveFile } from '#ui/save-file.ts'
import { Segmented } from '#ui/Segmented.tsx'
import styles from './TemplateDialog.module.css'

type Content = 'empty' | 'users'
type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly done: number; readonly total: number; readonly users: number }
  | { readonly kind: 'failed'; readonly message: string }

const usual = new Set([
  'username',
  'email',
  'firstname',
  'lastname',
  'employeeIdentifier',
  'jobTitle',
  'department',
  'costCenter',
  'location',
  'phoneNumbers.mobile',
])
const groups = [...new Set(catalogue.map(({ group }) => group))]

/** An update needs nothing but a name; with users, the id is what never fails to match. JumpCloud answers no secrets. */
const offered = (content: Content): readonly Field[] => catalogue.filter((field) => (content === 'users' ? !field.secret : field.key !== 'id'))
const isAlwaysThere = (content: Content, key: string) => content === 'users' && key === 'id'

interface Chosen {
  readonly content: Content
  readonly flavour: CsvFlavour
  readonly fields: readonly Field[]
}

/** Reads the users where they are wanted, and saves the file; what runs is canceled by `cancel`. */
function useDownload({ content, flavour, fields }: Chosen, onDone: () => void) {
  const { tenant, organizationName } = useConnection()
  const [state, setState] = useState<State>({ kind: 'idle' })
  const running = useRef<AbortController | null>(null)
  const save = (rows: readonly (readonly string[])[], ...name: string[]) => {
    const headers = fields.map(({ label }) => label)
    saveFile(new File([writeCsv(headers, rows, flavour)], `${fileName(...name)}.csv`, { type: 'text/csv;charset=utf-8' }))
    onDone()
  }
  const download = async () => {
    if (content === 'empty') return save([], 'Rollcall template')
    const abort = new AbortController()
    running.current = abort
    setState({ kind: 'reading', done: 0, total: 1, users: 0 })
    try {
      const { users } = await findUsers(tenant.organizationId, [], {
        everybody: true,
        signal: abort.signal,
        onProgress: (progress) => setState({ kind: 'reading', ...progress }),
      })
      const rows = users.map((user) => fields.map((field) => readCell(user, field)))
      if (!abort.signal.aborted) save(rows, organizationName, 'users')
    } catch (error) {
      if (!abort.signal.aborted) setState({ kind: 'failed', message: sentenceFor(error).detail })
    }
  }
  return { state, download, cancel: () => running.current?.abort(), organizationName }
}

export function TemplateDialog({ onClose }: { readonly onClose: () => void }) {
  const [content, setContent] = useState<Content>('empty')
  const [flavour, setFlavour] = useState<CsvFlavour>('spreadsheet')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(usual)
  const fields = offered(content).filter(({ key }) => chosen.has(key) || isAlwaysThere(content, key))
  const isIdentified = fields.some(({ identifies }) => identifies)
  const { state, download, cancel, organizationName } = useDownload({ content, flavour, fields }, onClose)
  const close = () => {
    cancel()
    onClose()
  }

  return (
    <Dialog
      open
      onClose={close}
      title="Download template"
      description="The columns have Rollcall’s names, so they are mapped automatically when you import the file."
      size="l"
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            variant="primary"
            loading={state.kind === 'reading'}
            disabledReason={isIdentified ? undefined : 'Choose a column that identifies a user: username, email, employee identifier or ID.'}
            onClick={() => void download()}
          >
            {content === 'empty' ? `Download ${fields.length} columns` : `Download users of ${organizationName}`}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <RadioCards
          legend="Rows"
          value={content}
          onChange={setContent}
          options={[
            { value: 'empty', label: 'Empty', help: 'A header row to fill in below, for new users.' },
            { value: 'users', label: 'Users in the directory', help: 'Current values with their IDs. Change cells and import the file.' },
          ]}
        />
        {state.kind === 'reading' && <Progress label="Reading the directory" value={state.done} max={state.total} detail={counted(state.users, 'user')} />}
        {state.kind === 'failed' && (
          <Notice tone="danger" title="The directory could not be read">
            {state.message}
          </Notice>
        )}
        <ColumnChoice content={content} chosen={chosen} onChange={setChosen} />
        <FlavourChoice flavour={flavour} onChange={setFlavour} />
      </div>
    </Dialog>
  )
}

interface ColumnChoiceProps {
  readonly content: Content
  readonly chosen: ReadonlySet<string>
  readonly onChange: (chosen: ReadonlySet<string>) => void
}

function ColumnChoice({ content, chosen, onChange }: ColumnChoiceProps) {
  const toggle = (key: string, isOn: boolean) => {
    const next = new Set(chosen)
    if (isOn) next.add(key)
    else next.delete(key)
    onChange(next)
  }
  return (
    <fieldset className={styles.columns}>
      <legend>Columns</legend>
      {groups.map((group) => (
        <div key={group} role="group" aria-label={group} className={styles.group}>
          <h3>{group}</h3>
          {offered(content)
            .filter((field) => field.group === group)
            .map(({ key, label }) => (
              <label key={key}>
                <input
                  type="checkbox"
                  checked={chosen.has(key) || isAlwaysThere(content, key)}
                  disabled={isAlwaysThere(content, key)}
                  onChange={(event) => toggle(key, event.target.checked)}
                />
                {label}
              </label>
            ))}
        </div>
      ))}
    </fieldset>
  )
}

function FlavourChoice({ flavour, onChange }: { readonly flavour: CsvFlavour; readonly onChange: (flavour: CsvFlavour) => void }) {
  return (
    <div className={styles.flavour}>
      <Segmented
        label="Cells that look like formulas"
        value={flavour}
        onChange={onChange}
        options={[
          { value: 'spreadsheet', label: 'Safe for spreadsheets' },
          { value: 'exact', label: 'For scripts' },
        ]}
      />
      <p>
        {flavour === 'spreadsheet'
          ? 'Cells that begin with = + - or @ get an apostrophe, so that no spreadsheet runs them. Rollcall removes it on import.'
          : 'Exact values. A spreadsheet may run cells that begin with = + - or @.'}
      </p>
    </div>
  )
}
