/** Sets or clears one field of all selected users, in one step of the undo. */
import { useRef, useState, type KeyboardEvent } from 'react'
import { counted } from '#domain/count.ts'
import { catalogue } from '#domain/fields/catalogue.ts'
import { canClear, clearMark } from '#domain/fields/clear.ts'
import { fieldByKey } from '#domain/fields/field-lookup.ts'
import type { Field, FieldKey } from '#domain/fields/field.ts'
import { cellIssues } from '#domain/issues/validate.ts'
import { Button } from '#ui/Button.tsx'
import { Checkbox } from '#ui/Checkbox.tsx'
import { Combobox } from '#ui/Combobox.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { SelectField } from '#ui/SelectField.tsx'
import { TextField } from '#ui/TextField.tsx'
import { formatNumber } from '#ui/locale.ts'
import styles from './UsersScreen.module.css'

interface Props {
  /** Selected users, and all that are shown. */
  readonly selected: number
  readonly shown: number
  /** The field that is probably meant. */
  readonly wanted: FieldKey | null
  /** Custom attributes that users have. */
  readonly attributes: readonly FieldKey[]
  readonly onApply: (field: Field, text: string, toAll: boolean) => void
  readonly onClose: () => void
}

/** What can be the same for many: identifiers cannot, and a password is typed user by user. */
const isShared = (field: Field): boolean => !field.identifies && !field.secret && field.use !== 'create' && field.key !== 'id'

/** The key is used up: else it would press what has the focus once the dialog is closed. */
const onEnter = (act: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Enter') return
  event.preventDefault()
  act()
}

export function BulkEdit({ selected, shown, wanted, attributes, onApply, onClose }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const [text, setText] = useState('')
  const [isClearing, setClearing] = useState(false)
  const [toAll, setToAll] = useState(selected === 0)
  const fields = [...catalogue, ...attributes.flatMap((each) => fieldByKey(each) ?? [])].filter(isShared)
  const [key, setKey] = useState(fields.some((each) => each.key === wanted) ? wanted : null)
  const field = fields.find((each) => each.key === key) ?? null
  const choices = field === null ? undefined : field.kind === 'boolean' ? ['true', 'false'] : field.choices?.update
  const problem =
    field === null || isClearing || text === '' ? undefined : cellIssues(field, text, 'update').find(({ severity }) => severity === 'error')?.message
  const users = counted(toAll ? shown : selected, 'user')
  const missing = field === null ? 'Choose a field.' : !isClearing && text === '' ? 'Enter a value, or clear it.' : problem
  const apply = () => {
    if (field !== null && missing === undefined) onApply(field, isClearing ? clearMark : text, toAll)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size="s"
      initialFocus={() => root.current?.querySelector(key === null ? '[role="combobox"]' : '[data-value] :is(input, select)') ?? null}
      title={`Edit ${users}`}
      description="Nothing changes in JumpCloud until you review and submit."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabledReason={missing} onClick={apply}>
            {isClearing ? `Clear value of ${users}` : `Set value of ${users}`}
          </Button>
        </>
      }
    >
      <div ref={root} className={styles.stack}>
        <SelectField
          label="Users"
          value={toAll ? 'all' : 'selected'}
          onChange={(next) => setToAll(next === 'all')}
          options={[
            ...(selected === 0 ? [] : [{ value: 'selected', label: `Selected (${formatNumber(selected)})` }]),
            { value: 'all', label: `All shown (${formatNumber(shown)})` },
          ]}
        />
        <Combobox
          label="Field"
          value={key}
          onChange={(next) => {
            setKey(next)
            setText('')
            setClearing(false)
          }}
          options={fields.map((each) => ({ value: each.key, label: each.label, group: each.group }))}
        />
        {field !== null && !isClearing && (
          <div data-value="" role="presentation" onKeyDown={onEnter(apply)}>
            {choices === undefined ? (
              <TextField label="Value" value={text} onChange={setText} error={problem} />
            ) : (
              <SelectField
                label="Value"
                value={text}
                onChange={setText}
                options={[{ value: '', label: 'Choose a value' }, ...choices.map((value) => ({ value, label: value }))]}
              />
            )}
          </div>
        )}
        {field !== null && canClear(field) && <Checkbox label="Clear value in JumpCloud" checked={isClearing} onChange={setClearing} />}
      </div>
    </Dialog>
  )
}
