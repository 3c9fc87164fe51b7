/** Sets or clears one field of all selected users, in one step of the undo. */
import { useRef, useState } from 'react'
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
  /** Custom attributes that users have. */
  readonly attributes: readonly FieldKey[]
  readonly onApply: (field: Field, text: string, toAll: boolean) => void
  readonly onClose: () => void
}

/** What can be the same for many: identifiers cannot, and a password is typed user by user. */
const isShared = (field: Field): boolean => !field.identifies && !field.secret && field.use !== 'create' && field.key !== 'id'

export function BulkEdit({ selected, shown, attributes, onApply, onClose }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const [key, setKey] = useState<FieldKey | null>(null)
  const [text, setText] = useState('')
  const [isClearing, setClearing] = useState(false)
  const [toAll, setToAll] = useState(selected === 0)
  const fields = [...catalogue, ...attributes.flatMap((each) => fieldByKey(each) ?? [])].filter(isShared)
  const field = fields.find((each) => each.key === key) ?? null
  const choices = field === null ? undefined : field.kind === 'boolean' ? ['true', 'false'] : field.choices?.update
  const problem =
    field === null || isClearing || text === '' ? undefined : cellIssues(field, text, 'update').find(({ severity }) => severity === 'error')?.message
  const users = counted(toAll ? shown : selected, 'user')
  const apply = () => {
    if (field !== null) onApply(field, isClearing ? clearMark : text, toAll)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size="s"
      initialFocus={() => root.current?.querySelector('[role="combobox"]') ?? null}
      title={`Edit ${users}`}
      description="Nothing changes in JumpCloud until you review and submit."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabledReason={field === null ? 'Choose a field.' : !isClearing && text === '' ? 'Enter a value, or clear it.' : problem}
            onClick={apply}
          >
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
        {field !== null && !isClearing && choices !== undefined && (
          <SelectField
            label="Value"
            value={text}
            onChange={setText}
            options={[{ value: '', label: 'Choose a value' }, ...choices.map((value) => ({ value, label: value }))]}
          />
        )}
        {field !== null && !isClearing && choices === undefined && <TextField label="Value" value={text} onChange={setText} error={problem} />}
        {field !== null && canClear(field) && <Checkbox label="Clear value in JumpCloud" checked={isClearing} onChange={setClearing} />}
      </div>
    </Dialog>
  )
}
